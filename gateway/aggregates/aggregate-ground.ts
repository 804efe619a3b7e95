import type { AggregateRelease } from './release.ts';

/** What the record has as the ground of figures that were told: the coordinate, the definition as approved, the release. */
export function aggregateGround({ id, definition }: AggregateRelease): string {
  return `Query.aggregate aggregate:${definition.id}:${definition.digest} ${id}`;
}
