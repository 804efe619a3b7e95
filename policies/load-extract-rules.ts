import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { AGENCIES } from '../schema/agency.ts';
import { PURPOSES } from '../schema/purpose.ts';
import { ROLES } from '../schema/role.ts';

/** The languages of a person's extract. */
export const EXTRACT_LANGUAGES = ['sv', 'en'] as const;

export type ExtractLanguage = (typeof EXTRACT_LANGUAGES)[number];

/** The grounds that can have released something of a person; `unknown`: from before grounds were recorded. */
const RELEASE_GROUNDS = [
  'own',
  'existence',
  'consent',
  'decision',
  'push',
  'feedback',
  'emergency',
  'unknown',
] as const;

const delayText = z
  .strictObject({
    title: z.string(),
    by: z.enum(AGENCIES).nullable().default(null),
    about: z.enum(AGENCIES).nullable().default(null),
    rows: z
      .array(z.string().regex(/^M\d\d$/))
      .min(1)
      .nullable()
      .default(null),
    days: z.number().int().positive().nullable(),
    laws: z.array(z.string()).min(1),
    why: z.string(),
    needsLawyer: z.boolean(),
  })
  .refine(({ by, about }) => by !== null || about !== null, 'a delay must say `by` or `about` whom');

const wordsText = z.strictObject({
  title: z.string(),
  made: z.string(),
  about: z.string(),
  none: z.string(),
  when: z.string(),
  asker: z.string(),
  purpose: z.string(),
  dataOf: z.string(),
  groups: z.string(),
  ground: z.string(),
  or: z.string(),
  mayBeMissing: z.string(),
  howToRead: z.string(),
  agencies: z.record(z.enum(AGENCIES), z.string()),
  roles: z.record(z.enum(ROLES), z.string()),
  purposes: z.record(z.enum(PURPOSES), z.string()),
  grounds: z.record(z.enum(RELEASE_GROUNDS), z.string()),
});

const rulesText = z.strictObject({
  delays: z.array(delayText),
  words: z.record(z.enum(EXTRACT_LANGUAGES), wordsText),
});

/** Which entries a person's extract leaves out for how long, and the words that it is written in. */
export type ExtractRules = z.infer<typeof rulesText>;

/** One rule of delay: entries asked for `by` an agency, or `about` one's data, or both. */
export type ExtractDelay = ExtractRules['delays'][number];

export type ExtractWords = ExtractRules['words'][ExtractLanguage];

/**
 * Loads the rules of the extract from `extract.yaml`.
 * @throws ZodError naming what is wrong
 */
export function loadExtractRules(text = readFileSync(new URL('extract.yaml', import.meta.url), 'utf8')): ExtractRules {
  return rulesText.parse(parse(text));
}
