import { describe, expect, it } from 'vitest';
import type { Role } from '../../schema/role.ts';
import { askOf, CASE_WORKER, personIn, withheldIn } from './ask-shape.ts';
import { ask } from './ask.ts';
import { numberOf, refOf, theTown, unknownNumbers } from './persons.ts';

const town = theTown();
const known = numberOf(town.person(town.cast.knownToAll));
const [unknown = ''] = unknownNumbers(town, 1);

/** Sees that there are investigations but never what they say, and that there are placements but never where. */
const AT_POLICE: Role = 'socialtjanst.worker-at-police';

describe('another name for a field', () => {
  it('opens nothing, not even the name of a field that is open', async () => {
    const answer = await askOf({
      of: 'p: police { seriousTalks: incidents { type } x: incidents { seen: narrative } incidents: seriousTalks { plannedFor } }',
    });
    expect(personIn(answer)).toEqual({
      p: {
        seriousTalks: null,
        x: null,
        incidents: expect.arrayContaining([{ plannedFor: expect.any(String) as string }]) as unknown,
      },
    });
    expect(withheldIn(answer)).toEqual([
      'individual.p.seriousTalks = PoliceRecord.incidents',
      'individual.p.x = PoliceRecord.incidents',
    ]);
  });

  it('lets one person be asked for twice, each with what is closed of the own', async () => {
    const query = `query ($a: String!, $b: String!) {
      first: individual(personalIdentityNumber: $a) { ref police { incidents { type } seriousTalks { plannedFor } } }
      second: individual(personalIdentityNumber: $b) { police { talks: seriousTalks { plannedFor } incidents { date } } ref }
    }`;
    const { body } = await ask({ role: CASE_WORKER, purpose: 'SIG', query, variables: { a: known, b: unknown } });
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({
      first: { ref: refOf(known), police: { incidents: null, seriousTalks: expect.any(Array) as unknown } },
      second: { police: { talks: [], incidents: null }, ref: refOf(unknown) },
    });
    expect(body.extensions?.withheld?.map(({ path }) => path.join('.'))).toEqual([
      'first.police.incidents',
      'second.police.incidents',
    ]);
  });
});

describe('a fragment', () => {
  const OPEN_TALKS = expect.arrayContaining([
    expect.objectContaining({ plannedFor: expect.any(String) as string }),
  ]) as unknown;

  it.each([
    ['named', '...Part', 'fragment Part on Individual { police { incidents { type } seriousTalks { plannedFor } } }'],
    [
      'within a fragment',
      '...Whole',
      'fragment Whole on Individual { police { ...Inner } } fragment Inner on PoliceRecord { ...Closed seriousTalks { plannedFor } } fragment Closed on PoliceRecord { incidents { type } }',
    ],
    [
      'inline',
      '... on Individual { police { ... on PoliceRecord { incidents { type } } ... { seriousTalks { plannedFor } } } }',
      '',
    ],
    [
      'inline within inline',
      '... { ... on Individual { ... { police { ... { incidents { ... on PoliceIncident { type } } seriousTalks { ... { plannedFor } } } } } } }',
      '',
    ],
  ])('%s changes no decision and no key', async (_, of, fragments) => {
    const answer = await askOf({ of, fragments });
    expect(personIn(answer)).toEqual({ police: { incidents: null, seriousTalks: OPEN_TALKS } });
    expect(withheldIn(answer)).toEqual(['individual.police.incidents = PoliceRecord.incidents']);
  });

  it('with only fields that nothing can open leaves nothing to ask for, and the shape stands', async () => {
    const answer = await askOf({
      role: 'school.mentor',
      of: '...A school { ...B }',
      fragments:
        'fragment A on Individual { police { incidents { type } } } fragment B on SchoolRecord { medicalNotes { date } m: medicalNotes { text } }',
    });
    expect(personIn(answer)).toEqual({ police: { incidents: null }, school: { medicalNotes: null, m: null } });
    expect(withheldIn(answer)).toEqual([
      'individual.police.incidents = PoliceRecord.incidents',
      'individual.school.medicalNotes = SchoolRecord.medicalNotes',
      'individual.school.m = SchoolRecord.medicalNotes',
    ]);
  });

  it('with only fields that an act could open is answered by their holders, and the shape stands', async () => {
    const answer = await askOf({
      of: '...A school { ...B }',
      fragments:
        'fragment A on Individual { police { incidents { type } } } fragment B on SchoolRecord { grades { term } g: grades { subject } }',
    });
    expect(personIn(answer)).toEqual({ police: { incidents: null }, school: { grades: null, g: null } });
    expect(withheldIn(answer)).toEqual([
      'individual.police.incidents = PoliceRecord.incidents',
      'individual.school.g = SchoolRecord.grades',
      'individual.school.grades = SchoolRecord.grades',
    ]);
  });
});

