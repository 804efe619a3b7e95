import { isMonthDimension, type Dimension } from '../../../../schema/aggregate-codes.ts';
import { crossTable } from '../../cross-table.ts';
import { nameCode, nameDimension } from '../../graph/words.ts';
import type { AggregateRelease, ReleasedTable } from '../../release.ts';
import { monthName } from '../describe-release.ts';
import type { ExportLanguage } from '../export-options.ts';

const MOST_SERIES = 4;
const MOST_GROUPED_BARS = 28;

/** One group of figures and what it is called. */
export interface PlanRow {
  readonly name: string;
  /** For each series its count; null is suppressed. */
  readonly counts: readonly (number | null)[];
}

/** What a table is best drawn as, with its words. */
export interface ChartPlan {
  /** Bars that stand for time, bars that lie for everything else, and a heat table where there would be too many bars. */
  readonly kind: 'standing-bars' | 'lying-bars' | 'heat';
  readonly rowsName: string;
  readonly rows: readonly PlanRow[];
  /** Null where there is one dimension. */
  readonly seriesName: string | null;
  readonly series: readonly string[];
}

/** Chooses how a table is drawn: by how many dimensions it has, how many codes they have, and whether one is time. */
export function planChart(release: AggregateRelease, table: ReleasedTable, language: ExportLanguage): ChartPlan {
  const { dimensions, codes, cells } = table;
  const nameOf = namer(release, language);
  const [first] = dimensions;
  if (first === undefined) throw new TypeError('a table has at least one dimension');
  if (dimensions.length === 1) {
    const rows = cells.map(({ codes: [code = ''], count }) => ({ name: nameOf(first, code), counts: [count] }));
    const kind = isMonthDimension(first) ? 'standing-bars' : 'lying-bars';
    return { kind, rowsName: nameDimension(first)[language], rows, seriesName: null, series: [''] };
  }
  const down = dimensions.slice(0, -1);
  const last = dimensions.at(-1) ?? first;
  const across = codes.at(-1) ?? [];
  const rows = crossTable(codes, cells).map((row) => ({
    name: row.codes.map((code, at) => nameOf(down[at] ?? first, code)).join(', '),
    counts: row.cells.map((cell) => cell?.count ?? null),
  }));
  const areFew = across.length <= MOST_SERIES && across.length * rows.length <= MOST_GROUPED_BARS;
  const kind = isMonthDimension(first) ? 'standing-bars' : 'lying-bars';
  return {
    kind: areFew ? kind : 'heat',
    rowsName: down.map((dimension) => nameDimension(dimension)[language]).join(', '),
    rows,
    seriesName: nameDimension(last)[language],
    series: across.map((code) => nameOf(last, code)),
  };
}

/** Months of one year go without it: the period is told beside them. */
function namer({ period }: AggregateRelease, language: ExportLanguage): (dimension: Dimension, code: string) => string {
  const isOfOneYear = new Set(period.months.map((month) => month.slice(0, 4))).size === 1;
  return (dimension, code) => {
    if (!isMonthDimension(dimension)) return nameCode(dimension, code)[language];
    const short = monthName(code, language, 'short');
    return isOfOneYear ? short.replace(/ \d{4}$/, '') : short;
  };
}
