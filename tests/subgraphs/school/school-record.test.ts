import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import type { AgencyContext } from '../../../subgraphs/platform/agency-context.ts';
import { SchoolRecordResolver } from '../../../subgraphs/school/school-record.resolver.ts';
import { PRESENCE } from '../../../subgraphs/school/school-tables.ts';

const PERSON = { personRef: 'r1_pupil' };

describe('SchoolRecord.presentNow', () => {
  it('says yes or no by the latest report of the day', async () => {
    expect(await presentNow({ isPresent: true, asOf: '2026-11-20T08:15:00Z' }, '2026-11-20T12:00:00Z')).toBe(true);
    expect(await presentNow({ isPresent: false, asOf: '2026-11-20T08:15:00Z' }, '2026-11-20T12:00:00Z')).toBe(false);
  });

  it('says nothing by the report of an earlier day, in Swedish time', async () => {
    expect(await presentNow({ isPresent: true, asOf: '2026-11-19T08:15:00Z' }, '2026-11-20T06:00:00Z')).toBeNull();
    expect(await presentNow({ isPresent: true, asOf: '2026-11-20T08:15:00Z' }, '2026-11-20T23:30:00Z')).toBeNull();
  });

  it('says the same of somebody the school does not know', async () => {
    expect(await presentNow(null, '2026-11-20T12:00:00Z')).toBeNull();
  });
});

interface Report {
  readonly isPresent: boolean;
  readonly asOf: string;
}

function presentNow(report: Report | null, now: string): Promise<boolean | null> {
  const row = report === null ? null : { ...PERSON, isPresent: report.isPresent, asOf: new Date(report.asOf) };
  const one = (table: unknown): Promise<unknown> => Promise.resolve(table === PRESENCE ? row : null);
  const context = { rows: { one }, now: new Date(now) } as unknown as AgencyContext;
  return new SchoolRecordResolver().presentNow(PERSON, context);
}
