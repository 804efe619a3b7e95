import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, inject, it } from 'vitest';
import { parsePeriod, type AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { AGENCIES } from '../../../schema/agency.ts';
import { asOwner } from '../at-the-database.ts';
import { callAgency, issueReceipt, reheaded, signToken } from '../at-the-agency.ts';
import { expectNothingInside } from '../leaks.ts';
import { expectRefusedByAgency } from '../refused-by-agency.ts';
import {
  analystToken,
  askContribution,
  definitionOf,
  issueAggregateReceipt,
  periodsOf,
  readContribution,
  type ContributionWish,
} from './ask-contribution.ts';

const POLICE = { agency: 'police', definition: 'incidents' } as const;

async function expectRefused(wish: ContributionWish, status: number, code: string): Promise<void> {
  const reply = await askContribution(wish);
  expect([reply.status, reply.code]).toEqual([status, code]);
  expect(reply.text.split('\n')).toHaveLength(1);
  expectNothingInside(reply.text);
}

async function linesOfRun(runId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return asOwner('police', async (client) => {
    const { rows } = await client.query('SELECT * FROM aggregate_log WHERE run_id = $1', [runId]);
    return rows as readonly Readonly<Record<string, unknown>>[];
  });
}

describe('a contribution', () => {
  it('is answered to an analyst with a receipt for it, so that the refusals below have one cause each', async () => {
    const { header, rows } = readContribution(await askContribution(POLICE));
    expect(header).toEqual(['month', 'incidentType', 'district', 'count']);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is on record at the agency, with the run and for whom, and without a figure', async () => {
    const runId = randomUUID();
    const [period] = periodsOf(definitionOf(POLICE.definition));
    await askContribution({ ...POLICE, runId });
    const lines = await linesOfRun(runId);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      ...{ run_id: runId, request_id: `aggregate-${runId.slice(0, 8)}`, staff_subject: 'staff-analyst' },
      ...{ definition: 'incidents', digest: definitionOf('incidents').digest, measure: 'police.incidents' },
      period: period?.name,
    });
    expect(Object.keys(lines[0] ?? {}).toSorted()).toEqual([
      ...[
        'at',
        'counted_until',
        'definition',
        'digest',
        'id',
        'measure',
        'period',
        'request_id',
        'run_id',
        'staff_subject',
      ],
    ]);
  });

  it('is served once a run, also when the run is asked for twice at a time or by another receipt', async () => {
    const runId = randomUUID();
    const replies = await Promise.all([1, 2, 3, 4].map(() => askContribution({ ...POLICE, runId })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    await expectRefused({ ...POLICE, runId }, 409, 'AGGREGATE_RUN_REUSED');
    const [, earlier] = periodsOf(definitionOf(POLICE.definition));
    await expectRefused({ ...POLICE, runId, period: earlier! }, 409, 'AGGREGATE_RUN_REUSED');
    expect(await linesOfRun(runId)).toHaveLength(1);
  });

  it('is not logged when it is refused', async () => {
    const runId = randomUUID();
    await expectRefused({ ...POLICE, runId, changes: { digest: 'another' } }, 404, 'AGGREGATE_DEFINITION_UNKNOWN');
    expect(await linesOfRun(runId)).toEqual([]);
    expect((await askContribution({ ...POLICE, runId })).status).toBe(200);
  });

  it('takes no filter: everything that is asked stands in the receipt', async () => {
    for (const body of ['{"district":"D01"}', '[]', '""', '{"where":"1=1"}', 'null']) {
      await expectRefused({ ...POLICE, body }, 400, 'BODY_MALFORMED');
    }
    await expectRefused({ ...POLICE, body: '{' }, 400, 'BODY_MALFORMED');
  });
});

describe('who asks for a contribution', () => {
  it('must have a receipt and the token of the analyst that it was issued for', async () => {
    for (const agency of AGENCIES) {
      await expectRefused({ ...POLICE, agency, receipt: null, token: null }, 401, 'RECEIPT_MISSING');
    }
    await expectRefused({ ...POLICE, receipt: '' }, 401, 'RECEIPT_MISSING');
    await expectRefused({ ...POLICE, token: null }, 401, 'UNAUTHENTICATED');
    await expectRefused({ ...POLICE, token: await analystToken('staff-another') }, 401, 'RECEIPT_INVALID');
    const past = Math.floor(Date.now() / 1000) - 60;
    const expired = await signToken({ sub: 'staff-analyst', samsyn_role: 'analyst', exp: past });
    await expectRefused({ ...POLICE, token: expired }, 401, 'TOKEN_EXPIRED');
  });

  it.each(['police.investigator', 'police.youth-coordinator'])('is never a %s', async (role) => {
    const token = await signToken({ sub: 'staff-analyst', samsyn_role: role });
    await expectRefused({ ...POLICE, token }, 401, 'RECEIPT_INVALID');
  });

  it('is never a data protection officer', async () => {
    const token = await signToken({ sub: 'staff-analyst', samsyn_role: 'data-protection-officer' });
    await expectRefused({ ...POLICE, token }, 401, 'RECEIPT_INVALID');
  });
});

describe('a receipt for an aggregate', () => {
  it('is refused when it is altered, forged, stale, or addressed to another agency', async () => {
    const receipt = await issueAggregateReceipt(POLICE);
    for (const at of Array.from(receipt, (_, place) => place).filter((place) => place % 40 === 7)) {
      if (receipt[at] === '.') continue;
      const altered = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
      await expectRefused({ ...POLICE, receipt: altered }, 401, 'RECEIPT_INVALID');
    }
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { kid = '' } = inject('system').facts.keys.receiptPrivateKey;
    await expectRefused({ ...POLICE, key: { ...(await exportJWK(privateKey)), kid } }, 401, 'RECEIPT_INVALID');
    const unsigned = reheaded(receipt, { alg: 'none', typ: 'samsyn-aggregate+jwt' }, () => '');
    await expectRefused({ ...POLICE, receipt: unsigned }, 401, 'RECEIPT_INVALID');
    await expectRefused({ ...POLICE, at: new Date(Date.now() - 40_000) }, 401, 'RECEIPT_INVALID');
    await expectRefused({ ...POLICE, at: new Date(Date.now() + 60_000) }, 401, 'RECEIPT_INVALID');
    await expectRefused({ ...POLICE, audience: 'school' }, 401, 'RECEIPT_INVALID');
  });

  it('cannot be a receipt for fields, nor the other way about', async () => {
    await expectRefused({ ...POLICE, receipt: await issueReceipt() }, 401, 'RECEIPT_INVALID');
    const asAnalyst = await issueReceipt({
      changes: { subject: 'staff-analyst', role: 'analyst', purpose: 'STATISTICS' },
    });
    await expectRefused({ ...POLICE, receipt: asAnalyst }, 401, 'RECEIPT_INVALID');
    const receipt = await issueAggregateReceipt(POLICE);
    await expectRefusedByAgency({ receipt }, 401, 'RECEIPT_INVALID');
    await expectRefusedByAgency({ receipt, token: await analystToken() }, 401, 'RECEIPT_INVALID');
    expect((await callAgency()).status).toBe(200);
  });

  it('names a definition that the agency has, in its very wording, and that counts something of it', async () => {
    for (const changes of [
      { definition: 'no-such-thing' },
      { digest: definitionOf('sig-course').digest },
      { digest: '' },
    ]) {
      await expectRefused({ ...POLICE, changes }, 404, 'AGGREGATE_DEFINITION_UNKNOWN');
    }
    await expectRefused({ agency: 'school', definition: 'incidents' }, 404, 'AGGREGATE_DEFINITION_UNKNOWN');
    await expectRefused({ agency: 'police', definition: 'unexcused-absence' }, 404, 'AGGREGATE_DEFINITION_UNKNOWN');
  });

  it('names a period as the calendar of the agency has it, and no other cut', async () => {
    const [present, earlier] = periodsOf(definitionOf(POLICE.definition)) as readonly [
      AggregatePeriod,
      AggregatePeriod,
    ];
    const cuts = [
      { period: earlier.name, countedUntil: present.countedUntil },
      { period: earlier.name, countedUntil: `${earlier.name.slice(0, 4)}-05-01` },
      { period: present.name.slice(0, 4) },
      { period: `${present.name} ` },
      { period: `${present.name}'; SELECT 1` },
      { period: '2031-VT', countedUntil: '2031-03-01' },
    ];
    for (const changes of cuts) await expectRefused({ ...POLICE, changes }, 401, 'RECEIPT_INVALID');
    const { kind } = definitionOf('sig-course').period;
    const running = parsePeriod(kind, new Date().toISOString().slice(0, 4), new Date());
    if (running !== null && running.countedUntil !== running.until) {
      await expectRefused(
        { agency: 'socialtjanst', definition: 'sig-course', period: running },
        401,
        'RECEIPT_INVALID',
      );
    }
  });
});
