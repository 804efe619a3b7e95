import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AggregateOutcome } from '../../../gateway/aggregates/run-aggregate.ts';
import type { AggregateRelease } from '../../../gateway/aggregates/release.ts';
import { definitionOf, NOW } from './definitions.ts';
import { contribute, csv } from './playing-agency.ts';
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

const TIMES = 'month,inTime,count';

/** Counts of investigations by month: so many of each code. */
function times(months: readonly string[], of: readonly [number, number, number]): string {
  const codes = ['IN_TIME', 'LATE', 'NOT_YET'] as const;
  return csv(
    TIMES,
    months.flatMap((month) => codes.map((code, at) => `${month},${code},${of[at]}`)),
  );
}

const SPRING = ['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}`);

function released(outcome: AggregateOutcome): AggregateRelease {
  if (outcome.status !== 'RELEASED') throw new Error(outcome.refusal.message);
  return outcome.release;
}

describe('a run', () => {
  it('gives every combination, rounded, what is small suppressed and never 0', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [23, 31, 0])));
    const { tables, definition, period } = released(await test.ask('investigation-time', term('2026-VT')));
    expect(definition.digest).toBe(definitionOf('investigation-time').digest);
    expect(period.countedUntil).toBe('2026-07-01');
    expect(tables.map(({ dimensions }) => dimensions)).toEqual([['inTime'], ['month', 'inTime']]);
    expect(tables.map(({ cells }) => cells.length)).toEqual([3, 18]);
    for (const { cells } of tables) {
      for (const { codes, count } of cells) {
        if (codes.includes('NOT_YET')) expect(count).toBeNull();
        if (count !== null) expect(count % 5).toBe(0);
      }
    }
    expect(tables[0]?.cells[0]).toEqual({ codes: ['IN_TIME'], count: 140, sum: null });
    expect(tables[0]?.total).toBe(325);
  });

  it('asks each agency with a receipt for just this, the analyst’s own token, and nothing in the body', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [40, 40, 40])));
    const { runId } = released(await test.ask('investigation-time', term('2026-VT')));
    const reached = test.agencies.socialtjanst.reached.at(-1);
    const { id: definition, digest } = definitionOf('investigation-time');
    expect(reached?.receipt).toMatchObject({
      runId,
      definition,
      digest,
      period: '2026-VT',
      countedUntil: '2026-07-01',
    });
    expect(reached?.receipt).toMatchObject({ subject: 'staff-analyst', requestId: 'request-of-an-analyst' });
    expect(reached?.headers.authorization).toBe('Bearer token-of-the-analyst');
    expect(reached?.body).toBe('{}');
  });

  it('joins what two agencies send, and tells neither of the other', async () => {
    const token = (at: number): string => at.toString(16).padStart(16, '0');
    const incidents = Array.from({ length: 400 }, (_, at) => token(at * 2));
    const absent = Array.from({ length: 400 }, (_, at) => `${token(at * 3)},D0${1 + (at % 2)},15-17`);
    test.agencies.police.answerWith(contribute(csv('token', incidents)));
    test.agencies.school.answerWith(contribute(csv('token,district,ageBand', absent)));
    const { tables } = released(await test.ask('incidents-and-absence', term('2026-VT')));
    // Every sixth token up to 798 is in both: 134, of which those of an even third are in D01.
    expect(tables[1]?.cells.map(({ count }) => count)).toEqual([null, null, 135, null, null, null]);
    expect(tables[0]?.cells[0]).toEqual({ codes: ['D01'], count: 135, sum: null });
    const [police, school] = [test.agencies.police, test.agencies.school].map(({ reached }) => reached.at(-1)?.receipt);
    expect(police).toEqual({ ...school, ...{ runId: police?.runId } });
    expect(police?.runId).toBe(school?.runId);
  });

  it('shows no sum that one contributor makes up, and rounds the others', async () => {
    const stages = ['F_6', '7_9', 'GYMNASIUM'];
    const rows = stages.flatMap((stage) =>
      ['NONE', 'UNDER_5', '5-19', '20+'].map((absence) =>
        stage === '7_9' && absence === '20+'
          ? `${stage},${absence},30,1000,600,50`
          : `${stage},${absence},30,1003,60,50`,
      ),
    );
    test.agencies.school.answerWith(contribute(csv('schoolStage,unexcusedAbsence,count,sum,largest,second', rows)));
    const { tables } = released(await test.ask('unexcused-absence', term('2026-VT')));
    const cells = tables[2]?.cells ?? [];
    expect(cells.every(({ count }) => count === 30)).toBe(true);
    expect(cells.find(({ codes }) => codes.join() === '7_9,20+')?.sum).toBeNull();
    expect(cells.find(({ codes }) => codes.join() === 'F_6,NONE')?.sum).toBe(1000);
  });
});

