import type { Agency } from '../../../schema/agency.ts';
import { CODE_LISTS, isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import { agencyOfMeasure, type Measure } from '../../../schema/measure.ts';
import { countedSpan } from '../../../policies/aggregates/counted-span.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import { monthNumber } from '../month-number.ts';

/** One column of codes, each with the number that stands for it here. */
export interface FormColumn {
  readonly dimension: Dimension;
  /** For months the number of the month, else the place in the closed list. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** What one agency may send for one run: anything else is garbage. */
export interface ContributionForm {
  readonly agency: Agency;
  readonly measure: string;
  readonly kind: Measure['kind'];
  readonly columns: readonly FormColumn[];
  /** Whether sum, largest and second stand after the count. */
  readonly hasSum: boolean;
  /** Whether a token may come once a month; else a person has one row. */
  readonly isMonthly: boolean;
  /** Persons count without being in this source. */
  readonly isOptional: boolean;
}

/** What each agency of a definition may send, in the order of its sources. */
export function formsOf(
  { definition, period }: AggregateTask,
  measures: ReadonlyMap<string, Measure>,
): readonly ContributionForm[] {
  return definition.sources.map((source) => {
    const { measure: name, dimensions, optional } = source;
    const { months } = countedSpan(definition, source, period);
    const measure = measures.get(name);
    if (measure === undefined) throw new TypeError(`no agency publishes ${name}`);
    return {
      agency: agencyOfMeasure(name),
      measure: name,
      kind: measure.kind,
      columns: dimensions.map((dimension) => ({ dimension, numbers: numbersOf(dimension, months) })),
      hasSum: definition.sum !== undefined,
      isMonthly: measure.kind === 'tokens' && dimensions.some(isMonthDimension),
      isOptional: optional,
    };
  });
}

function numbersOf(dimension: Dimension, months: readonly string[]): ReadonlyMap<string, number> {
  if (!isMonthDimension(dimension)) return new Map(CODE_LISTS[dimension].map(({ code }, place) => [code, place]));
  return new Map(months.map((month) => [month, monthNumber(month)]));
}
