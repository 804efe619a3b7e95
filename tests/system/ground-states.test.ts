import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { PRACTITIONERS, PURPOSE_TABLE } from '../policies/purpose-table.ts';
import { ask } from './ask.ts';
import { compareWithMatrix, type Placement } from './compare-with-matrix.ts';
import { selectionOf, treeOf } from './graph-tree.ts';
import type { Asker } from './ground-states/acts-for.ts';
import { GROUND_STATES, type GroundState } from './ground-states/ground-states.ts';
import { bornIn, doneAbout, standingTo, type InState } from './ground-states/person-in-state.ts';
import {
  connectOwners,
  copyPerson,
  madeRef,
  markProtected,
  removePersons,
  setBirthDate,
  type Owners,
} from './ground-states/made-person.ts';
import { putActs, removeActs } from './ground-states/put-acts.ts';
import { MAY_BE_EMPTY } from './may-be-empty.ts';
import { numberOf, refOf, theTown } from './persons.ts';
import { subjectOf } from './town-standing.ts';

const PERSON = treeOf('Individual');
const EVERYTHING = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${selectionOf(PERSON)} } }`;
/** Few enough that a busy machine answers within the life of an attestation. */
const AT_ONCE = 20;

const made: readonly InState[] = Object.entries(GROUND_STATES).map(([name, state], index) => ({
  name,
  state,
  ref: madeRef(index),
  birthDate: bornIn(state, new Date()),
}));
const refs = made.map(({ ref }) => ref);
let owners: Owners;
let decisionsChecked = 0;

beforeAll(async () => {
  owners = await connectOwners();
  const town = theTown();
  const template = refOf(numberOf(town.person(town.cast.knownToAll)));
  for (const agency of AGENCIES) {
    const client = owners[agency];
    await copyPerson(client, template, refs);
    for (const { ref, birthDate } of made) await setBirthDate(client, ref, birthDate);
    await markProtected(
      client,
      made.filter(({ state }) => state.isProtected === true).map(({ ref }) => ref),
    );
  }
});

afterAll(async () => {
  await removeActs(owners, refs);
  for (const agency of AGENCIES) {
    await removePersons(owners[agency], refs);
    await owners[agency].end();
  }
  process.stdout.write(`decisions compared with the matrix in ${made.length} ground states: ${decisionsChecked}\n`);
});

describe('the access matrix, in every state of every ground', () => {
  it.each(PRACTITIONERS)('opens and withholds as it says to a %s', { timeout: 240_000 }, async (role) => {
    const asker: Asker = { role, subject: subjectOf(role), now: new Date() };
    await putActs(
      owners,
      made.map((person) => ({ ref: person.ref, role, ...doneAbout(person, asker) })),
    );
    const found: string[] = [];
    for (const purpose of PURPOSES.filter((name) => PURPOSE_TABLE[name].roles.includes(role))) {
      const persons = made.filter(({ state }) => isAbout(state, purpose));
      for (let at = 0; at < persons.length; at += AT_ONCE) {
        found.push(...(await differencesOf(persons.slice(at, at + AT_ONCE), { asker, purpose })));
      }
    }
    expect(found).toEqual([]);
  });
});

/** What stands there to be asked about: what the purpose could open, and what it could not. */
function isAbout({ about }: GroundState, purpose: Purpose): boolean {
  return about.includes('any') || about.some((ground) => PURPOSE_TABLE[purpose].grounds.includes(ground));
}

interface Asking {
  readonly asker: Asker;
  readonly purpose: Purpose;
}

async function differencesOf(persons: readonly InState[], asking: Asking): Promise<readonly string[]> {
  const { asker, purpose } = asking;
  const asked = persons.map(({ ref }) => ref);
  const answer = await ask({ role: asker.role, purpose, query: EVERYTHING, variables: { refs: asked } });
  const { decisions, differences } = compareWithMatrix(
    answer.body,
    persons.map((person, at) => placementOf(person, at, asking)),
  );
  decisionsChecked += decisions;
  return differences;
}

function placementOf(person: InState, at: number, { asker, purpose }: Asking): Placement {
  const standing = standingTo(person, asker, purpose);
  const mustHold = (coordinate: string): boolean => !standing.isProtected && !LEFT_OUT.includes(coordinate);
  return { tree: PERSON, path: ['individuals', at], standing, mustHold, whom: person.name };
}

/** What may be empty in the town, what a made person lacks, and lists of which a limit lets through some items. */
const LEFT_OUT = [
  ...MAY_BE_EMPTY,
  ...'PoliceRecord SocialRecord SchoolRecord'.split(' ').map((record) => `${record}.personalIdentityNumber`),
  'SocialRecord.consents',
  ...'participants recipients exception whyNot uses'.split(' ').map((field) => `ConsentEntry.${field}`),
  'PoliceRecord.suspicions',
  'SocialRecord.concernReports',
  'SigPlan.goals',
  'SigPlan.commitments',
  'SigMembership.consentStatus',
];

/** So that a role that is forgotten is missed. */
it('is compared for every practitioner, in some sixty states', () => {
  expect(new Set<Role>(PRACTITIONERS).size).toBe(10);
  expect(made.length).toBeGreaterThan(50);
});