describe('the same question', () => {
  it('has the same answer for good, whatever the registers say by then, and asks nobody again', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [23, 31, 12])));
    const first = released(await test.ask('investigation-time', term('2026-VT')));
    const asked = test.agencies.socialtjanst.reached.length;
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [99, 99, 99])));
    now = new Date('2026-12-24T09:00:00Z');
    const again = released(await test.ask('investigation-time', term('2026-VT'), { requestId: 'another-request' }));
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(test.agencies.socialtjanst.reached).toHaveLength(asked);
    expect(await test.desk.ledger.read(first.id)).toEqual(first);
  });

  it('asked by many at once is counted once, and all get one answer', async () => {
    let answered = 0;
    test.agencies.socialtjanst.answerWith((response, reached) => {
      answered += 1;
      setTimeout(() => contribute(times(SPRING, [23 + answered, 31, 12]))(response, reached), 100);
    });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        test.ask('investigation-time', term('2026-VT'), { requestId: `request-${at}` }),
      ),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(released(outcome)))).size).toBe(1);
    expect(answered).toBe(1);
    expect(await test.database.ask('SELECT id FROM aggregate_release')).toHaveLength(1);
  });

  it('of a period that still runs is a new one when another month is over', async () => {
    test.agencies.socialtjanst.answerWith((response, reached) => {
      const months = ['2026-07', '2026-08', '2026-09', '2026-10'].filter(
        (month) => `${month}-01` < reached.receipt.countedUntil,
      );
      contribute(times(months, [50, 50, 50]))(response, reached);
    });
    const october = released(await test.ask('investigation-time', term('2026-HT')));
    expect(october.period.months).toEqual(['2026-07', '2026-08', '2026-09']);
    now = new Date('2026-11-02T09:00:00Z');
    const november = released(await test.ask('investigation-time', term('2026-HT')));
    expect(november.period.countedUntil).toBe('2026-11-01');
    expect(november.id).not.toBe(october.id);
  });
});

describe('a run that would tell of a small group', () => {
  it('beside an earlier release is refused, and names that one', async () => {
    const counts = (october: number): string =>
      csv('month,incidentType,district,count', [
        ...['2026-07', '2026-08', '2026-09'].map((month) => `${month},THEFT,D01,200`),
        ...(october > 0 ? [`2026-10,THEFT,D01,${october}`] : []),
      ]);
    test.agencies.police.answerWith(contribute(counts(0)));
    released(await test.ask('incidents', term('2026-HT')));
    now = new Date('2026-11-02T09:00:00Z');
    test.agencies.police.answerWith(contribute(counts(3)));
    const outcome = await test.ask('incidents', term('2026-HT'));
    expect(outcome).toMatchObject({ status: 'REFUSED', refusal: { code: 'AGGREGATE_DIFFERENCE' } });
    expect(outcome.status === 'REFUSED' && outcome.refusal.message).toContain('incidents 2026-HT');
    expect(await test.database.ask('SELECT id FROM aggregate_release')).toHaveLength(1);
  });

  it('by itself is refused when nothing is left to show', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [1, 0, 0])));
    const outcome = await test.ask('investigation-time', term('2026-VT'));
    expect(outcome).toMatchObject({ status: 'REFUSED', refusal: { code: 'AGGREGATE_NOTHING_LEFT' } });
  });
});

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
    const { Client } = await import('pg');
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
    const { runAggregate } = await import('../../../gateway/aggregates/run-aggregate.ts');
    const asker = (subject: string, id: string, value: string) => ({
      ...{ id, parameters: term(value), requestId: 'request', authorization: 'Bearer x', now },
      requester: {
        subject,
        role: 'analyst' as const,
        agency: 'police' as const,
        workplace: 'police' as const,
        issuer: '',
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
    const { runAggregate } = await import('../../../gateway/aggregates/run-aggregate.ts');
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
