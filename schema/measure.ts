import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AGENCIES, type Agency } from './agency.ts';
import { DIMENSIONS, type Dimension } from './aggregate-codes.ts';

const dimension = z.enum(DIMENSIONS as [Dimension, ...Dimension[]]);

const measureText = z.strictObject({
  /** `police.incidents`. */
  name: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  /** What one row is, in Swedish and English. */
  counts: z.strictObject({ sv: z.string(), en: z.string() }),
  /**
   * `count`: the agency counts for itself and sends counts by codes. `tokens`: it sends one token a person, blind to who it is, for
   * counts across agencies.
   */
  kind: z.enum(['count', 'tokens']),
  dimensions: z.array(dimension),
  /** Whether counts of parted months add up to the count of all; what is counted of persons does not. */
  additive: z.boolean(),
  /** Quantities that can be summed, in whole units. */
  sums: z.array(z.string()),
  /** Rows of the access matrix that it is drawn from: each must be open to analysts as `aggregate`. */
  rows: z.array(z.string().regex(/^M\d\d$/)).min(1),
  /** SHA-256, base64url, of the SQL that counts it: who changes how something is counted must have it approved anew. */
  sqlDigest: z.string().length(43),
});

/** What an agency publishes of a measure (mått). Its SQL is the agency's own. */
export type Measure = Readonly<z.infer<typeof measureText>>;

/** Reads what the agencies publish, as checked in under `schema/measures`; each agency prints its own. */
export function readMeasures(): ReadonlyMap<string, Measure> {
  const all = AGENCIES.flatMap((agency) => z.array(measureText).parse(JSON.parse(readSnapshot(agency))));
  return new Map(all.map((measure) => [measure.name, measure]));
}

/** The agency that publishes a measure. */
export function agencyOfMeasure(name: string): Agency {
  const agency = AGENCIES.find((candidate) => name.startsWith(`${candidate}.`));
  if (agency === undefined) throw new TypeError(`no agency publishes ${name}`);
  return agency;
}

function readSnapshot(agency: Agency): string {
  return readFileSync(new URL(`measures/${agency}.json`, import.meta.url), 'utf8');
}
