import type { AggregateTask } from '../aggregate-question.ts';
import { AggregateRefusal } from '../aggregate-refusal.ts';
import type { ExactCrossing } from '../counting/exact-crossing.ts';
import { tabulate, type ExactTable } from '../counting/tabulate.ts';
import type { ReleasedTable } from '../release.ts';
import type {
  Candidate,
  ExactTable as NamedTable,
  Ledger,
  ProtectedTable,
  Protection,
  PublishedCell,
  Rules,
} from '../../disclosure-control/publication.ts';
import { findSubsets, joinAttributes, type PlacedRelease } from './overlap.ts';
import { shownAttribute, type KnownMeasures, type Universe } from './universe.ts';

/** Decides what may be shown beside all that was shown before. */
export type Protect = (candidate: Candidate, earlier: Ledger) => Promise<Protection>;

/** What is already published of universes that overlap. */
export interface EarlierReleases {
  readonly releases: readonly PlacedRelease[];
  readonly cells: readonly PublishedCell[];
}

/** What may be shown, and what the audits to come must know of it. */
export interface Protected {
  readonly tables: readonly ReleasedTable[];
  readonly cells: readonly PublishedCell[];
}

export interface Counted {
  readonly release: string;
  readonly task: AggregateTask;
  readonly crossing: ExactCrossing;
  readonly universe: Universe;
  readonly known: KnownMeasures;
}

/**
 * Step 7: suppresses, rounds, and proves against everything published earlier that no group of the threshold or fewer can be
 * told from it.
 * @throws AggregateRefusal AGGREGATE_DIFFERENCE, AGGREGATE_NOTHING_LEFT, AGGREGATE_UNPROVEN
 */
export async function protectCounts(counted: Counted, earlier: EarlierReleases, protect: Protect): Promise<Protected> {
  const { release, task, crossing, universe } = counted;
  const { definition, period } = task;
  const tables = definition.tables.map((dimensions) => tabulate(crossing, dimensions, period));
  const universes = [universe, ...earlier.releases.map((placed) => placed.universe)];
  const attributes = joinAttributes(universes);
  const protection = await protect(
    {
      release,
      universe: universe.name,
      fixed: universe.fixed,
      dimensions: attributes[universe.name] ?? {},
      tables: tables.map((table) => nameAttributes(table, counted)),
      rules: rulesOf(task),
    },
    { cells: earlier.cells, subsets: findSubsets(universes), dimensions: attributes },
  );
  if (protection.outcome === 'refused') throw refusalOf(protection, earlier.releases);
  return {
    tables: tables.map((table, at) => showTable(table, protection.tables[at])),
    cells: protection.cells,
  };
}

function nameAttributes({ dimensions, codes, cells }: ExactTable, { task, known }: Counted): NamedTable {
  return {
    dimensions: dimensions.map((dimension) => shownAttribute(dimension, task, known)),
    codes,
    cells: cells.map(({ codes: own, count, sum }) => ({ codes: own, count, ...(sum === null ? {} : { sum }) })),
  };
}

function rulesOf({ definition }: AggregateTask): Rules {
  const { thresholds, sum } = definition;
  return {
    ...thresholds,
    ...(sum === undefined ? {} : { sum: { of: sum.of, ...sum.dominance, roundTo: sum.roundTo } }),
  };
}

function showTable({ dimensions, codes, cells }: ExactTable, shown: ProtectedTable | undefined): ReleasedTable {
  if (shown?.cells.length !== cells.length) throw new TypeError('a protected table has other cells than its exact one');
  return {
    dimensions,
    codes,
    cells: shown.cells.map(({ codes: own, count, sum }) => ({ codes: own, count, sum })),
    total: shown.total,
  };
}

/** The refusal of a run that could be compared with these releases. */
export function differenceFrom(releases: readonly PlacedRelease[]): AggregateRefusal {
  return new AggregateRefusal('AGGREGATE_DIFFERENCE', { releases: releases.map(({ label }) => label).join(', ') });
}

function refusalOf(
  { because, releases }: Extract<Protection, { outcome: 'refused' }>,
  earlier: readonly PlacedRelease[],
): AggregateRefusal {
  switch (because) {
    case 'difference':
      return differenceFrom(earlier.filter(({ id }) => releases.includes(id)));
    case 'nothing-left':
      return new AggregateRefusal('AGGREGATE_NOTHING_LEFT', {});
    case 'unproven':
      return new AggregateRefusal('AGGREGATE_UNPROVEN', {});
  }
}
