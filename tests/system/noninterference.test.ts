import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { PURPOSE_TABLE } from '../policies/purpose-table.ts';
import { readAgencyCalls, type AgencyCalls } from './agency-calls.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { treeOf, type GraphNode } from './graph-tree.ts';
import type { Asker } from './ground-states/acts-for.ts';
import { GROUND_STATES } from './ground-states/ground-states.ts';
import {
  atEachAgency,
  connectOwners,
  copyPerson,
  madeRef,
  markProtected,
  removePersons,
  setBirthDate,
  type Owners,
} from './ground-states/made-person.ts';
import { bornIn, doneAbout, standingTo, type InState } from './ground-states/person-in-state.ts';
import { putActs, removeActs } from './ground-states/put-acts.ts';
import { changeHidden } from './noninterference/change-hidden.ts';
import { createDraw, randomOperation } from './noninterference/random-selection.ts';
import { numberOf, refOf, theTown } from './persons.ts';
import { subjectOf } from './town-standing.ts';

/** More by hand: `PAIRS=20000 npm test`. */
const PAIRS = Number(process.env['PAIRS'] ?? 2_000);
const OPERATIONS = 8;
/** Without what tells of earlier questions, those of the other world among them. */
const TREE = withoutField(treeOf('Individual'), 'ConsentEntry.uses');

/** What is true of the persons of both worlds; of `unknown` no agency holds anything in the first. */
const STATES: readonly string[] = [
  'nothing done',
  'unknown',
  'assigned to the case',
  'consent to some rows',
  'decision granted',
  'own report',
  'everything, the asker blocked',
  'nothing, protected',
  'unknown',
  'everything',
];

const persons: readonly InState[] = STATES.map((name, index) => {
  const state = GROUND_STATES[name] ?? { about: ['any'] };
  return { name, state, ref: madeRef(500 + index), birthDate: name === 'unknown' ? null : bornIn(state, new Date()) };
});
const refs = persons.map(({ ref }) => ref);
const pairs = ROLES.flatMap((role) =>
  PURPOSES.filter((purpose) => PURPOSE_TABLE[purpose].roles.includes(role)).map((purpose) => ({ role, purpose })),
);
const tried: { readonly one: HttpAnswer; readonly other: HttpAnswer; readonly of: string }[] = [];
let owners: Owners;
let rich: readonly string[] = [];

beforeAll(async () => {
  owners = await connectOwners();
  const town = theTown();
  const { knownToAll, sigMember, exitCase, placedElsewhere } = town.cast;
  rich = [knownToAll, sigMember, exitCase, placedElsewhere].map((index) => refOf(numberOf(town.person(index))));
});

afterAll(async () => {
  await removeActs(owners, refs);
  for (const agency of AGENCIES) {
    await removePersons(owners[agency], refs);
    await owners[agency].end();
  }
  process.stdout.write(`pairs of worlds compared: ${tried.length * refs.length}\n`);
});

function withoutField(nodes: readonly GraphNode[], coordinate: string): readonly GraphNode[] {
  return nodes
    .filter((node) => node.coordinate !== coordinate)
    .map((node) => ({ ...node, children: withoutField(node.children, coordinate) }));
}

interface Trial {
  readonly pair: { readonly role: Role; readonly purpose: Purpose };
  readonly seed: number;
}

describe('what an asker may not know of persons', () => {
  it('changes no byte of an answer, nor its status, headers, order and errors', { timeout: 1_800_000 }, async () => {
    const trial = fc.record({ pair: fc.constantFrom(...pairs), seed: fc.integer() });
    const numRuns = Math.ceil(PAIRS / (refs.length * OPERATIONS));
    // A trial that fails names who asked what, and is not made smaller: each costs a world.
    await fc.assert(fc.asyncProperty(trial, compareWorlds), { numRuns, endOnFailure: true });
  });

  it('changes no call to an agency', async () => {
    const calls = await readAgencyCalls(tried.flatMap(({ one, other }) => [requestIdOf(one), requestIdOf(other)]));
    expect([...calls.values()].filter((made) => made.length > 0).length).toBeGreaterThan(tried.length);
    for (const { one, other, of } of tried) {
      expect({ of, calls: calls.get(requestIdOf(one)) }).toEqual({ of, calls: calls.get(requestIdOf(other)) });
    }
  });

  it('changes nothing of what is recorded as released and withheld, at the gateway and at the agencies', async () => {
    const calls = await readAgencyCalls(tried.flatMap(({ one, other }) => [requestIdOf(one), requestIdOf(other)]));
    for (const keeper of ['gateway', ...AGENCIES] as const) {
      const lines = await readRecord(keeper);
      expect([...lines.keys()].sort()).toEqual(askedOf(keeper, calls));
      for (const { one, other, of } of tried) {
        const [first, second] = [one, other].map((answer) => lines.get(requestIdOf(answer)));
        expect({ of, keeper, lines: second }).toEqual({ of, keeper, lines: first });
      }
    }
  });
});

