import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CODE_LISTS, type CodedDimension } from '../../schema/aggregate-codes.ts';
import { agencyOfMeasure, readMeasures } from '../../schema/measure.ts';

const coded = z.enum(Object.keys(CODE_LISTS) as [CodedDimension]);

const universesText = z.array(
  z.strictObject({
    universe: z.string().regex(/^[a-z]+\.[a-z-]+$/),
    measures: z.record(z.string(), z.partialRecord(coded, z.array(z.string()).min(1))),
  }),
);

/** What a measure counts: the things of a universe, and of them only those with these codes. */
export interface CountedThings {
  readonly universe: string;
  readonly codes: Readonly<Partial<Record<CodedDimension, readonly string[]>>>;
}

/** By measure; one that is not there counts things that no other measure counts. */
export type Universes = ReadonlyMap<string, CountedThings>;

/**
 * Loads which measures count the same things.
 * @throws Error naming a universe and what is wrong with it
 */
export function loadUniverses(): Universes {
  const text = readFileSync(new URL('universes.yaml', import.meta.url), 'utf8');
  const all = universesText
    .parse(parse(text))
    .flatMap(({ universe, measures }) =>
      Object.entries(measures).map(([measure, codes]) => [measure, { universe, codes }] as const),
    );
  const byMeasure = new Map<string, CountedThings>(all);
  const faults = all.flatMap(([measure, things]) => findFaults(measure, things));
  if (byMeasure.size < all.length) faults.push('a measure is in two universes');
  if (faults.length > 0) throw new Error(`policies/aggregates/universes.yaml: ${faults.join('; ')}`);
  return byMeasure;
}

function findFaults(measure: string, { universe, codes }: CountedThings): string[] {
  const measures = readMeasures();
  if (!measures.has(measure)) return [`no agency publishes ${measure}`];
  if (measures.has(universe)) return [`${universe} is a measure`];
  const isForeign = !universe.startsWith(`${agencyOfMeasure(measure)}.`);
  const unlisted = Object.entries(codes).flatMap(([dimension, own]) =>
    own.filter((code) => !CODE_LISTS[dimension as CodedDimension].some((listed) => listed.code === code)),
  );
  return [
    ...(isForeign ? [`${measure} is of another agency than ${universe}`] : []),
    ...unlisted.map((code) => `${measure}: no dimension lists ${code}`),
  ];
}
