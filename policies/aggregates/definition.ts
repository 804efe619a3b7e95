import { z } from 'zod';
import { DIMENSIONS, type Dimension } from '../../schema/aggregate-codes.ts';

const words = z.strictObject({ sv: z.string().min(1), en: z.string().min(1) });
const dimension = z.enum(DIMENSIONS as [Dimension, ...Dimension[]]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const sourceText = z.strictObject({
  measure: z.string(),
  /** What the agency sends of it; no more. */
  dimensions: z.array(dimension),
  /** Persons of the other sources count without being in this one. */
  optional: z.boolean().default(false),
});

/** For each person of the universe: whether a month of `of` lies within so many months before or after that of `around`. */
const derivedText = z.strictObject({
  dimension: z.literal('suspicionSide'),
  of: z.literal('suspicionMonth'),
  around: z.literal('sigStartMonth'),
  months: z.number().int().min(1).max(24),
});

const sumText = z.strictObject({
  of: z.string(),
  name: words,
  /**
   * A sum is withheld where the `largest` contributors make up more than `share` of it, or where taking the second largest away
   * tells the largest within so many per cent (the (n,k) and p% rules).
   */
  dominance: z.strictObject({
    largest: z.number().int().min(1),
    share: z.number().gt(0).lt(1),
    withinPercent: z.number().gt(0).max(100),
  }),
  roundTo: z.number().int().min(1),
});

export const definitionText = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: words,
  description: words,
  purpose: z.strictObject({ sv: z.string(), law: z.string() }),
  universe: words,
  unit: z.string(),
  /** Subject of who wrote it, who cannot approve it. */
  author: z.string(),
  /** The first day on which it cannot be run. */
  expires: day,
  period: z.strictObject({ kind: z.enum(['term', 'year']), whole: z.boolean() }),
  sources: z.array(sourceText).min(1).max(3),
  derived: derivedText.optional(),
  /** Each table by its dimensions; a total stands beside each. */
  tables: z.array(z.array(dimension).min(1).max(3)).min(1).max(8),
  sum: sumText.optional(),
  thresholds: z.strictObject({ suppressUpTo: z.number().int().min(1), roundTo: z.number().int().min(1) }),
  methodNote: words,
});

/** An aggregate query as text: what is counted, of whom, why, by what, how it is protected, until when (aggregatdefinition). */
export interface AggregateDefinition extends Readonly<z.infer<typeof definitionText>> {
  /** SHA-256 of its content, base64url: what is approved. Spacing and comments do not count; any word does. */
  readonly digest: string;
}
