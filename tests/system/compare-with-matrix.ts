import { isDeepStrictEqual } from 'node:util';
import { expectDecision, type Expectation } from '../policies/expect-decision.ts';
import type { Standing } from '../policies/expectation/standing.ts';
import type { GraphqlAnswer, WithheldEntry } from './ask.ts';
import type { GraphNode } from './graph-tree.ts';

/** One place of an answer that is to be compared with the matrix. */
export interface Placement {
  readonly tree: readonly GraphNode[];
  /** Where the object stands, such as `['individuals', 1]`. */
  readonly path: readonly (string | number)[];
  readonly standing: Standing;
  /** Coordinates that must come with something in them when they are open. */
  readonly mustHold: (coordinate: string) => boolean;
  /** Who the person is, for the words of a difference. */
  readonly whom?: string;
}

export interface Comparison {
  readonly decisions: number;
  /** What differs from the matrix, in words. */
  readonly differences: readonly string[];
}

type Objects = readonly Readonly<Record<string, unknown>>[];

interface Run {
  readonly placement: Placement;
  readonly withheld: ReadonlyMap<string, WithheldEntry>;
  readonly explained: Set<string>;
  readonly differences: string[];
  decisions: number;
}

/** Compares all places of an answer with the matrix: what is open, what is withheld and why, and that nothing else is said. */
export function compareWithMatrix(answer: GraphqlAnswer, placements: readonly Placement[]): Comparison {
  const entries = answer.extensions?.withheld ?? [];
  const withheld = new Map(entries.map((entry) => [JSON.stringify(entry.path), entry]));
  const explained = new Set<string>();
  const differences = (answer.errors ?? []).map(({ message }) => `an error: ${message}`);
  let decisions = 0;
  for (const placement of placements) {
    const run: Run = { placement, withheld, explained, differences, decisions: 0 };
    compareNodes(placement.tree, { objects: objectsAt(answer.data, placement.path), path: placement.path }, run);
    decisions += run.decisions;
  }
  const unexplained = entries.filter(({ path }) => !explained.has(JSON.stringify(path)));
  differences.push(
    ...unexplained.map(({ path, code }) => `${path.join('.')} is listed as ${code}, against the matrix`),
  );
  if (withheld.size !== entries.length) differences.push('a path is listed twice');
  return { decisions, differences };
}

interface Here {
  readonly objects: Objects;
  readonly path: readonly (string | number)[];
}

function compareNodes(nodes: readonly GraphNode[], here: Here, run: Run): void {
  for (const node of nodes) {
    const expected = expectDecision(node.coordinate, run.placement.standing);
    run.decisions += 1;
    if (expected === null) run.differences.push(`${node.coordinate} is in no row`);
    else if (expected.isOpen) compareOpen(node, here, run);
    else compareShut(node, expected, { here, run });
  }
}

function compareOpen(node: GraphNode, { objects, path }: Here, run: Run): void {
  const inside = [...path, node.key];
  if (run.withheld.has(JSON.stringify(withoutIndex(inside))))
    report(node, inside, { run, says: 'is withheld but should open' });
  const found = objects.flatMap((object) => object[node.key] ?? []);
  if (objects.length > 0 && found.length === 0 && run.placement.mustHold(node.coordinate)) {
    report(node, inside, { run, says: 'should open and hold something, but is empty' });
  }
  if (objects.some((object) => !(node.key in object))) report(node, inside, { run, says: 'is missing' });
  compareNodes(node.children, { objects: found as unknown as Objects, path: inside }, run);
}

type Shut = Extract<Expectation, { readonly isOpen: false }>;

function compareShut(node: GraphNode, expected: Shut, { here, run }: { readonly here: Here; readonly run: Run }): void {
  const inside = [...here.path, node.key];
  // What the gateway left to the agency it had to look into, so what it closes there is listed too.
  if (expected.knownBy === 'agency') compareNodes(node.children, { objects: [], path: inside }, run);
  else run.decisions += countNodes(node.children);
  if (here.objects.some((object) => object[node.key] !== null))
    report(node, inside, { run, says: 'is open, against the matrix' });
  // An agency refuses where it is asked: where there is nothing above, it is not.
  if (expected.knownBy === 'agency' && here.objects.length === 0) return;
  const key = JSON.stringify(expected.knownBy === 'gateway' ? withoutIndex(inside) : inside);
  run.explained.add(key);
  const { code, openableBy } = expected;
  const ground = [...new Set(openableBy.map((opening) => opening.ground))].join(', ') || 'none';
  const listed = run.withheld.get(key) ?? null;
  const wanted = { path: JSON.parse(key) as unknown, coordinate: node.coordinate, code, ground, openableBy };
  if (!isDeepStrictEqual(listed, wanted)) {
    report(node, inside, { run, says: `is listed as ${JSON.stringify(listed)}, not ${JSON.stringify(wanted)}` });
  }
}

function report(
  { coordinate }: GraphNode,
  path: readonly (string | number)[],
  { run, says }: { readonly run: Run; readonly says: string },
): void {
  const { standing, whom = 'a person' } = run.placement;
  const asker = `${standing.role}, ${standing.purpose ?? 'no purpose'}, of ${whom}`;
  run.differences.push(`${asker}: ${coordinate} (${path.join('.')}) ${says}`);
}

/** What the gateway withholds it withholds for every person of a list alike, and names no place in it. */
function withoutIndex(path: readonly (string | number)[]): readonly (string | number)[] {
  return path.filter((part) => typeof part === 'string');
}

function objectsAt(data: GraphqlAnswer['data'], path: readonly (string | number)[]): Objects {
  let value: unknown = data;
  for (const part of path) value = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[part];
  return value === null || value === undefined ? [] : ([value] as unknown as Objects);
}

/** How many decisions a closed field makes beneath it: all that is behind it stays closed. */
function countNodes(nodes: readonly GraphNode[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}
