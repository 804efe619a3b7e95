import { Client } from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';
import { expectDecision } from '../policies/expect-decision.ts';
import type { Standing } from '../policies/expectation/standing.ts';
import { PURPOSE_TABLE } from '../policies/purpose-table.ts';
import { readMatrix } from '../policies/read-matrix.ts';
import { listCoordinates, ROW_COORDINATES } from '../policies/row-coordinates.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { compareWithMatrix, type Placement } from './compare-with-matrix.ts';
import { MAY_BE_EMPTY } from './may-be-empty.ts';
import { schemaCoordinates, selectionOf, treeOf } from './graph-tree.ts';
import { findUnassigned, numberOf, refOf, theTown, unknownNumbers } from './persons.ts';
import { townStanding } from './town-standing.ts';

const PERSON = treeOf('Individual');
const EVERYTHING = `query Everything($number: String!, $refs: [ID!]!) {
  individual(personalIdentityNumber: $number) { ...Person }
  individuals(refs: $refs) { ...Person }
  directory { ${selectionOf(treeOf('Directory'))} }
  me { ${selectionOf(treeOf('Me'))} }
}
fragment Person on Individual { ${selectionOf(PERSON)} }`;

const town = theTown();
const known = town.person(town.cast.knownToAll);
const others = [
  findUnassigned(town),
  town.person(town.cast.exitCase),
  town.person(town.cast.protectedPopulationRecord),
];
const [stranger = ''] = unknownNumbers(town, 1);
const pairs = ROLES.flatMap((role) => PURPOSES.map((purpose) => ({ role, purpose })));
const declarable = pairs.filter(({ role, purpose }) => PURPOSE_TABLE[purpose].roles.includes(role));
let decisionsChecked = 0;

afterAll(() => process.stdout.write(`decisions compared with the matrix: ${decisionsChecked}\n`));

describe('the access matrix', () => {
  it('has a place for every field of the graph, and the graph has every field that a row is read to mean', () => {
    const placed = listCoordinates().map(({ coordinate }) => coordinate);
    expect(placed.toSorted()).toEqual([...schemaCoordinates()].toSorted());
    expect(new Set(placed).size).toBe(placed.length);
    expect(Object.keys(ROW_COORDINATES)).toEqual(readMatrix().map(({ row }) => row));
  });

  it('has 53 rows, and the criminal record (M09) is nowhere in the graph', () => {
    const matrix = readMatrix();
    expect(matrix).toHaveLength(53);
    expect(matrix.find(({ field }) => field === 'police.criminalRecord')?.row).toBe('M09');
    expect(listCoordinates().filter(({ row }) => row === 'M09')).toEqual([]);
    expect(
      schemaCoordinates().filter((coordinate) => /criminal|conviction|sentence|belastning/i.test(coordinate)),
    ).toEqual([]);
  });

  it('opens and withholds every field as it says, to every role, for every purpose', { timeout: 180_000 }, async () => {
    expect(await differencesFor(declarable, { isMarked: false })).toEqual([]);
  });

  it('closes name, address, placement, return plan, school and guardians to every role once the identity is protected', async () => {
    const some = declarable.filter(({ purpose }) => ['OWN_AGENCY', 'PLACEMENT_RETURN'].includes(purpose));
    await withMarking(known, async () => {
      expect(await differencesFor(some, { isMarked: true })).toEqual([]);
    });
  });

  it('is not asked at all when the role may not declare the purpose', async () => {
    for (const { role, purpose } of pairs.filter((pair) => !declarable.includes(pair))) {
      const { status, body } = await askEverything({ role, purpose });
      expect({ role, purpose, status, code: body.errors?.[0]?.extensions?.['code'], data: body.data }).toEqual({
        role,
        purpose,
        status: 403,
        code: 'PURPOSE_NOT_FOR_ROLE',
        data: undefined,
      });
    }
  });

  it('opens nothing but the own session without a purpose', async () => {
    for (const role of ROLES) {
      const session = await ask({ role, purpose: null, query: `{ me { ${selectionOf(treeOf('Me'))} } }` });
      const open = PURPOSES.filter((purpose) => PURPOSE_TABLE[purpose].roles.includes(role));
      expect(session.body.errors).toBeUndefined();
      expect(session.body.data).toMatchObject({ me: { role, purposes: open.map((purpose) => ({ purpose })) } });
      const refused = await askEverything({ role, purpose: null });
      expect(refused.status).toBe(400);
      expect(refused.body.errors?.[0]?.extensions?.['code']).toBe('PURPOSE_MISSING');
      expect(refused.body.data).toBeUndefined();
    }
  });
});

