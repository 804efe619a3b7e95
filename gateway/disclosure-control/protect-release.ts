import { checkCandidate } from './check-candidate.ts';
import { COUNTS } from './count-quantity.ts';
import { markSmall } from './mark-small.ts';
import { protectQuantity, type BesideEarlier, type Protected } from './protect-quantity.ts';
import type {
  AuditReport,
  Candidate,
  ExactTable,
  Ledger,
  ProtectedTable,
  Protection,
  PublishedCell,
  RefusalCause,
} from './publication.ts';
import { relatedCells } from './related-cells.ts';
import { sumsOf } from './sum-quantity.ts';

const REASONS: Readonly<Record<RefusalCause, string>> = {
  difference: 'beside earlier releases it would let a small group be counted closer than a mark says',
  'nothing-left': 'every figure is suppressed: the counts are too small to release any',
  unproven:
    'it contradicts earlier releases, as when a register was corrected since, so nothing can be proven of them together',
};

/**
 * Protects the tables of a release so that nobody who uses all that is published, this and everything earlier, can count a
 * small group closer than its mark says, or refuses. The same candidate on the same ledger gives the same answer.
 *
 * A release that is safe by itself and not beside the earlier ones is refused, naming them, unless it is asked to hide more
 * instead. No refusal holds a figure.
 * @throws Error when the exact tables are not what they should be
 */
export async function protectRelease(
  candidate: Candidate,
  ledger: Ledger,
  besideEarlier: BesideEarlier = 'refuse',
): Promise<Protection> {
  const start = performance.now();
  checkCandidate(candidate);
  if (ledger.cells.some((cell) => cell.release === candidate.release)) throw new Error('it was released before');
  const { universe, dimensions, rules } = candidate;
  let cells = markSmall(candidate);
  const earlier = relatedCells(cells, ledger);
  const known = { ...ledger, cells: earlier, dimensions: { ...ledger.dimensions, [universe]: dimensions } };
  const done: Protected[] = [];
  for (const quantity of [COUNTS, ...(rules.sum === undefined ? [] : [sumsOf(candidate, rules.sum)])]) {
    const protectedCells = await protectQuantity(quantity, cells, known, besideEarlier);
    if (protectedCells.failure !== null) return refuse(protectedCells.failure, candidate, protectedCells.releases);
    done.push(protectedCells);
    cells = protectedCells.cells;
  }
  if (cells.every(({ shown }) => shown === null)) return refuse('nothing-left', candidate, new Set());
  const tables = candidate.tables.map((table, at) =>
    showTable(
      table,
      cells.filter((cell) => cell.table === at),
    ),
  );
  return { outcome: 'released', tables, cells, audit: reportOn(cells, earlier.length, done, start) };
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

function reportOn(
  cells: readonly PublishedCell[],
  earlierCells: number,
  done: readonly Protected[],
  start: number,
): AuditReport {
  const suppressed = cells.filter(({ shown }) => shown === null);
  return {
    cells: cells.length,
    earlierCells,
    suppressed: suppressed.length,
    complementary: suppressed.filter(({ isSmall }) => !isSmall).length,
    sumsSuppressed: cells.filter(({ sum }) => sum === null).length,
    groups: done.reduce((sum, { groups }) => sum + groups, 0),
    solves: done.reduce((sum, { solves }) => sum + solves, 0),
    seconds: (performance.now() - start) / 1000,
  };
}

function refuse(because: RefusalCause, { release }: Candidate, exposed: ReadonlySet<string>): Protection {
  const releases = [...exposed].filter((one) => one !== release).sort();
  return { outcome: 'refused', because, releases, reason: REASONS[because] };
}
