import { beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { expectDecision } from '../policies/expect-decision.ts';
import type { Standing } from '../policies/expectation/standing.ts';
import { PRACTITIONERS, PURPOSE_TABLE } from '../policies/purpose-table.ts';
import { readAgencyCalls, type AgencyCalls } from './agency-calls.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { selectionOf, treeOf, type GraphNode } from './graph-tree.ts';
import { findUnassigned, isLeftAlone, numberOf, refOf, theTown, unknownNumbers } from './persons.ts';

const town = theTown();
/** Known to all three agencies; no demo user is assigned to this person, nor let in by what somebody has done. */
const known = numberOf(findUnassigned(town, isLeftAlone));
const [unknown = '', otherUnknown = ''] = unknownNumbers(town, 2);

const SOME_PURPOSES: readonly Purpose[] = [
  'SIG',
  'INVESTIGATION',
  'EXIT_PROGRAMME',
  'MISSING_CHILD',
  'OWN_AGENCY',
  'STATISTICS',
  'OVERSIGHT',
];
const PAIRS = ROLES.flatMap((role) =>
  SOME_PURPOSES.filter((purpose) => PURPOSE_TABLE[purpose].roles.includes(role)).map((purpose) => ({ role, purpose })),
);

interface Trial {
  readonly role: Role;
  readonly purpose: Purpose;
  readonly selection: string;
  readonly answers: { readonly known: HttpAnswer; readonly unknown: HttpAnswer };
}

const trials: Record<'closed' | 'typename' | 'everything', Trial[]> = { closed: [], typename: [], everything: [] };
let calls: AgencyCalls = new Map();

beforeAll(async () => {
  for (const pair of PAIRS) {
    trials.closed.push(await tryBoth(pair, selectClosed(pair, selectionOf)));
    trials.typename.push(
      await tryBoth(
        pair,
        selectClosed(pair, () => '__typename'),
      ),
    );
    trials.everything.push(await tryBoth(pair, selectionOf(treeOf('Individual'))));
  }
  const answers = Object.values(trials).flatMap((list) => list.flatMap((trial) => Object.values(trial.answers)));
  calls = await readAgencyCalls(answers.map(requestIdOf));
});

describe('that somebody is known to an agency', () => {
  it('does not show in a byte of the answer when every field is closed to the asker', () => {
    expect(trials.closed.length).toBeGreaterThan(40);
    for (const { role, purpose, answers } of [...trials.closed, ...trials.typename]) {
      expect({ role, purpose, text: neutral(answers.known) }).toEqual({
        role,
        purpose,
        text: neutral(answers.unknown),
      });
      expect(answers.known.body.extensions?.withheld?.length).toBeGreaterThan(0);
    }
  });

  it('does not show in the status or a header', () => {
    for (const { answers } of Object.values(trials).flat()) {
      expect(answers.known.status).toBe(200);
      expect(answers.unknown.status).toBe(200);
    }
    for (const { answers } of [...trials.closed, ...trials.typename]) {
      expect(headersOf(answers.known)).toEqual(headersOf(answers.unknown));
    }
  });

  it('does not show in which agencies are asked, nor in how many statements each of them makes', () => {
    for (const { role, purpose, answers } of [...trials.closed, ...trials.typename]) {
      const made = calls.get(requestIdOf(answers.known));
      expect({ role, purpose, made }).toEqual({ role, purpose, made: calls.get(requestIdOf(answers.unknown)) });
    }
  });

  it('is never asked of an agency of which every field is closed by role and purpose', () => {
    for (const { role, purpose, answers } of [...trials.closed, ...trials.everything]) {
      const isClosedOnly = trials.closed.some((trial) => trial.answers === answers);
      const wanted = AGENCIES.filter((agency) => isAsked(agency, { role, purpose }, isClosedOnly));
      for (const answer of Object.values(answers)) {
        const asked = (calls.get(requestIdOf(answer)) ?? []).map((call) => call.split(' ')[0]);
        expect({ role, purpose, asked: asked.toSorted() }).toEqual({ role, purpose, asked: wanted.toSorted() });
      }
    }
  });

  it('does not show in the closed part of an answer whose other part is open', () => {
    for (const { role, purpose, answers } of trials.everything) {
      const closed = [answers.known, answers.unknown].map(({ body }) => closedPart(body.extensions?.withheld ?? []));
      expect({ role, purpose, closed: closed[0] }).toEqual({ role, purpose, closed: closed[1] });
      for (const field of closedTopFields({ role, purpose })) {
        expect(valueAt(answers.known, field)).toBeNull();
        expect(valueAt(answers.unknown, field)).toBeNull();
      }
    }
  });

  it('does not show in the order or number of a list of persons', async () => {
    const refs = [unknown, known, otherUnknown].map(refOf);
    const selection = selectClosed({ role: 'school.mentor', purpose: 'SIG' }, selectionOf);
    const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ref ${selection} } }`;
    const { body } = await ask({ role: 'school.mentor', purpose: 'SIG', query, variables: { refs } });
    const persons = body.data?.['individuals'] as Readonly<Record<string, unknown>>[];
    expect(persons.map(({ ref }) => ref)).toEqual(refs);
    const [first, ...others] = persons.map((person) => JSON.stringify({ ...person, ref: '' }));
    expect(others).toEqual([first, first]);
  });
});

interface Pair {
  readonly role: Role;
  readonly purpose: Purpose;
}

function standingOf(pair: Pair): Standing {
  return { ...pair, assignments: [], isProtected: false };
}

function isClosed({ coordinate }: GraphNode, pair: Pair): boolean {
  return expectDecision(coordinate, standingOf(pair))?.isOpen === false;
}

/** Selects, of each agency's record, the fields that are closed to an asker without assignment, and nothing else. */
function selectClosed(pair: Pair, inner: (children: readonly GraphNode[]) => string): string {
  return treeOf('Individual')
    .filter(({ children }) => children.length > 0)
    .map(({ key, children }) => {
      const closed = children.filter((node) => isClosed(node, pair));
      const fields = closed.map((node) =>
        node.children.length === 0 ? node.key : `${node.key} { ${inner(node.children)} }`,
      );
      return `${key} { __typename ${fields.join(' ')} }`;
    })
    .join(' ');
}

function closedTopFields(pair: Pair): readonly (readonly string[])[] {
  if (!PRACTITIONERS.includes(pair.role)) return [['individual']];
  return treeOf('Individual').flatMap(({ key, children }) =>
    children.filter((node) => isClosed(node, pair)).map((node) => ['individual', key, node.key]),
  );
}

/** The gateway asks an agency only for what role and purpose leave open, or leave to the agency to decide. */
function isAsked(agency: Agency, pair: Pair, isClosedOnly: boolean): boolean {
  if (!PRACTITIONERS.includes(pair.role)) return false;
  const record = treeOf('Individual').find(({ key }) => key === agency);
  return (record?.children ?? []).some(({ coordinate }) => {
    const expected = expectDecision(coordinate, standingOf(pair));
    if (expected === null) return false;
    return expected.isOpen ? !isClosedOnly : expected.knownBy === 'agency';
  });
}

/** A refusal inside an open list is there when the list has something in it, which the asker may see. */
function closedPart(
  withheld: readonly { readonly path: readonly (string | number)[]; readonly coordinate: string }[],
): unknown {
  return withheld.filter(({ path }) => path.length <= 3);
}

async function tryBoth(pair: Pair, selection: string): Promise<Trial> {
  const query = `query ($number: String!) { individual(personalIdentityNumber: $number) { ref ${selection} } }`;
  const answers = {
    known: await ask({ ...pair, query, variables: { number: known } }),
    unknown: await ask({ ...pair, query, variables: { number: unknown } }),
  };
  return { ...pair, selection, answers };
}

function requestIdOf({ headers }: HttpAnswer): string {
  return headers.get('samsyn-request-id') ?? '';
}

/** The bytes of an answer but for the ref and the request id, which are of equal length for everybody. */
function neutral(answer: HttpAnswer): string {
  return answer.text.replaceAll(requestIdOf(answer), 'REQUEST').replaceAll(/r1_[\w-]{43}/g, 'REF');
}

function headersOf({ headers }: HttpAnswer): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].filter(([name]) => !['date', 'samsyn-request-id'].includes(name)));
}

function valueAt({ body }: HttpAnswer, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | null)?.[key], body.data);
}

it('is tried with every role, and with purposes of every kind', () => {
  expect(new Set(PAIRS.map(({ role }) => role)).size).toBe(ROLES.length);
  expect(PURPOSES).toEqual(expect.arrayContaining([...SOME_PURPOSES]));
});
