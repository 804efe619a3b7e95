import type { Dimension } from '../../../schema/aggregate-codes.ts';
import { nameCode, nameDimension } from '../graph/words.ts';
import type { AggregateRelease, ReleasedTable } from '../release.ts';
import { protectionText } from './describe-release.ts';

/** Writes a release, or one of its tables, as JSON with the words of both languages. A suppressed figure is null. */
export function writeJson(release: AggregateRelease, table: number | null): string {
  const { definition, period } = release;
  const { id, digest, title, description, universe, unit, purpose, methodNote, thresholds, sum } = definition;
  const document = {
    release: release.id,
    run: release.runId,
    releasedAt: release.releasedAt,
    aggregate: { id, digest, title, description, universe, unit, purpose, thresholds, sum: sum?.name ?? null },
    period: { name: period.name, countedUntil: period.countedUntil, months: period.months },
    methodNote,
    protection: { sv: protectionText(release, 'sv'), en: protectionText(release, 'en') },
    tables: release.tables
      .map((each, at) => ({ number: at + 1, ...describeTable(each, sum !== undefined) }))
      .filter(({ number }) => table === null || number === table),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function describeTable({ dimensions, codes, cells, total }: ReleasedTable, hasSum: boolean) {
  return {
    dimensions: dimensions.map((dimension, at) => describeDimension(dimension, codes[at] ?? [])),
    cells: cells.map((cell) => ({
      codes: cell.codes,
      count: cell.count,
      isSuppressed: cell.count === null,
      ...(hasSum ? { sum: cell.sum, isSumSuppressed: cell.sum === null } : {}),
    })),
    total,
  };
}

function describeDimension(dimension: Dimension, codes: readonly string[]) {
  const words = codes.map((code) => ({ code, ...nameCode(dimension, code) }));
  return { name: dimension, title: nameDimension(dimension), codes: words };
}