async function compareWorlds({ pair, seed }: Trial): Promise<void> {
  const draw = createDraw(seed);
  const asker: Asker = { role: pair.role, subject: subjectOf(pair.role), now: new Date() };
  await makeWorld(asker);
  const operations = Array.from({ length: OPERATIONS }, () => randomOperation(TREE, draw));
  const before: HttpAnswer[] = [];
  for (const query of operations) before.push(await askOf(pair, query));
  for (const person of persons) {
    const standing = standingTo(person, asker, pair.purpose);
    await changeHidden({ owners, ref: person.ref, standing, others: rich, draw });
  }
  for (const [at, query] of operations.entries()) {
    const of = `${pair.role}, ${pair.purpose}, seed ${seed}: ${query}`;
    const [one, other] = [before[at], await askOf(pair, query)];
    if (one === undefined) throw new Error('an answer is missing');
    tried.push({ one, other, of });
    expect({ of, text: neutral(other) }).toEqual({ of, text: neutral(one) });
    expect({ of, status: other.status, headers: headersOf(other) }).toEqual({
      of,
      status: 200,
      headers: headersOf(one),
    });
    expect(one.body.errors).toBeUndefined();
  }
}

async function makeWorld(asker: Asker): Promise<void> {
  await removeActs(owners, refs);
  const known = persons.filter(({ name }) => name !== 'unknown');
  await atEachAgency(async (agency) => {
    const client = owners[agency];
    await removePersons(client, refs);
    await copyPerson(
      client,
      rich[0] ?? '',
      known.map(({ ref }) => ref),
    );
    for (const { ref, birthDate } of known) await setBirthDate(client, ref, birthDate);
    await markProtected(
      client,
      known.filter(({ state }) => state.isProtected === true).map(({ ref }) => ref),
    );
  });
  await putActs(
    owners,
    persons.map((person) => ({ ref: person.ref, role: asker.role, ...doneAbout(person, asker) })),
  );
}

function askOf(pair: Trial['pair'], query: string): Promise<HttpAnswer> {
  return ask({ ...pair, query, variables: { refs, yes: true, no: false } });
}

function requestIdOf({ headers }: HttpAnswer): string {
  return headers.get('samsyn-request-id') ?? '';
}

function neutral(answer: HttpAnswer): string {
  return answer.text.replaceAll(requestIdOf(answer), 'REQUEST');
}

function headersOf({ headers }: HttpAnswer): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].filter(([name]) => !['date', 'samsyn-request-id'].includes(name)));
}

/** The requests that a keeper must have on record: at the gateway those that came to be about somebody, at an agency those it was asked. */
function askedOf(keeper: (typeof AGENCIES)[number] | 'gateway', calls: AgencyCalls): readonly string[] {
  const about = tried
    .flatMap(({ one, other }) => [one, other])
    .filter(({ body }) => body.data?.['individuals'] !== null);
  const asked =
    keeper === 'gateway'
      ? about.map(requestIdOf)
      : [...calls].flatMap(([id, made]) => (made.some((call) => call.startsWith(keeper)) ? [id] : []));
  expect(asked.length).toBeGreaterThan(0);
  return asked.sort();
}

/** What was recorded for each of the requests, by request, without what is new for every line. */
async function readRecord(keeper: (typeof AGENCIES)[number] | 'gateway'): Promise<ReadonlyMap<string, unknown>> {
  const table = keeper === 'gateway' ? 'release_record' : 'disclosure_log';
  const order = keeper === 'gateway' ? 'sequence' : 'id';
  const client = new Client({ connectionString: inject('system').facts.databases[keeper].owner });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly id: string; readonly lines: unknown }>(
      `SELECT request_id AS id, jsonb_agg(to_jsonb(line) - '{id,at,request_id,sequence,hash,previous_hash}'::text[] ORDER BY ${order}) AS lines
       FROM ${table} AS line WHERE person_ref = ANY ($1) GROUP BY request_id`,
      [refs],
    );
    return new Map(rows.map(({ id, lines }) => [id, lines]));
  } finally {
    await client.end();
  }
}
