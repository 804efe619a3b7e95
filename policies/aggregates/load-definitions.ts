import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readMeasures, type Measure } from '../../schema/measure.ts';
import type { PolicySet } from '../policy-set.ts';
import { definitionText, type AggregateDefinition } from './definition.ts';
import { findFaults } from './find-faults.ts';

const DIRECTORY = new URL('definitions/', import.meta.url);

/** The definitions by id. */
export type Definitions = ReadonlyMap<string, AggregateDefinition>;

/**
 * Loads all definitions, each checked against what the agencies publish and what the access matrix opens to analysts.
 * @throws Error naming the definition and what is wrong
 */
export function loadDefinitions(policySet: PolicySet, directory = DIRECTORY): Definitions {
  const world = { measures: readMeasures(), policySet };
  const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  const all = files.sort().map((file) => {
    const definition = parseDefinition(readFileSync(new URL(file, directory), 'utf8'), world.measures, file);
    const misnamed = `${definition.id}.yaml` === file ? [] : [`its id is ${definition.id}`];
    const faults = [...misnamed, ...findFaults(definition, world)];
    if (faults.length > 0) throw new Error(`policies/aggregates/definitions/${file}: ${faults.join('; ')}`);
    return definition;
  });
  return new Map(all.map((definition) => [definition.id, definition]));
}

/**
 * Reads a definition. Its digest covers the measures that it counts as well, as they are published: their words, codes, and the
 * digest of their SQL. So an approval holds for what is counted, not for its name.
 * @throws Error when the text is no definition
 */
export function parseDefinition(
  text: string,
  measures: ReadonlyMap<string, Measure>,
  file = 'the definition',
): AggregateDefinition {
  const parsed = definitionText.safeParse(parse(text));
  if (!parsed.success) {
    const told = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    throw new Error(`${file}: ${told.join('; ')}`);
  }
  const counted = parsed.data.sources.map(({ measure }) => measures.get(measure) ?? null);
  const canonical = JSON.stringify(sortKeys([parsed.data, counted]));
  return { ...parsed.data, digest: createHash('sha256').update(canonical).digest('base64url') };
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
