import { randomUUID } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSystemKeys } from '../../../gateway/local/keys.ts';
import { createAggregateReceiptIssuer } from '../../../policies/aggregates/aggregate-receipt.ts';
import { loadApprovers } from '../../../policies/aggregates/load-approvers.ts';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { parsePeriod } from '../../../schema/aggregate-period.ts';
import { answerContribution } from '../../../subgraphs/platform/aggregates/answer-contribution.ts';
import { askSource } from '../../../subgraphs/platform/aggregates/contribution-question.ts';
import type { AgencyContext } from '../../../subgraphs/platform/agency-context.ts';
import { approveAggregate } from '../../../subgraphs/platform/desk/approve-aggregate.ts';
import { POLICE_MEASURES } from '../../../subgraphs/police/police-measures.ts';
import { SOCIALTJANST_MEASURES } from '../../../subgraphs/socialtjanst/socialtjanst-measures.ts';

const policySet = loadPolicySet();
const definitions = loadDefinitions(policySet);
const incidents = definitions.get('incidents')!;
const keys = await createSystemKeys();

/** Asks the police at a time for what the calendar of that time makes of a term; the register must not be reached. */
async function askAt(now: Date, term: string): Promise<unknown> {
  const issuer = await createAggregateReceiptIssuer(keys.receiptPrivateKey);
  const { countedUntil = '' } = parsePeriod('term', term, now) ?? {};
  const asked = { definition: incidents.id, digest: incidents.digest, period: term, countedUntil };
  const receipt = await issuer.issue(
    { subject: 'analyst', requestId: 'r', runId: randomUUID(), ...asked },
    'police',
    now,
  );
  return answerContribution({
    ...{ agency: 'police', receipt, authorization: 'Bearer x', now },
    tokens: {
      verify: () => Promise.resolve({ subject: 'analyst', role: 'analyst' } as never),
      hasKeys: () => Promise.resolve(true),
    },
    receiptKeys: createLocalJWKSet({ keys: [...keys.receiptPublicKeys.keys] }),
    contributing: {
      ...{ measures: POLICE_MEASURES, definitions, approvers: loadApprovers(), tokenKey: Buffer.alloc(32) },
      database: { use: () => Promise.reject(new Error('the register was reached')), close: () => Promise.resolve() },
    },
  });
}

describe('a definition that has expired', () => {
  it('is answered on its last day, and never after', async () => {
    const lastDay = new Date(Date.parse(`${incidents.expires}T12:00:00Z`) - 86_400_000);
    await expect(askAt(lastDay, `${incidents.expires.slice(0, 4)}-VT`)).rejects.toThrow('the register was reached');
    const expired = new Date(`${incidents.expires}T12:00:00Z`);
    await expect(askAt(expired, `${incidents.expires.slice(0, 4)}-VT`)).rejects.toMatchObject({
      code: 'AGGREGATE_EXPIRED',
    });
  });

  it('cannot be approved any more', async () => {
    const context = {
      ...{ agency: 'police', policySet, now: new Date(`${incidents.expires}T12:00:00Z`) },
      asker: { staffSubject: 'staff-x', role: 'police.investigator' },
    } as unknown as AgencyContext;
    const input = { definition: incidents.id, digest: incidents.digest, idempotencyKey: 'a-key-of-mine' };
    await expect(approveAggregate(input, context)).rejects.toMatchObject({ facts: { problem: 'aggregate-expired' } });
    const patrol = { ...context, asker: { staffSubject: 'staff-x', role: 'police.patrol-officer' } } as AgencyContext;
    await expect(approveAggregate(input, patrol)).rejects.toMatchObject({ facts: { problem: 'approver' } });
  });
});

describe('a period', () => {
  it('is counted up to the month that is over, also by a clock that is a little behind', async () => {
    const newYear = new Date('2026-12-31T23:00:20Z');
    await expect(askAt(newYear, '2026-HT')).rejects.toThrow('the register was reached');
    await expect(askAt(new Date(newYear.getTime() - 30_000), '2026-HT')).rejects.toThrow('the register was reached');
    await expect(askAt(newYear, '2027-HT')).rejects.toMatchObject({ code: 'RECEIPT_INVALID' });
  });
});

describe('what a source sends', () => {
  const period = parsePeriod('year', '2025', new Date('2026-11-20T12:00:00Z'))!;
  const ask = (id: string, at: number, measures: typeof POLICE_MEASURES | typeof SOCIALTJANST_MEASURES) => {
    const definition = definitions.get(id)!;
    const source = definition.sources[at]!;
    return askSource(definition, { source, measure: measures.find(({ name }) => name === source.measure)!, period });
  };

  it('is what the definition says, and not all that the measure has', () => {
    expect(ask('incidents-and-absence', 0, POLICE_MEASURES)).toMatchObject({
      dimensions: [],
      sum: null,
      isPadded: true,
    });
    expect(POLICE_MEASURES.find(({ name }) => name === 'police.persons-in-incidents')?.dimensions).toEqual([
      'sex',
      'ageBand',
    ]);
  });

  it('reaches before and after the period only where something is derived from it', () => {
    const suspicions = ask('sig-suspicions-around-start', 1, POLICE_MEASURES);
    expect(suspicions).toMatchObject({ countedFrom: '2024-07-01', countedUntil: '2026-07-01', isPadded: true });
    expect(suspicions.months).toHaveLength(24);
    const members = ask('sig-suspicions-around-start', 0, SOCIALTJANST_MEASURES);
    expect(members).toMatchObject({ countedFrom: '2025-01-01', countedUntil: '2026-01-01', isPadded: false });
    expect(members.months).toHaveLength(12);
  });
});
