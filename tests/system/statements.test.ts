import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getNamedType, isObjectType, parse, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, deriveSyntheticRef, parseRefKey } from '../../schema/ref.ts';
import type { Role } from '../../schema/role.ts';
import { readSdl } from '../../schema/sdl/read-sdl.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { ask } from './ask.ts';

const RECORDS: Readonly<Record<Agency, string>> = {
  police: 'PoliceRecord',
  socialtjanst: 'SocialRecord',
  school: 'SchoolRecord',
};

/** Roles that together may be let into every field group of their own agency. */
const READERS: Readonly<Record<Agency, readonly Role[]>> = {
  police: ['police.investigator', 'police.youth-coordinator'],
  socialtjanst: ['socialtjanst.case-worker', 'socialtjanst.sig-coordinator'],
  school: ['school.principal', 'school.nurse', 'school.counsellor'],
};

/**
 * Groups that no role is let into without an assignment to the person, and one that looks further only for who is in a SIG:
 * for a person whom nobody knows there is less to read.
 */
const LESS_FOR_UNKNOWN: readonly string[] = ['exitCase', 'economicAssistance', 'sigMembership'];

/** Open to every practitioner, so that the agency is asked whatever becomes of the rest. */
const ALWAYS_OPEN = 'protectedMarking';
const HUNDRED = 100;

/** The same question about one and a hundred persons, whom the agencies know and do not know. */
let crowds: Readonly<Record<Crowd, readonly string[]>>;

const CROWDS = ['one known', 'a hundred known', 'known and unknown', 'one unknown', 'a hundred unknown'] as const;

type Crowd = (typeof CROWDS)[number];

beforeAll(() => {
  const { town: options, facts } = inject('system');
  const key = parseRefKey(facts.keys.refKey);
  const numbers = [...createTown(options).people()].flatMap(({ number }) => (number === null ? [] : [number]));
  const known = numbers
    .slice(0, HUNDRED)
    .map((number) => deriveRef(PersonalIdentityNumber.parse(number, new Date()), key));
  const unknown = known.map((_, index) => deriveSyntheticRef(1_000_000 + index, key));
  crowds = {
    'one known': known.slice(0, 1),
    'a hundred known': known,
    'known and unknown': [...known.slice(0, 50), ...unknown.slice(0, 50)],
    'one unknown': unknown.slice(0, 1),
    'a hundred unknown': unknown,
  };
});

/** All leaves below a type, as a selection. */
function everythingOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((field) => `${field.name} ${everythingOf(field.type)}`);
  return `{ ${fields.join(' ')} }`;
}

/** The selection of each field group of an agency's record, by name. */
function groupsOf(agency: Agency): ReadonlyMap<string, string> {
  const record = buildSubgraphSchema(parse(readSdl(agency))).getType(RECORDS[agency]) as GraphQLObjectType;
  const fields = Object.values(record.getFields());
  return new Map(fields.map((field) => [field.name, `${field.name} ${everythingOf(field.type)}`]));
}

/** A question that was asked, and for whom. */
interface Asked {
  readonly what: string;
  readonly crowd: Crowd;
  readonly requestId: string;
}

