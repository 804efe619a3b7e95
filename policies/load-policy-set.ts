import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { AGENCIES } from '../schema/agency.ts';
import { PURPOSES, type Purpose } from '../schema/purpose.ts';
import { ROLES, type Role } from '../schema/role.ts';
import { GROUND_KINDS, parseGrounds, type Ground } from './ground.ts';
import type { GuardedCoordinate, LegalBasis, PolicyRule, PolicySet, PurposeRule } from './policy-set.ts';

export const RULE_FILES = [
  'structure',
  'every-agency',
  'police',
  'socialtjanst',
  'sig',
  'school',
  'desk',
  'aggregates',
] as const;

const coordinatesText = z.record(z.string(), z.array(z.string()).min(1)).default({});

const daysInForce = z
  .strictObject({ from: z.iso.date(), to: z.iso.date().nullable().default(null) })
  .nullable()
  .default(null);

const rowText = z.string().regex(/^[MS]\d\d$/);

const ruleText = z.strictObject({
  row: rowText,
  holder: z.enum([...AGENCIES, 'every-agency', 'gateway']),
  title: z.string(),
  swedish: z.string(),
  why: z.string(),
  needsLawyer: z.boolean().default(false),
  maskedWhenProtected: z.boolean().default(false),
  maskedCoordinates: z.array(z.string()).default([]),
  limits: z.record(z.string(), z.array(z.string())).default({}),
  jointlyHeld: z.boolean().default(false),
  withoutPurpose: z.boolean().default(false),
  inForce: daysInForce,
  coordinates: coordinatesText,
  existence: coordinatesText,
  grounds: z.record(z.enum(ROLES), z.string()),
});

const purposesText = z.strictObject({
  roleGroups: z.record(z.string(), z.array(z.enum(ROLES))),
  purposes: z.record(
    z.enum(PURPOSES),
    z.strictObject({
      swedish: z.string(),
      needsCase: z.boolean(),
      roles: z.array(z.enum(ROLES)).min(1),
      grounds: z.array(z.enum(GROUND_KINDS)).min(1),
    }),
  ),
});

const legalBasesText = z.array(
  z.strictObject({
    cite: z.string(),
    statute: z.string(),
    says: z.string(),
    swedish: z.string(),
    from: z.array(z.enum(AGENCIES)).default([]),
    to: z.array(z.enum([...AGENCIES, ...ROLES])).default([]),
    only: z.array(rowText).nullable().default(null),
    never: z.array(rowText).default([]),
    carries: z.enum(GROUND_KINDS).nullable().default(null),
    underAge: z.number().int().positive().nullable().default(null),
    inForce: daysInForce,
  }),
);

/** The texts that a policy set is made of, as read from `policies/`. */
export interface PolicyTexts {
  readonly rules: readonly string[];
  readonly purposes: string;
  readonly legalBases: string;
}

/** Reads the texts that lie beside this file, or in another folder of the same form, whose URL ends with a slash. */
export function readPolicyTexts(folder: URL = new URL('./', import.meta.url)): PolicyTexts {
  const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
  return {
    rules: RULE_FILES.map((name) => read(`rules/${name}.yaml`)),
    purposes: read('purposes.yaml'),
    legalBases: read('legal-bases.yaml'),
  };
}

/**
 * Builds the policy set, or refuses it whole.
 * @throws Error that names each row and what is wrong: an unknown role, ground or base, a row or coordinate given twice
 */
export function loadPolicySet(texts: PolicyTexts = readPolicyTexts()): PolicySet {
  const rules = withBorrowedGrounds(texts.rules.flatMap((text) => z.array(ruleText).parse(parse(text))));
  const purposes = readPurposes(texts.purposes);
  const legalBases = readLegalBases(texts.legalBases);
  refuseUnknownBases(rules, legalBases);
  refuseUnknownLimits(rules);
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
  return Object.freeze({ rules, purposes, legalBases, coordinates: indexCoordinates(rules), digest });
}

type RuleText = z.infer<typeof ruleText>;