interface Pair {
  readonly role: Role;
  readonly purpose: Purpose | null;
}

async function differencesFor(
  asked: readonly Pair[],
  options: { readonly isMarked: boolean },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pair of asked) {
    const { body } = await askEverything(pair);
    const { decisions, differences } = compareWithMatrix(body, placementsOf(pair, options));
    decisionsChecked += decisions;
    found.push(...differences);
  }
  return found;
}

function askEverything({ role, purpose }: Pair): Promise<HttpAnswer> {
  const refs = [...others.map(numberOf), stranger].map(refOf);
  return ask({ role, purpose, query: EVERYTHING, variables: { number: numberOf(known), refs } });
}

function placementsOf(pair: Pair, { isMarked }: { readonly isMarked: boolean }): readonly Placement[] {
  const nobody = { ...pair, assignments: [], isProtected: false };
  const mustHold = (coordinate: string): boolean => !MAY_BE_EMPTY.includes(coordinate);
  const nothing = (): boolean => false;
  const doors = ['individual', 'individuals', 'directory', 'me'].map((key) => ({
    key,
    coordinate: `Query.${key}`,
    children: [],
  }));
  const entered = (path: readonly (string | number)[], standing: Standing): boolean =>
    expectDecision(`Query.${String(path[0])}`, standing)?.isOpen === true;
  const persons: readonly Placement[] = [
    {
      tree: PERSON,
      path: ['individual'],
      standing: { ...townStanding(pair, known), isProtected: isMarked },
      mustHold: (coordinate) => !isMarked && mustHold(coordinate),
    },
    ...others.map((person, at) => ({
      tree: PERSON,
      path: ['individuals', at],
      standing: townStanding(pair, person),
      mustHold: nothing,
    })),
    { tree: PERSON, path: ['individuals', others.length], standing: nobody, mustHold: nothing },
  ];
  return [
    { tree: doors, path: [], standing: nobody, mustHold: nothing },
    ...persons.filter(({ path, standing }) => entered(path, standing)),
    {
      tree: treeOf('Directory'),
      path: ['directory'],
      standing: nobody,
      mustHold: (coordinate) => !/\.(area|school)$/.test(coordinate) || coordinate === 'Directory.school',
    },
    { tree: treeOf('Me'), path: ['me'], standing: nobody, mustHold: (coordinate) => coordinate !== 'Me.workplace' },
  ];
}

/** Marks a person as protected at every agency, as folkbokföringen would, and takes the marking away again. */
async function withMarking(person: Townsperson, run: () => Promise<void>): Promise<void> {
  const ref = refOf(numberOf(person));
  const change = async (sql: string): Promise<void> => {
    for (const agency of AGENCIES) {
      const client = new Client({ connectionString: inject('system').facts.databases[agency].owner });
      await client.connect();
      await client.query(sql, [ref]).finally(() => client.end());
    }
  };
  await change(
    `INSERT INTO protected_person (person_ref, marking, contact) VALUES ($1, 'SEKRETESSMARKERING', 'växeln')`,
  );
  try {
    await run();
  } finally {
    await change('DELETE FROM protected_person WHERE person_ref = $1');
  }
}
