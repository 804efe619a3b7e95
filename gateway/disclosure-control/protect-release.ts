import { checkCandidate } from './check-candidate.ts';
import { Contradiction, type Exposure } from './audit-groups.ts';
import { COUNTS } from './count-quantity.ts';
import { hideUntilSafe } from './hide-until-safe.ts';
import { markSmall } from './mark-small.ts';
import { PublicationAudit, type Quantity } from './publication-audit.ts';
import type {
  AuditReport,
  Candidate,
  ExactTable,
  Ledger,
  ProtectedTable,
  Protection,
  PublishedCell,
} from './publication.ts';
import { relatedCells } from './related-cells.ts';
import { sumsOf } from './sum-quantity.ts';

/** What was asked of a quantity, and what became of it. */
interface Stage {
  readonly cells: readonly PublishedCell[];
  readonly exposed: ReadonlySet<string> | null;
  readonly groups: number;
  readonly solves: number;
}

/**
 * Protects the tables of a release so that nobody who uses all that is published, this and everything earlier, can count a
 * small group closer than its mark says, or refuses. The same candidate on the same ledger gives the same answer.
 *
 * Suppression alone comes first; a release that is safe by itself and not beside the earlier ones is refused, naming them,
 * unless it is asked to hide more instead. A refusal holds no figure.
 * @throws Error when the exact tables are not what they should be
 */
export async function protectRelease(
  candidate: Candidate,
  ledger: Ledger,
  besideEarlier: 'refuse' | 'hide' = 'refuse',
): Promise<Protection> {
  const start = performance.now();
  checkCandidate(candidate);
  const marked = markSmall(candidate);
  const earlier = relatedCells(marked, ledger);
  const known = { ...ledger, dimensions: { ...ledger.dimensions, [candidate.universe]: candidate.dimensions } };
  const { sum } = candidate.rules;
  const quantities = [COUNTS, ...(sum === undefined ? [] : [sumsOf(candidate, sum)])];
  const report = { groups: 0, solves: 0 };
  let cells = marked;
  for (const quantity of quantities) {
    const stages = [() => protect(cells, [], known, quantity)];
    if (earlier.length > 0 && besideEarlier === 'refuse') stages.push(() => audit(cells, earlier, known, quantity));
    else if (earlier.length > 0) stages.splice(0, 1, () => protect(cells, earlier, known, quantity));
    for (const stage of stages) {
      const done = await stage().catch(refuseContradiction);
      if (done === 'contradiction') return unproven(earlier);
      report.groups += done.groups;
      report.solves += done.solves;
      if (done.exposed !== null) return refuse(candidate, done.exposed);
      cells = done.cells;
    }
  }
  if (cells.every(({ shown }) => shown === null)) return nothingLeft();
  const seconds = (performance.now() - start) / 1000;
  return {
    outcome: 'released',
    tables: candidate.tables.map((table, at) =>
      showTable(
        table,
        cells.filter((cell) => cell.table === at),
      ),
    ),
    cells,
    audit: { ...countMarks(cells), earlierCells: earlier.length, ...report, seconds },
  };
}

/** Hides what must be hidden of the own cells. */
async function protect(
  own: readonly PublishedCell[],
  earlier: readonly PublishedCell[],
  ledger: Ledger,
  quantity: Quantity,
): Promise<Stage> {
  const work = await PublicationAudit.open({ cells: [...own, ...earlier], own: own.length, quantity }, ledger);
  try {
    const exposures = await hideUntilSafe(work);
    return stageOf(work, own, exposures);
  } finally {
    work.close();
  }
}

/** Hides nothing: asks whether it is safe as it is. */
async function audit(
  own: readonly PublishedCell[],
  earlier: readonly PublishedCell[],
  ledger: Ledger,
  quantity: Quantity,
): Promise<Stage> {
  const work = await PublicationAudit.open({ cells: [...own, ...earlier], own: own.length, quantity }, ledger);
  try {
    return stageOf(work, own, work.run());
  } finally {
    work.close();
  }
}

function stageOf(work: PublicationAudit, own: readonly PublishedCell[], exposures: readonly Exposure[]): Stage {
  const exposed = new Set(exposures.flatMap((exposure) => [...work.releasesBehind(exposure)]));
  const { groups, solves } = work;
  return { cells: work.cells.slice(0, own.length), exposed: exposures.length > 0 ? exposed : null, groups, solves };
}

function refuseContradiction(error: unknown): 'contradiction' {
  if (error instanceof Contradiction) return 'contradiction';
  throw error;
}

function showTable({ dimensions, codes, cells }: ExactTable, published: readonly PublishedCell[]): ProtectedTable {
  const shown = published.flatMap((cell) => cell.shown ?? []);
  return {
    dimensions,
    codes,
    cells: cells.map(({ codes: own }, at) => ({
      codes: own,
      count: published[at]?.shown ?? null,
      sum: published[at]?.sum ?? null,
    })),
    total: shown.length > 0 ? shown.reduce((sum, count) => sum + count, 0) : null,
  };
}

function countMarks(
  cells: readonly PublishedCell[],
): Pick<AuditReport, 'cells' | 'suppressed' | 'complementary' | 'sumsSuppressed'> {
  const suppressed = cells.filter(({ shown }) => shown === null);
  return {
    cells: cells.length,
    suppressed: suppressed.length,
    complementary: suppressed.filter(({ isSmall }) => !isSmall).length,
    sumsSuppressed: cells.filter(({ sum }) => sum === null).length,
  };
}

function refuse({ release }: Candidate, exposed: ReadonlySet<string>): Protection {
  const releases = [...exposed].filter((one) => one !== release).sort();
  return {
    outcome: 'refused',
    because: 'difference',
    releases,
    reason: 'beside earlier releases it would let a small group be counted closer than a mark says',
  };
}

function nothingLeft(): Protection {
  const reason = 'every figure is suppressed: the counts are too small to release any';
  return { outcome: 'refused', because: 'nothing-left', releases: [], reason };
}

function unproven(earlier: readonly PublishedCell[]): Protection {
  return {
    outcome: 'refused',
    because: 'unproven',
    releases: [...new Set(earlier.map(({ release }) => release))].sort(),
    reason:
      'it contradicts earlier releases, as when a register was corrected since, so that nothing can be proven of them together',
  };
}
