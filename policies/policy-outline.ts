import { parse } from 'yaml';
import { z } from 'zod';
import { parseGrounds, type Ground } from './ground.ts';
import type { PolicyTexts } from './load-policy-set.ts';

/** A row as its text says; roles and agencies are plain words, since an older version may know others. */
export interface RuleOutline {
  readonly row: string;
  readonly title: string;
  readonly swedish: string;
  readonly why: string;
  readonly holder: string;
  readonly needsLawyer: boolean;
  readonly maskedWhenProtected: boolean;
  readonly maskedCoordinates: readonly string[];
  /** What each limit lets open. */
  readonly limits: Readonly<Record<string, readonly string[]>>;
  readonly jointlyHeld: boolean;
  readonly withoutPurpose: boolean;
  readonly inForce: DaysOutline | null;
  readonly content: readonly string[];
  readonly existence: readonly string[];
  /** By role; each ground rests on one section of law at most, so that two versions of a cell can be told apart. */
  readonly cells: ReadonlyMap<string, readonly Ground[]>;
}

export interface DaysOutline {
  readonly from: string;
  readonly to: string | null;
}

/** What a policy says, read leniently: versions from before or after a change of the texts' own form can be compared. */
export interface PolicyOutline {
  readonly rules: ReadonlyMap<string, RuleOutline>;
  readonly purposes: ReadonlyMap<string, z.infer<typeof purposeText>>;
  readonly bases: ReadonlyMap<string, z.infer<typeof baseText>>;
}

const words = z.array(z.string());
const days = z
  .looseObject({ from: z.string(), to: z.string().nullable().default(null) })
  .nullable()
  .default(null);
const fieldsByType = z.record(z.string(), words).default({});

const ruleText = z.looseObject({
  row: z.string(),
  title: z.string().default(''),
  swedish: z.string().default(''),
  why: z.string().default(''),
  holder: z.string(),
  needsLawyer: z.boolean().default(false),
  maskedWhenProtected: z.boolean().default(false),
  maskedCoordinates: words.default([]),
  limits: z.record(z.string(), words).default({}),
  jointlyHeld: z.boolean().default(false),
  withoutPurpose: z.boolean().default(false),
  inForce: days,
  coordinates: fieldsByType,
  existence: fieldsByType,
  grounds: z.record(z.string(), z.string()),
});

const purposeText = z.looseObject({
  swedish: z.string().default(''),
  needsCase: z.boolean().default(false),
  roles: words,
  grounds: words,
});

const baseText = z.looseObject({
  cite: z.string(),
  statute: z.string().default(''),
  says: z.string().default(''),
  swedish: z.string().default(''),
  underAge: z.number().nullable().default(null),
  /** Null: a version in which sections did not say how far they reach. */
  from: words.nullable().default(null),
  to: words.nullable().default(null),
  only: words.nullable().default(null),
  never: words.default([]),
  carries: z.string().nullable().default(null),
  inForce: days,
});

/**
 * Outlines the texts of a policy.
 * @throws Error when they are not the texts of a policy at all
 */
export function outlinePolicy(texts: PolicyTexts): PolicyOutline {
  const rules = texts.rules.flatMap((text) => z.array(ruleText).parse(parse(text)));
  const byRow = new Map(rules.map((rule) => [rule.row, rule]));
  const { purposes } = z.looseObject({ purposes: z.record(z.string(), purposeText) }).parse(parse(texts.purposes));
  const bases = z.array(baseText).parse(parse(texts.legalBases));
  return {
    rules: new Map(rules.map((rule) => [rule.row, outlineRule(rule, byRow)])),
    purposes: new Map(Object.entries(purposes)),
    bases: new Map(bases.map((basis) => [basis.cite, basis])),
  };
}

type RuleText = z.infer<typeof ruleText>;

function outlineRule(rule: RuleText, byRow: ReadonlyMap<string, RuleText>): RuleOutline {
  const cells = Object.entries(rule.grounds).map(([role, cell]) => {
    const borrowed = /^as-(\w+)$/.exec(cell)?.[1];
    const source = borrowed === undefined ? cell : (byRow.get(borrowed)?.grounds[role] ?? 'never');
    return [role, splitGrounds(source, `${rule.row}, ${role}`)] as const;
  });
  return { ...rule, content: flatten(rule.coordinates), existence: flatten(rule.existence), cells: new Map(cells) };
}

function flatten(byType: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(byType).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`));
}

function splitGrounds(cell: string, where: string): readonly Ground[] {
  try {
    return parseGrounds(cell).flatMap((ground) =>
      ground.laws.length === 0 ? [ground] : ground.laws.map((law) => ({ ...ground, laws: [law] })),
    );
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** A ground in the language of the rules: `decision[OSL 10:18a](summary)`, `own(assigned,named-person)`. */
export function printGround({ kind, laws, assignment, limit }: Ground): string {
  const law = laws.length === 0 ? '' : `[${laws.join(' | ')}]`;
  const assigned = assignment === null ? null : assignment === 'case' ? 'assigned' : `assigned,${assignment}`;
  const qualifier = assigned ?? limit;
  return `${kind}${law}${qualifier === null ? '' : `(${qualifier})`}`;
}