describe('the name of a type', () => {
  it('is told where the object is, and not beneath a closed field', async () => {
    const answer = await askOf({
      of: '__typename t: __typename police { __typename incidents { __typename } seriousTalks { __typename } } school { __typename grades { __typename } }',
    });
    const person = personIn(answer);
    expect(person).toMatchObject({
      __typename: 'Individual',
      t: 'Individual',
      police: { __typename: 'PoliceRecord', incidents: null },
      school: { __typename: 'SchoolRecord', grades: null },
    });
    expect(person['police']?.['seriousTalks']).toContainEqual({ __typename: 'SeriousTalk' });
    expect(withheldIn(answer)).toHaveLength(2);
  });

  it('of the root is told without more', async () => {
    const { body } = await ask({ role: CASE_WORKER, purpose: 'SIG', query: '{ __typename }' });
    expect(body.data).toEqual({ __typename: 'Query' });
  });
});

describe('a field that is asked for twice', () => {
  it('answers what is open of both mentions and withholds what is closed of either', async () => {
    const of = 'socialtjanst { investigations { status } investigations { content } placements { location } ...Again }';
    const fragments = 'fragment Again on SocialRecord { investigations { openedAt status } placements { kind from } }';
    const answer = await askOf({ role: AT_POLICE, of, fragments });
    const { investigations, placements } = personIn(answer)['socialtjanst'] as Record<
      string,
      Record<string, unknown>[]
    >;
    expect(investigations?.length).toBeGreaterThan(0);
    for (const investigation of investigations ?? []) {
      expect(Object.keys(investigation)).toEqual(['status', 'content', 'openedAt']);
      expect(investigation).toMatchObject({ status: expect.any(String) as string, content: null });
    }
    expect(placements).toContainEqual({
      location: null,
      kind: expect.any(String) as string,
      from: expect.any(String) as string,
    });
    expect(withheldIn(answer)).toEqual([
      'individual.socialtjanst.investigations.content = SocialInvestigation.content',
      'individual.socialtjanst.placements.location = Placement.location',
    ]);
  });
});

describe('a list of persons', () => {
  it('has one place for each ref in the order asked for, with what nothing can open named once for all', async () => {
    const refs = [unknown, known, unknown].map(refOf);
    const query =
      'query ($refs: [ID!]!) { individuals(refs: $refs) { school { medicalNotes { date } } ref police { ongoingInvestigations { stage } seriousTalks { plannedFor } } } }';
    const { body } = await ask({ role: AT_POLICE, purpose: 'SIG', query, variables: { refs } });
    const persons = body.data?.['individuals'] as { ref: string; police: { seriousTalks: unknown[] } }[];
    expect(persons.map(({ ref }) => ref)).toEqual(refs);
    expect(persons.map(({ police }) => police.seriousTalks.length > 0)).toEqual([false, true, false]);
    for (const person of persons) {
      expect(Object.keys(person)).toEqual(['school', 'ref', 'police']);
      expect(person).toMatchObject({ school: { medicalNotes: null }, police: { ongoingInvestigations: null } });
    }
    expect(body.extensions?.withheld?.map(({ path }) => path.join('.'))).toEqual([
      'individuals.school.medicalNotes',
      'individuals.police.ongoingInvestigations',
    ]);
  });

  it('names the place of each person of whom the agency itself withholds something', async () => {
    const unassigned = numberOf(
      [...town.people()].find(({ assignments, knownTo }) => assignments.length === 0 && knownTo.school)!,
    );
    const query = 'query ($refs: [ID!]!) { individuals(refs: $refs) { school { attendance { term } } } }';
    const { body } = await ask({
      role: 'school.nurse',
      purpose: 'SIG',
      query,
      variables: { refs: [unassigned, known, unknown].map(refOf) },
    });
    expect(body.data?.['individuals']).toEqual([
      { school: { attendance: null } },
      { school: { attendance: expect.arrayContaining([{ term: expect.any(String) as string }]) as unknown } },
      { school: { attendance: null } },
    ]);
    expect(body.extensions?.withheld?.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'individuals.0.school.attendance ASSIGNMENT_NEEDED',
      'individuals.2.school.attendance ASSIGNMENT_NEEDED',
    ]);
  });
});

describe('the keys of an answer', () => {
  it('come in the order of the document, open and closed among each other', async () => {
    const of =
      'school { grades { term } protectedMarking name } ref socialtjanst { isKnown sigPlan { commitments { text owner } goals { dueAt } } name } police { riskRating { level } seriousTalksExist incidents { type } }';
    const person = personIn(await askOf({ of }));
    expect(Object.keys(person)).toEqual(['school', 'ref', 'socialtjanst', 'police']);
    expect(Object.values(person).map((record) => (typeof record === 'string' ? [] : Object.keys(record)))).toEqual([
      ['grades', 'protectedMarking', 'name'],
      [],
      ['isKnown', 'sigPlan', 'name'],
      ['riskRating', 'seriousTalksExist', 'incidents'],
    ]);
    expect(Object.keys(person['socialtjanst']?.['sigPlan'] as object)).toEqual(['commitments', 'goals']);
  });

  it('that would be two fields at once are refused', async () => {
    const { body } = await askOf({ of: 'police { seriousTalks { heldAt } seriousTalks: incidents { heldAt: date } }' });
    expect(body.errors?.[0]?.extensions?.['code']).toBe('DOCUMENT_INVALID');
    expect(body.data).toBeUndefined();
  });
});
