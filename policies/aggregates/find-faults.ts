import { isMonthDimension, type Dimension } from '../../schema/aggregate-codes.ts';
import { agencyOfMeasure, type Measure } from '../../schema/measure.ts';
import type { PolicySet } from '../policy-set.ts';
import type { AggregateDefinition } from './definition.ts';

/** No owner's data comes out under a lower threshold, whatever a definition says: the strictest wins. */
const LEAST_SUPPRESSED = 7;

/** What a definition is held against. */
export interface DefinitionWorld {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly policySet: PolicySet;
}

type Source = AggregateDefinition['sources'][number];

/** What is wrong with a definition, in sentences; empty when it can be run. */
export function findFaults(definition: AggregateDefinition, world: DefinitionWorld): readonly string[] {
  const { sources, tables, thresholds } = definition;
  const agencies = sources.map(({ measure }) => measure.split('.')[0]);
  const offered = offeredDimensions(definition);
  return [
    ...(thresholds.suppressUpTo < LEAST_SUPPRESSED ? [`counts up to ${LEAST_SUPPRESSED} are always suppressed`] : []),
    ...(thresholds.roundTo % 2 === 0
      ? ['counts are rounded to an odd number, so that each shown one has one reading']
      : []),
    ...(sources.every(({ optional }) => optional) ? ['one source must be there that is not optional'] : []),
    ...(new Set(agencies).size < agencies.length ? ['each agency can be a source once'] : []),
    ...sources.flatMap((source) => faultsOfSource(source, definition, world)),
    ...faultsOfDerivation(definition),
    ...tables.flatMap((table) => faultsOfTable(table, offered)),
  ];
}

function faultsOfSource(
  { measure: name, dimensions }: Source,
  { sources, period, sum }: AggregateDefinition,
  { measures, policySet }: DefinitionWorld,
): readonly string[] {
  const measure = measures.get(name);
  if (measure === undefined) return [`no agency publishes ${name}`];
  const unknown = dimensions.filter((dimension) => !measure.dimensions.includes(dimension));
  const isJoined = sources.length > 1;
  return [
    ...(unknown.length > 0 ? [`${name} has no ${unknown.join(', ')}`] : []),
    ...(isJoined && measure.kind !== 'tokens' ? [`${name} sends no tokens, so it cannot be joined`] : []),
    ...(measure.additive || period.whole ? [] : [`${name} is for whole periods`]),
    ...(sum !== undefined && !measure.sums.includes(sum.of) ? [`${name} has no sum of ${sum.of}`] : []),
    ...closedRows(measure, policySet),
  ];
}

function faultsOfDerivation(definition: AggregateDefinition): readonly string[] {
  const { derived, sources } = definition;
  if (derived === undefined) return [];
  const sent = sources.flatMap(({ dimensions }) => dimensions);
  return [derived.of, derived.around].filter((used) => !sent.includes(used)).map((used) => `no source sends ${used}`);
}

function faultsOfTable(table: readonly Dimension[], offered: ReadonlySet<Dimension>): readonly string[] {
  const missing = table.filter((dimension) => !offered.has(dimension));
  const inner = table.filter((dimension) => isMonthDimension(dimension) && dimension !== 'month');
  return [
    ...(new Set(table).size < table.length ? [`a table names a dimension twice: ${table.join(', ')}`] : []),
    ...(missing.length > 0 ? [`no source sends ${missing.join(', ')}`] : []),
    ...(inner.length > 0 ? [`${inner.join(', ')} cannot be shown`] : []),
  ];
}

function offeredDimensions({ sources, derived }: AggregateDefinition): ReadonlySet<Dimension> {
  const sent = sources.flatMap(({ dimensions }) => dimensions);
  return new Set(derived === undefined ? sent : [...sent, derived.dimension]);
}

/** Rows of the access matrix that a measure is drawn from and that are closed to analysts, or not the agency's own. */
function closedRows({ name, rows }: Measure, { rules }: PolicySet): readonly string[] {
  const holder = agencyOfMeasure(name);
  return rows.flatMap((row) => {
    const rule = rules.find((candidate) => candidate.row === row);
    if (rule === undefined) return [`${name} is drawn from ${row}, which no rule is about`];
    const isOpen = rule.grounds.analyst.some(({ kind }) => kind === 'aggregate');
    const isHeld = rule.holder === holder || rule.holder === 'every-agency';
    return [
      ...(isOpen ? [] : [`${name} is drawn from ${row}, which is never for statistics`]),
      ...(isHeld ? [] : [`${name} is drawn from ${row}, which is not of ${holder}`]),
    ];
  });
}
