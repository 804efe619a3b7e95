import { describe, expect, it } from 'vitest';
import { reportClocks, type ReportCourse } from '../../../subgraphs/socialtjanst/report-clocks.ts';

const RECEIVED: ReportCourse = {
  receivedAt: new Date('2026-02-02T13:00:00Z'),
  protectionAssessedAt: null,
  decision: null,
  concludedOn: null,
  feedback: { toldAt: null },
};

const statesOf = (course: Partial<ReportCourse>, now: string): Readonly<Record<string, string>> =>
  Object.fromEntries(reportClocks({ ...RECEIVED, ...course }, new Date(now)).map(({ kind, state }) => [kind, state]));

const dueOf = (course: Partial<ReportCourse>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    reportClocks({ ...RECEIVED, ...course }, RECEIVED.receivedAt).map(({ kind, dueOn }) => [kind, dueOn]),
  );

describe('reportClocks', () => {
  it('asks for an assessment the same Swedish day, which ends at 23 UTC in winter', () => {
    expect(statesOf({}, '2026-02-02T22:59:59Z')).toMatchObject({ PROTECTION_ASSESSMENT: 'RUNNING' });
    expect(statesOf({}, '2026-02-02T23:00:00Z')).toMatchObject({ PROTECTION_ASSESSMENT: 'OVERDUE' });
    const late = { protectionAssessedAt: new Date('2026-02-02T23:00:00Z') };
    expect(statesOf(late, '2026-02-20T12:00:00Z')).toMatchObject({ PROTECTION_ASSESSMENT: 'DONE_LATE' });
  });

  it('counts a report of late evening to the Swedish day that it came in on', () => {
    expect(dueOf({ receivedAt: new Date('2026-02-02T23:30:00Z') })).toMatchObject({
      PROTECTION_ASSESSMENT: '2026-02-03',
      PRE_ASSESSMENT: '2026-02-17',
    });
  });

  it('gives the pre-assessment fourteen days, weekends among them', () => {
    expect(dueOf({})).toEqual({ PROTECTION_ASSESSMENT: '2026-02-02', PRE_ASSESSMENT: '2026-02-16' });
    expect(statesOf({}, '2026-02-16T20:00:00Z')).toMatchObject({ PRE_ASSESSMENT: 'RUNNING' });
    expect(statesOf({}, '2026-02-17T08:00:00Z')).toMatchObject({ PRE_ASSESSMENT: 'OVERDUE' });
    const decided = (decidedOn: string) =>
      statesOf({ decision: { decidedOn, isOpened: false } }, '2026-03-01T08:00:00Z');
    expect(decided('2026-02-16')).toMatchObject({ PRE_ASSESSMENT: 'DONE' });
    expect(decided('2026-02-17')).toMatchObject({ PRE_ASSESSMENT: 'DONE_LATE' });
  });

  it('gives an investigation four months from the day it was opened, to the last day of a shorter month', () => {
    const openedOn = (decidedOn: string) => dueOf({ decision: { decidedOn, isOpened: true } })['INVESTIGATION'];
    expect(openedOn('2026-02-10')).toBe('2026-06-10');
    expect(openedOn('2025-10-31')).toBe('2026-02-28');
    expect(openedOn('2027-10-31')).toBe('2028-02-29');
    expect(openedOn('2026-10-15')).toBe('2027-02-15');
    expect(dueOf({ decision: { decidedOn: '2026-02-10', isOpened: false } })).not.toHaveProperty('INVESTIGATION');
  });

  it('gives feedback a week from the decision, when there is somebody to tell', () => {
    const decision = { decidedOn: '2026-02-10', isOpened: false };
    expect(dueOf({ decision })['FEEDBACK']).toBe('2026-02-17');
    expect(dueOf({ decision, feedback: null })).not.toHaveProperty('FEEDBACK');
    expect(statesOf({ decision }, '2026-02-18T08:00:00Z')).toMatchObject({ FEEDBACK: 'OVERDUE' });
    const told = { decision, feedback: { toldAt: new Date('2026-02-17T20:00:00Z') } };
    expect(statesOf(told, '2026-02-18T08:00:00Z')).toMatchObject({ FEEDBACK: 'DONE' });
  });
});
