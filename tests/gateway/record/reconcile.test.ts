import { describe, expect, it } from 'vitest';
import { compareStory } from '../../../gateway/record/reconcile/compare-story.ts';
import { createCoordinateReach } from '../../../gateway/record/reconcile/coordinate-reach.ts';
import { mergeByRequest } from '../../../gateway/record/reconcile/merge-by-request.ts';
import type { AgencyTold, Difference, GatewayTold, RequestStory } from '../../../gateway/record/reconcile/told.ts';
import { isWithin, swedishPeriod } from '../../../gateway/record/swedish-period.ts';
import type { Agency } from '../../../schema/agency.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';

const AT = new Date('2026-11-22T12:00:00Z');
const reach = createCoordinateReach(loadPolicySet());

const line: AgencyTold = {
  requestId: 'a',
  at: AT,
  staffSubject: 'staff-caseworker',
  role: 'socialtjanst.case-worker',
  purpose: 'SIG',
  caseNumber: null,
  policyDigest: 'digest',
  personRef: 'now',
  released: ['Individual.socialtjanst', 'SocialRecord.isKnown', 'SocialRecord.name'],
  withheld: [],
  grounds: ['Individual.socialtjanst structure', 'SocialRecord.isKnown own', 'SocialRecord.name own'],
};

const entry: GatewayTold = {
  ...line,
  kind: 'release',
  released: ['Query.individual', 'Individual.ref', ...line.released],
  missing: [],
};

function compare(
  gateway: readonly GatewayTold[],
  lines: readonly AgencyTold[],
  formerRefs: Readonly<Record<string, string>> = {},
): readonly Difference[] {
  const agencies = new Map<Agency, readonly AgencyTold[]>([['socialtjanst', lines]]);
  const currentRef = (_: Agency, ref: string): string => formerRefs[ref] ?? ref;
  return compareStory({ requestId: 'a', gateway, agencies }, { reach, currentRef });
}

const kinds = (differences: readonly Difference[]): readonly string[] => differences.map(({ kind }) => kind);

