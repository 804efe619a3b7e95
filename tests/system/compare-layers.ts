import { expect } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import type { Asking, Told } from './agency-in-test.ts';
import type { GraphNode } from './graph-tree.ts';

/** A question to an agency, and the tree of what it asks beneath the record. */
export interface Operation {
  readonly agency: Agency;
  readonly asking: Asking;
  readonly nodes: readonly GraphNode[];
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

interface Walk {
  readonly path: string;
  readonly refused: ReadonlySet<string>;
  /** What differs, by path and coordinate. */
  readonly found: string[];
  readonly onField: (coordinate: string, isRefused: boolean) => void;
}

/** Walks what all layers told beside what was told without one: equal where open, nothing where refused. */
function compareObjects(nodes: readonly GraphNode[], whole: unknown, less: unknown, walk: Walk): void {
  if (Array.isArray(whole)) {
    if (!Array.isArray(less) || less.length !== whole.length) walk.found.push(`${walk.path}: other items`);
    else
      whole.forEach((item, index) =>
        compareObjects(nodes, item, less[index], { ...walk, path: `${walk.path}.${index}` }),
      );
    return;
  }
  if (whole === null || typeof whole !== 'object') {
    if (JSON.stringify(whole) !== JSON.stringify(less)) walk.found.push(`${walk.path}: another value`);
    return;
  }
  for (const { key, coordinate, children } of nodes) {
    const path = `${walk.path}.${key}`;
    const [mine, other] = [whole, less].map((object) => (object as Readonly<Record<string, unknown>> | null)?.[key]);
    const isRefused = walk.refused.has(path);
    walk.onField(coordinate, isRefused);
    if (isRefused) {
      if (!isNothing(other)) walk.found.push(`${path}: ${coordinate} is closed and was told`);
    } else compareObjects(children, mine, other, { ...walk, path });
  }
}

/** What the two tell differently; empty where they agree. */
export function differences(
  { nodes }: Operation,
  [whole, less]: readonly [Told, Told],
  onField: Walk['onField'] = () => undefined,
): readonly string[] {
  const found: string[] = [];
  expect([whole.status, less.status]).toEqual([200, 200]);
  whole.records.forEach((record, index) => {
    // Where the door itself is closed, a stub of the record is all there is without the shield.
    if (whole.refused.has(String(index)) && Object.values(less.records[index] ?? {}).every(isNothing)) return;
    compareObjects(nodes, record, less.records[index], {
      path: String(index),
      refused: whole.refused,
      found,
      onField,
    });
  });
  return found;
}