async function askAbout(
  what: string,
  role: Role,
  selection: string,
): Promise<{ readonly asked: readonly Asked[]; readonly closed: ReadonlySet<string> }> {
  const asked: Asked[] = [];
  const closed = new Set<string>();
  for (const crowd of CROWDS) {
    const refs = crowds[crowd];
    const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${selection} } }`;
    const { body } = await ask({ role, purpose: 'OWN_AGENCY', query, variables: { refs } });
    expect(body.errors).toBeUndefined();
    expect(body.data?.['individuals']).toHaveLength(refs.length);
    asked.push({ what, crowd, requestId: String(body.extensions?.['requestId']) });
    const withheld = body.extensions?.withheld ?? [];
    for (const { coordinate, code } of withheld) if (code !== 'PROTECTED_IDENTITY') closed.add(coordinate);
  }
  return { asked, closed };
}

/** Asks for one field group as the first role to which it is open for everybody, or as the last. */
async function askFirstReader(
  agency: Agency,
  group: string,
  selection: string,
): Promise<{ readonly asked: readonly Asked[]; readonly isOpen: boolean }> {
  let asked: readonly Asked[] = [];
  for (const role of READERS[agency]) {
    const answer = await askAbout(group, role, `${agency} { ${ALWAYS_OPEN} ${selection} }`);
    asked = answer.asked;
    if (!answer.closed.has(`${RECORDS[agency]}.${group}`)) return { asked, isOpen: true };
  }
  return { asked, isOpen: false };
}

type Counts = ReadonlyMap<string, number>;

/** The number of statements by request and agency, as the agencies' own log lines tell; waits until all lines are there. */
async function countStatements(asked: readonly Asked[], agencies: readonly Agency[]): Promise<Counts> {
  const wanted = asked.flatMap(({ requestId }) => agencies.map((agency) => `${requestId} ${agency}`));
  let counts: Counts = new Map();
  await expect
    .poll(
      () => {
        counts = readCounts();
        return wanted.filter((key) => !counts.has(key));
      },
      { timeout: 10_000, interval: 200 },
    )
    .toEqual([]);
  return counts;
}

function readCounts(): Counts {
  const lines = readFileSync(inject('system').logFile, 'utf8').split('\n');
  return new Map(
    lines
      .filter((line) => line.includes('"statements"'))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Readonly<Record<string, unknown>>)
      .map(({ requestId, process, statements }) => [`${String(requestId)} ${String(process)}`, Number(statements)]),
  );
}

type Costs = Readonly<Record<Crowd, number>>;

/** What each question costs an agency, by the persons it is about. */
function costsOf(asked: readonly Asked[], agency: Agency, counts: Counts): ReadonlyMap<string, Costs> {
  const costs = new Map<string, Record<string, number>>();
  for (const { what, crowd, requestId } of asked) {
    costs.set(what, { ...costs.get(what), [crowd]: counts.get(`${requestId} ${agency}`) ?? Number.NaN });
  }
  return costs as unknown as ReadonlyMap<string, Costs>;
}

/** The same for one as for a hundred; and the same for those whom nobody knows, where `isAlike`. */
function expectSameCost(costs: ReadonlyMap<string, Costs>, isAlike: (what: string) => boolean): void {
  const level = [...costs].map(([what, cost]) => {
    const known = cost['one known'];
    const unknown = isAlike(what) ? known : cost['one unknown'];
    expect(unknown).toBeGreaterThan(1);
    expect(unknown).toBeLessThanOrEqual(known);
    const flat = { 'one known': known, 'a hundred known': known, 'known and unknown': known };
    return [what, { ...flat, 'one unknown': unknown, 'a hundred unknown': unknown }] as const;
  });
  expect(Object.fromEntries(costs)).toEqual(Object.fromEntries(level));
}

describe('one person or a hundred, known or unknown', () => {
  it.each(AGENCIES)('costs %s the same number of statements for each field group', async (agency) => {
    const asked: Asked[] = [];
    const neverOpened: string[] = [];
    for (const [group, selection] of groupsOf(agency)) {
      const answer = await askFirstReader(agency, group, selection);
      asked.push(...answer.asked);
      if (!answer.isOpen && !LESS_FOR_UNKNOWN.includes(group)) neverOpened.push(group);
    }
    expect(neverOpened).toEqual([]);
    const counts = await countStatements(asked, [agency]);
    expectSameCost(costsOf(asked, agency, counts), (group) => !LESS_FOR_UNKNOWN.includes(group));
  });

  it.each(AGENCIES)('costs each agency the same for everything at once, asked by the roles of %s', async (own) => {
    const everything = AGENCIES.map((agency) => `${agency} { ${[...groupsOf(agency).values()].join(' ')} }`).join(' ');
    const asked: Asked[] = [];
    for (const role of READERS[own]) asked.push(...(await askAbout(role, role, everything)).asked);
    const counts = await countStatements(asked, AGENCIES);
    for (const agency of AGENCIES) expectSameCost(costsOf(asked, agency, counts), () => false);
  });

  it('costs no more by a number that was replaced (samordningsnummer) than by the one of now, or of whom nobody knows', async () => {
    const { town: options, facts } = inject('system');
    const key = parseRefKey(facts.keys.refKey);
    const person = [...createTown(options).people()].find(({ formerNumber }) => formerNumber !== null);
    const refOf = (number = ''): string => deriveRef(PersonalIdentityNumber.parse(number, new Date()), key);
    const refs = [refOf(person?.formerNumber ?? ''), refOf(person?.number ?? ''), ...crowds['one unknown']];
    const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${AGENCIES.map((agency) => `${agency} { ${ALWAYS_OPEN} }`).join(' ')} } }`;
    const asked: Asked[] = [];
    for (const ref of refs) {
      const { body } = await ask({
        role: 'socialtjanst.case-worker',
        purpose: 'OWN_AGENCY',
        query,
        variables: { refs: [ref] },
      });
      expect(body.errors).toBeUndefined();
      asked.push({ what: ref, crowd: 'one known', requestId: String(body.extensions?.['requestId']) });
    }
    const counts = await countStatements(asked, AGENCIES);
    for (const agency of AGENCIES) {
      const [earlier, now, unknown] = asked.map(({ requestId }) => counts.get(`${requestId} ${agency}`));
      expect([agency, earlier, unknown]).toEqual([agency, now, now]);
    }
  });
});
