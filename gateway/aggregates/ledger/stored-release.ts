import type { Protected } from '../protection/protect-counts.ts';
import type { Universe } from '../protection/universe.ts';
import type { AggregateRelease } from '../release.ts';

/** A release, and what the audits to come must know of it. */
export interface StoredRelease extends Pick<Protected, 'cells'> {
  readonly release: AggregateRelease;
  readonly universe: Universe;
}
