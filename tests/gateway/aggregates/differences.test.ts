import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from './definitions.ts';
import { contribute, csv } from './playing-agency.ts';
import { openTestDesk, term, type TestDesk } from './test-desk.ts';

let test: TestDesk;

beforeAll(async () => {
  test = await openTestDesk(() => NOW);
});

afterAll(() => test.close());

beforeEach(() => test.database.ask('TRUNCATE aggregate_run, aggregate_refusal, aggregate_release'));

/** Asks one definition after another for one term; gives for each that it was released, or why not. */
async function askAll(ids: readonly string[]): Promise<readonly string[]> {
  const told: string[] = [];
  for (const id of ids) {
    const outcome = await test.ask(id, term('2026-VT'));
    told.push(outcome.status === 'RELEASED' ? 'RELEASED' : `${outcome.refusal.code}: ${outcome.refusal.message}`);
  }
  return told;
}

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];

const SOURCES = ['POLICE', 'SCHOOL', 'HEALTH_CARE', 'GUARDIAN_OR_SELF'];
const DIVISIONS = ['D01', 'D02', 'D03'].flatMap((district) =>
  ['MALE', 'FEMALE'].flatMap((sex) => ['13-14', '15-17'].map((age) => `${district},${sex},${age}`)),
);
const IN_EACH = 10;

/** Reports of four sources, a hundred and twenty a month each, of which so few were of somebody reported before. */
function answerReports(repeated: number): void {
  const divided = cross((month, source) => DIVISIONS.map((division) => `${month},${source},${division},${IN_EACH}`));
  const first = DIVISIONS.length * IN_EACH - repeated;
  const parted = cross((month, source) => [
    `${month},${source},FIRST,${first}`,
    `${month},${source},REPEAT,${repeated}`,
  ]);
  test.agencies.socialtjanst.answerWith((response, reached) => {
    const body =
      reached.receipt.definition === 'concern-report-inflow'
        ? csv('month,source,district,sex,ageBand,count', divided)
        : csv('month,source,repeat,count', parted);
    contribute(body)(response, reached);
  });
}

function cross(rowsOf: (month: string, source: string) => readonly string[]): readonly string[] {
  return MONTHS.flatMap((month) => SOURCES.flatMap((source) => rowsOf(month, source)));
}

describe('two definitions that count the same things', () => {
  it('are both released where their difference tells of no small group', async () => {
    answerReports(40);
    expect(await askAll(['concern-report-inflow', 'repeat-reports'])).toEqual(['RELEASED', 'RELEASED']);
  });

  it.each([
    ['concern-report-inflow', 'repeat-reports'],
    ['repeat-reports', 'concern-report-inflow'],
  ])('after %s, %s is refused where all less the one part would tell the other', async (first, second) => {
    answerReports(1);
    const [before, after] = await askAll([first, second]);
    expect(before).toBe('RELEASED');
    expect(after).toMatch(/^AGGREGATE_DIFFERENCE: /);
    expect(after).toContain(`${first} 2026-VT`);
  });
});

describe('a definition of persons who are all in another one', () => {
  const token = (at: number): string => at.toString(16).padStart(16, '0');

  /** Thirty pupils long absent, of whom so many occur in incidents. */
  function answerAbsence(inBoth: number): void {
    const incidents = Array.from({ length: inBoth }, (_, at) => token(at));
    test.agencies.police.answerWith(contribute(csv('token', incidents)));
    test.agencies.school.answerWith((response, reached) => {
      const isJoin = reached.receipt.definition === 'incidents-and-absence';
      const absent = Array.from({ length: 30 }, (_, at) => `${token(at)},D01,15-17`);
      const pupils = ['NONE,400,0,0,0', 'UNDER_5,300,3000,20,20', '5-19,100,6000,90,80', '20+,30,6000,300,290'];
      const body = isJoin
        ? csv('token,district,ageBand', absent)
        : csv(
            'schoolStage,unexcusedAbsence,count,sum,largest,second',
            pupils.map((row) => `7_9,${row}`),
          );
      contribute(body)(response, reached);
    });
  }

  it('is released where enough of them are in one and not in the other', async () => {
    answerAbsence(15);
    expect(await askAll(['unexcused-absence', 'incidents-and-absence'])).toEqual(['RELEASED', 'RELEASED']);
  });

  it('is refused where those few who are not would be told', async () => {
    answerAbsence(29);
    const [before, after] = await askAll(['unexcused-absence', 'incidents-and-absence']);
    expect(before).toBe('RELEASED');
    expect(after).toMatch(/^AGGREGATE_DIFFERENCE: .*unexcused-absence 2026-VT/);
  });
});
