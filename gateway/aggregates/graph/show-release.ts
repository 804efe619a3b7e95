import type { Dimension } from '../../../schema/aggregate-codes.ts';
import { EXPORT_FORMATS } from '../export/export-options.ts';
import type { AggregateRelease, ReleasedTable } from '../release.ts';
import { nameCode, nameDimension, type LocalText } from './words.ts';

/** A release as the graph has it, but for its definition. */
export interface ShownRelease {
  readonly id: string;
  readonly runId: string;
  readonly releasedAt: string;
  readonly digest: string;
  readonly period: string;
  readonly countedUntil: string;
  readonly tables: readonly ShownTable[];
  readonly methodNote: LocalText;
  readonly downloads: readonly { readonly format: string; readonly href: string }[];
}

interface ShownTable {
  readonly dimensions: readonly ShownDimension[];
  readonly cells: readonly ShownCell[];
  readonly total: number | null;
  readonly suppressedCells: number;
}

interface ShownDimension {
  readonly name: string;
  readonly title: LocalText;
  readonly codes: readonly ({ readonly code: string } & LocalText)[];
}

interface ShownCell {
  readonly codes: readonly string[];
  readonly count: number | null;
  readonly isSuppressed: boolean;
  readonly sum: number | null;
  readonly isSumSuppressed: boolean;
}

/** Describes a release; nothing of it depends on when it is asked for. */
export function showRelease({ id, runId, releasedAt, definition, period, tables }: AggregateRelease): ShownRelease {
  const hasSum = definition.sum !== undefined;
  return {
    ...{ id, runId, releasedAt },
    digest: definition.digest,
    period: period.name,
    countedUntil: period.countedUntil,
    tables: tables.map((table) => showTable(table, hasSum)),
    methodNote: definition.methodNote,
    downloads: EXPORT_FORMATS.map((format) => ({ format, href: `/aggregates/releases/${id}/${format}` })),
  };
}

function showTable({ dimensions, codes, cells, total }: ReleasedTable, hasSum: boolean): ShownTable {
  return {
    dimensions: dimensions.map((dimension, at) => showDimension(dimension, codes[at] ?? [])),
    cells: cells.map(({ codes: own, count, sum }) => ({
      ...{ codes: own, count, sum },
      isSuppressed: count === null,
      isSumSuppressed: hasSum && sum === null,
    })),
    total,
    suppressedCells: cells.filter(({ count }) => count === null).length,
  };
}

function showDimension(dimension: Dimension, codes: readonly string[]): ShownDimension {
  return {
    name: dimension,
    title: nameDimension(dimension),
    codes: codes.map((code) => ({ code, ...nameCode(dimension, code) })),
  };
}
