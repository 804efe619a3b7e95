import type { AggregateDesk } from '../aggregate-desk.ts';
import { readApprovals } from '../agencies/read-approvals.ts';
import type { ListedRun } from '../ledger/run-rows.ts';
import { showDefinition, showSources, type ShownDefinition, type ShownSource } from './show-definition.ts';

/** What anybody may see of aggregates, without signing in: it names nobody. */
export interface PublicList {
  readonly definitions: readonly (ShownDefinition & { readonly sources: readonly ShownSource[] })[];
  readonly runs: readonly ListedRun[];
}

const RUNS_SHOWN = 100;
interface KeptList {
  readonly list: Promise<PublicList>;
  readonly until: number;
}

/** However many look, agencies and ledger are asked this often at most. */
const KEPT_MS = 1_000;

/**
 * Reads the public list, and keeps it for a second; while it is read, all who ask wait for the same reading.
 * @throws SamsynError RECORD_UNAVAILABLE
 */
export function createPublicList(desk: AggregateDesk): () => Promise<PublicList> {
  let kept: KeptList | null = null;
  const read = (): KeptList => {
    const reading = { list: readPublicList(desk), until: Number.POSITIVE_INFINITY };
    const end = (): void => {
      reading.until = desk.clock().getTime() + KEPT_MS;
    };
    reading.list.then(end, end);
    return reading;
  };
  return () => {
    const now = desk.clock().getTime();
    if (kept === null || kept.until <= now) kept = read();
    return kept.list;
  };
}

async function readPublicList(desk: AggregateDesk): Promise<PublicList> {
  const [approvals, runs] = await Promise.all([readApprovals(desk.agencies), desk.ledger.listRuns(RUNS_SHOWN)]);
  const definitions = [...desk.definitions.values()].map((definition) => ({
    ...showDefinition(definition, desk.clock()),
    sources: showSources(definition, desk.measures, approvals),
  }));
  return { definitions, runs };
}
