import { isMonthDimension, type CodedDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import type { Measure } from '../../../schema/measure.ts';
import type { Universes } from '../../../policies/aggregates/load-universes.ts';
import type { AggregateTask } from '../aggregate-question.ts';
import { codesOf } from '../counting/codes-of.ts';
import { attributeOf } from './attribute-of.ts';

/** Codes by the name of the attribute. */
export type AttributeCodes = Readonly<Record<string, readonly string[]>>;

/** The set of things that a release counts, as the audit knows it. */
export interface Universe {
  /** What everybody counted is in, and the period where it does not add up over months. */
  readonly name: string;
  /** The sets that it is the intersection of, sorted: a universe of several measures, or a measure that stands alone. */
  readonly within: readonly string[];
  /** The period where counts of parted months do not add up; null where they do. */
  readonly period: string | null;
  /** What all of the release is limited to: the months that are counted, and the codes that a measure counts alone. */
  readonly fixed: AttributeCodes;
  /** Every attribute that the universe can be parted by, with all its codes. */
  readonly attributes: AttributeCodes;
  /** Those of them that the release is divided by. */
  readonly shown: readonly string[];
}

/** What is known of measures. */
export interface KnownMeasures {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly universes: Universes;
}

type Attribute = readonly [name: string, codes: readonly string[]];

/** The universe of a definition for a period. Who is optional narrows nothing; what is derived is one attribute more. */
export function universeOf(task: AggregateTask, known: KnownMeasures): Universe {
  const { definition, period } = task;
  const needed = definition.sources
    .filter(({ optional }) => !optional)
    .map(({ measure }) => measureOf(measure, known.measures));
  const isAdditive = needed.every(({ additive }) => additive);
  const months: AttributeCodes = isAdditive ? { month: period.months } : {};
  const narrowed = needed.flatMap((measure) => narrowedBy(measure, task, known));
  const own = needed.flatMap((measure) =>
    measure.dimensions
      .filter((dimension) => !isMonthDimension(dimension))
      .map((dimension): Attribute => [attributeOf(dimension, measure, period), codesOf(dimension, period)]),
  );
  const shown = definition.tables
    .flat()
    .map((dimension): Attribute => [shownAttribute(dimension, task, known), codesOf(dimension, period)]);
  const within = [...new Set(needed.map(({ name }) => known.universes.get(name)?.universe ?? name))].sort();
  return {
    name: `${within.join(' & ')}${isAdditive ? '' : `@${period.name}`}`,
    within,
    period: isAdditive ? null : period.name,
    fixed: { ...months, ...Object.fromEntries(narrowed.map(({ name, codes }) => [name, codes])) },
    attributes: {
      ...months,
      ...Object.fromEntries(narrowed.map(({ name, all }) => [name, all])),
      ...Object.fromEntries([...own, ...shown]),
    },
    shown: [...new Set(shown.map(([name]) => name))],
  };
}

/** What the audit calls a dimension that a definition shows. */
export function shownAttribute(
  dimension: Dimension,
  { definition, period }: AggregateTask,
  { measures }: KnownMeasures,
): string {
  const { derived, sources } = definition;
  if (derived?.dimension === dimension) return `${dimension}(${derived.months})`;
  const source = sources.find(({ dimensions }) => dimensions.includes(dimension));
  return attributeOf(dimension, measureOf(source?.measure ?? '', measures), period);
}

interface Narrowed {
  readonly name: string;
  readonly codes: readonly string[];
  readonly all: readonly string[];
}

function narrowedBy(measure: Measure, { period }: AggregateTask, { universes }: KnownMeasures): readonly Narrowed[] {
  return Object.entries(universes.get(measure.name)?.codes ?? {}).map(([dimension, codes]) => ({
    name: attributeOf(dimension as CodedDimension, measure, period),
    codes,
    all: codesOf(dimension as CodedDimension, period),
  }));
}

function measureOf(name: string, measures: ReadonlyMap<string, Measure>): Measure {
  const measure = measures.get(name);
  if (measure === undefined) throw new TypeError(`no agency publishes ${name}`);
  return measure;
}
