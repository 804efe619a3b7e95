import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AggregateRelease } from '../../../gateway/aggregates/release.ts';
import { runAggregate, type AggregateOutcome } from '../../../gateway/aggregates/run-aggregate.ts';
import { definitionOf, NOW } from './definitions.ts';
import { contribute, csv } from './playing-agency.ts';
import { SPRING, times } from './spring-times.ts';
import { openTestDesk, term, type TestDesk } from './test-desk.ts';

const AUTUMN = ['2026-07', '2026-08', '2026-09', '2026-10'];

let test: TestDesk;
let now = NOW;

beforeAll(async () => {
  test = await openTestDesk(() => now);
});

afterAll(() => test.close());

beforeEach(async () => {
  now = NOW;
  for (const agency of Object.values(test.agencies)) agency.approve([]);
  await test.database.ask('TRUNCATE aggregate_run, aggregate_refusal, aggregate_release');
});

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
    // One sum alone would follow from its row and its column.
    const shown = cells.flatMap(({ sum }) => sum ?? []);
    expect(shown.length).toBeLessThanOrEqual(8);
    expect(new Set(shown)).toEqual(new Set([1000]));
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

  it('is closed while an owner has taken its approval back, and open again when it is approved anew', async () => {
    const { digest } = definitionOf('investigation-time');
    const standing = { definition: 'investigation-time', digest, needed: 2, since: null };
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [23, 31, 12])));
    const first = released(await test.ask('investigation-time', term('2026-VT')));
    test.agencies.socialtjanst.approve([{ ...standing, approvals: 1, withdrawn: true }]);
    test.agencies.police.approve([{ ...standing, approvals: 0, withdrawn: true }]);
    expect(await test.ask('investigation-time', term('2026-VT'))).toMatchObject({
      status: 'REFUSED',
      refusal: { code: 'AGGREGATE_UNAPPROVED', missing: ['socialtjanst'] },
    });
    const refusals = await test.database.ask('SELECT code FROM aggregate_refusal');
    expect(refusals).toEqual([{ code: 'AGGREGATE_UNAPPROVED' }]);
    for (const approvals of [[{ ...standing, approvals: 2, withdrawn: true }], null, []]) {
      test.agencies.socialtjanst.approve(approvals);
      expect(released(await test.ask('investigation-time', term('2026-VT'))).id).toBe(first.id);
    }
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
      const rows = AUTUMN.filter((month) => `${month}-01` < reached.receipt.countedUntil).flatMap((month) =>
        ['POLICE', 'SCHOOL'].flatMap((source) => [`${month},${source},FIRST,50`, `${month},${source},REPEAT,50`]),
      );
      contribute(csv('month,source,repeat,count', rows))(response, reached);
    });
    const october = released(await test.ask('repeat-reports', term('2026-HT')));
    expect(october.period.months).toEqual(['2026-07', '2026-08', '2026-09']);
    now = new Date('2026-11-02T09:00:00Z');
    const november = released(await test.ask('repeat-reports', term('2026-HT')));
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

  it('by what turned since an earlier release is refused, whatever the figures', async () => {
    const definition = { ...definitionOf('investigation-time'), period: { kind: 'term', whole: false } } as const;
    const desk = { ...test.desk, definitions: new Map([[definition.id, definition]]) };
    const run = (): Promise<AggregateOutcome> =>
      runAggregate({ ...test.question(), id: definition.id, parameters: term('2026-HT'), now }, desk);
    test.agencies.socialtjanst.answerWith(contribute(times(AUTUMN.slice(0, 3), [500, 500, 500])));
    released(await run());
    now = new Date('2026-11-02T09:00:00Z');
    test.agencies.socialtjanst.answerWith(contribute(times(AUTUMN, [900, 500, 100])));
    expect(await run()).toMatchObject({ status: 'REFUSED', refusal: { code: 'AGGREGATE_DIFFERENCE' } });
  });

  it('by itself is refused when nothing is left to show', async () => {
    test.agencies.socialtjanst.answerWith(contribute(times(SPRING, [1, 0, 0])));
    const outcome = await test.ask('investigation-time', term('2026-VT'));
    expect(outcome).toMatchObject({ status: 'REFUSED', refusal: { code: 'AGGREGATE_NOTHING_LEFT' } });
  });
});