describe('reconciling one request', () => {
  it('finds nothing where both tell the same, also in several lines and for a former ref', () => {
    expect(compare([entry], [line])).toEqual([]);
    const first = { ...line, released: ['SocialRecord.isKnown'], grounds: ['SocialRecord.isKnown own'] };
    const second = { ...line, released: ['SocialRecord.name'], grounds: ['SocialRecord.name own'] };
    expect(compare([entry], [first, second])).toEqual([]);
    const byFormer = { ...entry, personRef: 'before' };
    expect(compare([byFormer], [line], { before: 'now' })).toEqual([]);
    expect(compare([byFormer, entry], [line], { before: 'now' })).toEqual([]);
    expect(kinds(compare([byFormer], [line]))).toEqual(['differs', 'unlogged', 'unlogged']);
  });

  it('lets a list be empty, and nothing on the record be missing from the log', () => {
    const wider = { ...entry, released: [...entry.released, 'ConcernReport.receivedAt'] };
    expect(compare([wider], [line])).toEqual([]);
    const claimed = { ...entry, released: [...entry.released, 'SocialRecord.concernReports'] };
    expect(compare([claimed], [line])).toEqual([
      expect.objectContaining({ kind: 'unlogged', why: "the agency's log does not have: SocialRecord.concernReports" }),
    ]);
  });

  it('takes what is older than grounds by its coordinates', () => {
    const old = { ...line, grounds: [] };
    expect(compare([{ ...entry, grounds: [] }], [old])).toEqual([]);
    expect(kinds(compare([{ ...entry, grounds: [], released: ['SocialRecord.name'] }], [old]))).toEqual(['differs']);
  });

  it('finds other grounds, releases and words', () => {
    const other = { ...line, grounds: ['SocialRecord.isKnown own', 'SocialRecord.name consent c-1'] };
    expect(kinds(compare([entry], [other]))).toEqual(['unlogged', 'differs']);
    expect(kinds(compare([entry], [{ ...line, released: ['SocialRecord.name'] }]))).toEqual(['unlogged', 'differs']);
    expect(compare([entry], [{ ...line, role: 'school.nurse' }])[0]?.why).toBe(
      'role: gateway socialtjanst.case-worker, agency school.nurse',
    );
    expect(kinds(compare([entry], []))).toEqual(['unlogged', 'unlogged']);
  });

  it('tells a dead gateway, a refused request and a late agency apart from a contradiction', () => {
    expect(kinds(compare([], [line]))).toEqual(['unanswered']);
    const refusal: GatewayTold = {
      ...entry,
      kind: 'refusal',
      personRef: null,
      released: [],
      withheld: ['PLAN_REFUSED'],
    };
    expect(compare([refusal], [line])[0]).toMatchObject({
      kind: 'unanswered',
      why: expect.stringContaining('PLAN_REFUSED') as string,
    });
    expect(kinds(compare([{ ...entry, released: [], grounds: [], missing: ['socialtjanst'] }], [line]))).toEqual([
      'late',
    ]);
    expect(kinds(compare([{ ...entry, personRef: 'somebody', released: [], grounds: [] }], [line]))).toEqual([
      'differs',
    ]);
  });

  it('leaves out what is of no person, and compares what was done', () => {
    const directory = {
      ...line,
      personRef: null,
      released: ['Directory.socialtjanst', 'FunctionContact.phone'],
      grounds: [],
    };
    expect(compare([], [directory])).toEqual([]);
    const act: GatewayTold = {
      ...entry,
      kind: 'act',
      released: ['Mutation.socialtjanst', 'SocialActions.requestDisclosure'],
      grounds: [],
    };
    const done = { ...line, personRef: null, released: ['SocialActions.requestDisclosure'], grounds: [] };
    expect(compare([act], [done])).toEqual([]);
    expect(kinds(compare([act], []))).toEqual(['undone']);
    expect(kinds(compare([], [done]))).toEqual(['unanswered']);
  });

  it('compares what an act answered of the person with what the agency logged of it', () => {
    const answered = ['SocialActions.registerConsent', 'ConsentEntry.id', 'ConsentEntry.status'];
    const grounds = ['ConsentEntry.id own', 'ConsentEntry.status own'];
    const act: GatewayTold = { ...entry, kind: 'act', released: ['Mutation.socialtjanst', ...answered], grounds };
    const done = { ...line, released: answered, grounds };
    expect(compare([act], [done])).toEqual([]);
    const more = {
      ...done,
      released: [...answered, 'ConsentEntry.form'],
      grounds: [...grounds, 'ConsentEntry.form own'],
    };
    expect(kinds(compare([act], [more]))).toEqual(['differs', 'differs']);
    expect(kinds(compare([{ ...act, personRef: 'somebody' }], [done]))).toContain('differs');
    // A refusal tells of nobody, so it does not answer for what the agency says that it told.
    expect(kinds(compare([{ ...act, kind: 'refusal', released: [], grounds: [] }], [done]))).toContain('unanswered');
  });
});

describe('the one pass over all logs', () => {
  async function* pages<Item>(...all: readonly (readonly Item[])[]): AsyncGenerator<readonly Item[]> {
    await Promise.resolve();
    yield* all;
  }

  it('puts together what each tells of a request, over the ends of pages', async () => {
    const at = (requestId: string): GatewayTold => ({ ...entry, requestId });
    const gateway = pages([at('A'), at('a')], [at('a'), at('c')]);
    const logs = new Map<Agency, AsyncIterable<readonly AgencyTold[]>>([
      ['police', pages([at('a')], [at('b'), at('c')])],
      ['school', pages<AgencyTold>()],
    ]);
    const told: string[] = [];
    for await (const story of mergeByRequest({ gateway, agencies: logs })) told.push(describeStory(story));
    expect(told).toEqual([
      'A 1 police 0 school 0',
      'a 2 police 1 school 0',
      'b 0 police 1 school 0',
      'c 1 police 1 school 0',
    ]);
  });

  function describeStory({ requestId, gateway, agencies }: RequestStory): string {
    return [requestId, gateway.length, ...[...agencies].map(([name, lines]) => `${name} ${lines.length}`)].join(' ');
  }
});

describe('a period of Swedish days', () => {
  it.each([
    ['2026-07-01', '2026-06-30T22:00:00Z', '2026-07-01T22:00:00Z'],
    ['2026-12-01', '2026-11-30T23:00:00Z', '2026-12-01T23:00:00Z'],
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('%s goes from %s to %s', (day, from, until) => {
    expect(swedishPeriod(day, day)).toEqual({ from: new Date(from), until: new Date(until) });
    expect(isWithin(new Date(from), swedishPeriod(day, day))).toBe(true);
    expect(isWithin(new Date(until), swedishPeriod(day, day))).toBe(false);
  });
});