function withBorrowedGrounds(texts: readonly RuleText[]): readonly PolicyRule[] {
  const byRow = new Map(texts.map((text) => [text.row, text]));
  if (byRow.size !== texts.length) throw new Error('a row is given twice in policies/rules');
  return texts.map((text) => ({
    ...text,
    coordinates: flatten(text.coordinates),
    existence: flatten(text.existence),
    grounds: Object.fromEntries(ROLES.map((role) => [role, readCell(text, role, byRow)])) as Record<
      Role,
      readonly Ground[]
    >,
  }));
}

/** A cell `as-M11` has the grounds of that row: what qualifies an item goes wherever the item goes. */
function readCell(text: RuleText, role: Role, byRow: ReadonlyMap<string, RuleText>): readonly Ground[] {
  const cell = text.grounds[role];
  const borrowed = /^as-(M\d\d)$/.exec(cell);
  const source = borrowed === null ? cell : byRow.get(borrowed[1] ?? '')?.grounds[role];
  if (source === undefined) throw new Error(`${text.row}: no grounds for \`${role}\` (\`${cell}\`)`);
  try {
    return parseGrounds(source);
  } catch (cause) {
    throw new Error(`${text.row}, ${role}: ${(cause as Error).message}`, { cause });
  }
}

function flatten(byType: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(byType).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`));
}

function readPurposes(text: string): ReadonlyMap<Purpose, PurposeRule> {
  const { purposes } = purposesText.parse(parse(text));
  return new Map(PURPOSES.map((purpose) => [purpose, { purpose, ...purposes[purpose] }]));
}

function readLegalBases(text: string): ReadonlyMap<string, LegalBasis> {
  const bases = legalBasesText.parse(parse(text));
  const byCite = new Map(bases.map((basis) => [basis.cite, basis]));
  if (byCite.size !== bases.length) throw new Error('a section is given twice in legal-bases.yaml');
  return byCite;
}

function refuseUnknownBases(rules: readonly PolicyRule[], bases: ReadonlyMap<string, LegalBasis>): void {
  const problems = rules.flatMap((rule) => {
    const cited = new Set(ROLES.flatMap((role) => rule.grounds[role].flatMap((ground) => ground.laws)));
    const unknown = [...cited].filter((law) => !bases.has(law));
    return unknown.map((law) => `${rule.row} cites \`${law}\`, which legal-bases.yaml lacks`);
  });
  refuse(problems);
}

/** Limits on whom or on which items of a list; the resolvers of the holder keep to them. */
const LIMITS_ON_ITEMS: readonly string[] = [
  'named-person',
  'own-report',
  'own-part',
  'school-related',
  'police-secrecy-weighed',
  'principal-decides',
  'meeting',
];

function refuseUnknownLimits(rules: readonly PolicyRule[]): void {
  const problems = rules.flatMap((rule) => {
    const used = new Set(ROLES.flatMap((role) => rule.grounds[role].flatMap(({ limit }) => limit ?? [])));
    const unknown = [...used].filter((limit) => !(limit in rule.limits) && !LIMITS_ON_ITEMS.includes(limit));
    const strangers = Object.values(rule.limits).flatMap((opens) =>
      opens.filter((coordinate) => !rule.coordinates.includes(coordinate)),
    );
    return [
      ...unknown.map((limit) => `${rule.row} has the limit \`${limit}\`, which its \`limits\` do not explain`),
      ...strangers.map((coordinate) => `${rule.row} limits ${coordinate}, which is not its own`),
    ];
  });
  refuse(problems);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function indexCoordinates(rules: readonly PolicyRule[]): ReadonlyMap<string, GuardedCoordinate> {
  const index = new Map<string, GuardedCoordinate>();
  const overlaps: string[] = [];
  const add = (rule: PolicyRule, coordinate: string, isExistence: boolean): void => {
    const earlier = index.get(coordinate);
    if (earlier !== undefined) overlaps.push(`${coordinate} is under both ${earlier.rule.row} and ${rule.row}`);
    index.set(coordinate, { coordinate, rule, isExistence });
  };
  for (const rule of rules) {
    for (const coordinate of rule.coordinates) add(rule, coordinate, false);
    for (const coordinate of rule.existence) add(rule, coordinate, true);
  }
  refuse(overlaps);
  return index;
}
