import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isMonthDimension, type Dimension } from '../../schema/aggregate-codes.ts';
import { agencyOfMeasure, readMeasures, type Measure } from '../../schema/measure.ts';
import type { PolicySet } from '../policy-set.ts';
import { definitionText, type AggregateDefinition } from './definition.ts';

const DIRECTORY = new URL('definitions/', import.meta.url);

/** No owner's data comes out under a lower threshold, whatever a definition says (the strictest wins). */
const LEAST_SUPPRESSED = 7;

/** The definitions by id. */
export type Definitions = ReadonlyMap<string, AggregateDefinition>;

/**
 * Loads all definitions, each checked against what the agencies publish and what the access matrix opens to analysts.
 * @throws Error naming the definition and what is wrong
 */
export function loadDefinitions(policySet: PolicySet): Definitions {
  const measures = readMeasures();
  const files = readdirSync(DIRECTORY).filter((name) => name.endsWith('.yaml'));
  const all = files.sort().map((file) => {
    const definition = parseDefinition(readFileSync(new URL(file, DIRECTORY), 'utf8'), file);
    const faults = findFaults(definition, measures, policySet);
    if (`${definition.id}.yaml` !== file) faults.push(`its id is ${definition.id}`);
    if (faults.length > 0) throw new Error(`policies/aggregates/definitions/${file}: ${faults.join('; ')}`);
    return definition;
  });
  return new Map(all.map((definition) => [definition.id, definition]));
}

/** @throws Error when the text is no definition */
export function parseDefinition(text: string, file = 'the definition'): AggregateDefinition {
  const parsed = definitionText.safeParse(parse(text));
  if (!parsed.success) {
    const told = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    throw new Error(`${file}: ${told.join('; ')}`);
  }
  const canonical = JSON.stringify(sortKeys(parsed.data));
  return { ...parsed.data, digest: createHash('sha256').update(canonical).digest('base64url') };
}

function findFaults(
  definition: AggregateDefinition,
  measures: ReadonlyMap<string, Measure>,
  policySet: PolicySet,
): string[] {
  const { sources, tables, derived, thresholds, sum } = definition;
  const faults: string[] = [];
  if (thresholds.suppressUpTo < LEAST_SUPPRESSED) faults.push(`counts up to ${LEAST_SUPPRESSED} are always suppressed`);
  if (sources.every(({ optional }) => optional)) faults.push('a source must be there that is not optional');
  for (const { measure: name, dimensions } of sources) {
    const measure = measures.get(name);
    if (measure === undefined) {
      faults.push(`no agency publishes ${name}`);
      continue;
    }
    const unknown = dimensions.filter((dimension) => !measure.dimensions.includes(dimension));
    if (unknown.length > 0) faults.push(`${name} has no ${unknown.join(', ')}`);
    faults.push(...closedRows(measure, policySet));
    if (sources.length > 1 && measure.kind !== 'tokens') faults.push(`${name} sends no tokens, so it cannot be joined`);
    if (!measure.additive && !definition.period.whole) faults.push(`${name} is for whole periods`);
    if (sum !== undefined && !measure.sums.includes(sum.of)) faults.push(`${name} has no sum of ${sum.of}`);
  }
  const agencies = sources.map(({ measure }) => measure.split('.')[0]);
  if (new Set(agencies).size < agencies.length) faults.push('each agency can be a source once');
  const offered = new Set<Dimension>(sources.flatMap(({ dimensions }) => dimensions));
  if (derived !== undefined) {
    for (const used of [derived.of, derived.around]) if (!offered.has(used)) faults.push(`no source sends ${used}`);
    offered.add(derived.dimension);
  }
  for (const table of tables) {
    if (new Set(table).size < table.length) faults.push(`a table names a dimension twice: ${table.join(', ')}`);
    const missing = table.filter((dimension) => !offered.has(dimension));
    if (missing.length > 0) faults.push(`no source sends ${missing.join(', ')}`);
    const months = table.filter((dimension) => isMonthDimension(dimension) && dimension !== 'month');
    if (months.length > 0) faults.push(`${months.join(', ')} cannot be shown`);
  }
  return faults;
}

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

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
