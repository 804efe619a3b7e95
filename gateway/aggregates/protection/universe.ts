import { isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import type { Measure } from '../../../schema/measure.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import { codesOf } from '../counting/codes-of.ts';
import { attributeOf } from './attribute-of.ts';

/** Codes by the name of the attribute. */
export type AttributeCodes = Readonly<Record<string, readonly string[]>>;

/** The set of things that a release counts, as the audit knows it. */
export interface Universe {
  /** The sources that everybody counted is in, and the period where it does not add up over months. */
  readonly name: string;
  /** Sorted. */
  readonly measures: readonly string[];
  /** The period where counts of parted months do not add up; null where they do. */
  readonly period: string | null;
  /** What all of the release is limited to: the months that are counted. */
  readonly fixed: AttributeCodes;
  /** Every attribute that the universe can be parted by, with all its codes. */
  readonly attributes: AttributeCodes;
}

type Measures = ReadonlyMap<string, Measure>;

/** The universe of a definition for a period. Who is optional narrows nothing; what is derived is one attribute more. */
export function universeOf(task: AggregateTask, measures: Measures): Universe {
  const { definition, period } = task;
  const needed = neededMeasures(definition, measures);
  const names = needed.map(({ name }) => name).sort();
  const isAdditive = needed.every(({ additive }) => additive);
  const fixed: AttributeCodes = isAdditive ? { month: period.months } : {};
  const own = needed.flatMap((measure) =>
    measure.dimensions
      .filter((dimension) => !isMonthDimension(dimension))
      .map((dimension) => [attributeOf(dimension, measure, period), codesOf(dimension, period)] as const),
  );
  const shown = definition.tables
    .flat()
    .map((dimension) => [shownAttribute(dimension, task, measures), codesOf(dimension, period)] as const);
  return {
    name: `${names.join(' & ')}${isAdditive ? '' : `@${period.name}`}`,
    measures: names,
    period: isAdditive ? null : period.name,
    fixed,
    attributes: { ...fixed, ...Object.fromEntries([...own, ...shown]) },
  };
}

/** What the audit calls a dimension that a definition shows. */
export function shownAttribute(
  dimension: Dimension,
  { definition, period }: AggregateTask,
  measures: Measures,
): string {
  const { derived, sources } = definition;
  if (derived?.dimension === dimension) return `${dimension}(${derived.months})`;
  const source = sources.find(({ dimensions }) => dimensions.includes(dimension));
  return attributeOf(dimension, measureOf(source?.measure ?? '', measures), period);
}

function neededMeasures({ sources }: AggregateDefinition, measures: Measures): readonly Measure[] {
  return sources.filter(({ optional }) => !optional).map(({ measure }) => measureOf(measure, measures));
}

function measureOf(name: string, measures: Measures): Measure {
  const measure = measures.get(name);
  if (measure === undefined) throw new TypeError(`no agency publishes ${name}`);
  return measure;
}
