import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AggregateRelease } from '../../../gateway/aggregates/release.ts';
import { runAggregate, type AggregateOutcome } from '../../../gateway/aggregates/run-aggregate.ts';
import { NOW } from './definitions.ts';
import { contribute, csv } from './playing-agency.ts';
import { SPRING, times } from './spring-times.ts';
import { openTestDesk, term, year, type TestDesk } from './test-desk.ts';

let test: TestDesk;
let now = NOW;

beforeAll(async () => {
  test = await openTestDesk(() => now);
});

afterAll(() => test.close());

beforeEach(async () => {
  now = NOW;
  await test.database.ask('TRUNCATE aggregate_run, aggregate_refusal, aggregate_release');
});

function released(outcome: AggregateOutcome): AggregateRelease {
  if (outcome.status !== 'RELEASED') throw new Error(outcome.refusal.message);
  return outcome.release;
}

describe('what is stored', () => {
  it('is the release and the run, and no exact figure or token', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [1234, 3, 4321])));
    released(await test.ask('investigation-time', term('2026-VT')));
    const [stored] = await test.database.ask('SELECT * FROM aggregate_release');
    const [run] = await test.database.ask('SELECT * FROM aggregate_run');
    const text = JSON.stringify([stored, run, test.logged]);
    for (const exact of ['1234', '4321', String(1234 * 6), String(4321 * 6)]) expect(text).not.toContain(exact);
    expect(text).toContain(String(4320));
    expect(run).toMatchObject({ definition: 'investigation-time', period: '2026-VT', staff_subject: 'staff-analyst' });
  });

  it('cannot be changed or removed by the login that serves', async () => {
    const client = new Client({ connectionString: test.database.url });
    await client.connect();
    try {
      for (const table of ['aggregate_run', 'aggregate_refusal', 'aggregate_release']) {
        for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`]) {
          await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
        }
      }
      await expect(client.query(`UPDATE aggregate_release SET tables = '[]'`)).rejects.toMatchObject({ code: '42501' });
      await expect(client.query(`UPDATE aggregate_run SET staff_subject = 'x'`)).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await client.end();
    }
  });

  it('lists the latest runs first, the refused ones too, and nobody of staff', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [50, 50, 50])));
    released(await test.ask('investigation-time', term('2026-VT')));
    now = new Date(NOW.getTime() + 60_000);
    await test.ask('no-such-aggregate', year('2025'));
    const runs = await test.desk.ledger.listRuns(10);
    expect(runs.map(({ definition, outcome, code }) => [definition, outcome, code])).toEqual([
      [null, 'REFUSED', 'AGGREGATE_UNKNOWN'],
      ['investigation-time', 'RELEASED', null],
    ]);
    expect(JSON.stringify(runs)).not.toMatch(/staff|no-such-aggregate|request-of/);
    expect(await test.desk.ledger.listRuns(1)).toHaveLength(1);
  });
});

describe('without the ledger', () => {
  it('nothing is answered, and it is found again when it is back', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [50, 50, 50])));
    await test.database.lock();
    try {
      for (const parameters of [term('2026-VT'), term('nothing')]) {
        await expect(test.ask('investigation-time', parameters)).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
      }
      await expect(test.desk.ledger.listRuns(1)).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
    } finally {
      await test.database.unlock();
    }
    expect((await test.ask('investigation-time', term('2026-VT'))).status).toBe('RELEASED');
  });

  it('nothing is answered either when it goes while the agencies are asked', async () => {
    test.agencies.socialtjanst.answerWith((response, reached) => {
      void test.database.lock().then(() => contribute(times(SPRING, [50, 50, 50]))(response, reached));
    });
    await expect(test.ask('investigation-time', term('2026-VT'))).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
    await test.database.unlock();
    expect(await test.database.ask('SELECT id FROM aggregate_release')).toHaveLength(0);
    expect((await test.desk.ledger.listRuns(1)).map(({ outcome }) => outcome)).toEqual(['UNFINISHED']);
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [50, 50, 50])));
    expect((await test.ask('investigation-time', term('2026-VT'))).status).toBe('RELEASED');
  });
});

describe('the budget', () => {
  it('counts what reaches the agencies, also what they refuse, and not what was released before', async () => {
    const budget = { runs: 2, days: 30 };
    const desk = { ...test.desk, budget };
    const asker = (subject: string, id: string, value: string) => ({
      ...{ id, parameters: term(value), requestId: 'request', authorization: 'Bearer x', now },
      requester: {
        subject,
        role: 'analyst' as const,
        agency: 'police' as const,
        workplace: 'police' as const,
        issuer: '',
        tokenId: null,
        expiresAt: 0,
      },
    });
    const run = (value: string, subject = 'staff-a'): Promise<AggregateOutcome> =>
      runAggregate(asker(subject, 'investigation-time', value), desk);
    test.agencies.socialtjanst.answerWith((response, reached) => {
      const months = reached.receipt.period === '2025-VT' ? [] : SPRING;
      contribute(times(months, [50, 50, 50]))(response, reached);
    });
    expect((await run('2026-VT')).status).toBe('RELEASED');
    expect(await run('2025-VT')).toMatchObject({ refusal: { code: 'AGGREGATE_NOTHING_LEFT' } });
    expect(await run('2024-VT')).toMatchObject({ refusal: { code: 'AGGREGATE_BUDGET_SPENT' } });
    expect((await run('2026-VT')).status).toBe('RELEASED');
    expect(await run('2024-VT', 'staff-b')).not.toMatchObject({ refusal: { code: 'AGGREGATE_BUDGET_SPENT' } });
    const asked = test.agencies.socialtjanst.reached.length;
    const spent = await run('2024-HT');
    expect(spent.status === 'REFUSED' && spent.refusal.message).toContain('2 new runs in 30 days');
    expect(test.agencies.socialtjanst.reached).toHaveLength(asked);
    now = new Date(NOW.getTime() + 31 * 86_400_000);
    expect(await run('2024-HT')).not.toMatchObject({ refusal: { code: 'AGGREGATE_BUDGET_SPENT' } });
  });

  it('cannot be passed by asking for everything at once', async () => {
    const desk = { ...test.desk, budget: { runs: 3, days: 30 } };
    const before = test.agencies.socialtjanst.reached.length;
    test.agencies.socialtjanst.answerWith(contribute(csv('canary', [])));
    const ids = [
      'investigation-time',
      'concern-report-inflow',
      'repeat-reports',
      'report-feedback',
      'pre-assessment-outcomes',
    ];
    const outcomes = await Promise.all(
      ids.map((id) =>
        runAggregate(
          {
            ...{ id, parameters: term('2026-VT'), requestId: 'request', authorization: 'Bearer x', now },
            requester: {
              subject: 'staff-c',
              role: 'analyst',
              agency: 'police',
              workplace: 'police',
              issuer: '',
              tokenId: null,
              expiresAt: 0,
            },
          },
          desk,
        ),
      ),
    );
    const codes = outcomes.map((outcome) => (outcome.status === 'REFUSED' ? outcome.refusal.code : 'RELEASED')).sort();
    expect(codes.filter((code) => code === 'AGGREGATE_BUDGET_SPENT')).toHaveLength(2);
    expect(test.agencies.socialtjanst.reached.length - before).toBe(3);
  });
});
