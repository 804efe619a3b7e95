import { Contradiction, type Exposure } from './audit-groups.ts';
import { hideUntilSafe } from './hide-until-safe.ts';
import { PublicationAudit, type Quantity } from './publication-audit.ts';
import type { Ledger, PublishedCell } from './publication.ts';

/** What to do about figures that are safe by themselves and not beside earlier ones. */
export type BesideEarlier = 'refuse' | 'hide';

/** The own cells with more of them hidden, or why they cannot be released. */
export interface Protected {
  readonly cells: readonly PublishedCell[];
  readonly failure: 'difference' | 'unproven' | null;
  /** Releases on which the failure rests. */
  readonly releases: ReadonlySet<string>;
  readonly groups: number;
  readonly solves: number;
}

/** Protects one quantity of the own cells, by themselves and beside what was published before. */
export async function protectQuantity(
  quantity: Quantity,
  own: readonly PublishedCell[],
  { cells: earlier, ...ledger }: Ledger,
  besideEarlier: BesideEarlier,
): Promise<Protected> {
  if (earlier.length === 0) return runStage(quantity, own, { ...ledger, cells: [] }, hideUntilSafe);
  if (besideEarlier === 'hide') return runStage(quantity, own, { ...ledger, cells: earlier }, hideUntilSafe);
  const alone = await runStage(quantity, own, { ...ledger, cells: [] }, hideUntilSafe);
  if (alone.failure !== null) return alone;
  const beside = await runStage(quantity, alone.cells, { ...ledger, cells: earlier }, (audit) => audit.run());
  return { ...beside, solves: alone.solves + beside.solves };
}

async function runStage(
  quantity: Quantity,
  own: readonly PublishedCell[],
  ledger: Ledger,
  work: (audit: PublicationAudit) => readonly Exposure[] | Promise<readonly Exposure[]>,
): Promise<Protected> {
  const audit = await PublicationAudit.open({ cells: [...own, ...ledger.cells], own: own.length, quantity }, ledger);
  try {
    const exposures = await work(audit);
    return {
      cells: audit.cells.slice(0, own.length),
      failure: exposures.length > 0 ? 'difference' : null,
      releases: new Set(exposures.flatMap((exposure) => [...audit.releasesBehind(exposure)])),
      groups: audit.groups,
      solves: audit.solves,
    };
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    const releases = new Set(ledger.cells.map(({ release }) => release));
    return { cells: own, failure: 'unproven', releases, groups: audit.groups, solves: audit.solves };
  } finally {
    audit.close();
  }
}
