import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { isPurpose } from '../../../schema/purpose.ts';
import { isRole, type Role } from '../../../schema/role.ts';
import { isDelayed } from '../../../policies/is-delayed.ts';
import { carriersOf } from '../../../policies/legal-reach.ts';
import type { ExtractLanguage, ExtractRules, ExtractWords } from '../../../policies/load-extract-rules.ts';
import type { GuardedCoordinate, PolicySet } from '../../../policies/policy-set.ts';
import { recordHolder } from '../../../policies/record-holder.ts';
import type { ChainedEntry, RecordBody } from '../chain.ts';

/** What a person may read of the record about the own data. Holds no staff, no other person, no case and no coordinate. */
export interface Extract {
  readonly language: ExtractLanguage;
  readonly madeAt: Date;
  readonly entries: readonly ExtractEntry[];
}

/** One look-up: who was given which groups of one agency's data. */
export interface ExtractEntry {
  readonly at: Date;
  readonly asker: string;
  readonly purpose: string;
  readonly dataOf: string;
  readonly groups: readonly ExtractGroup[];
}

export interface ExtractGroup {
  /** The row of the access matrix, in words. */
  readonly title: string;
  /** On what, with the sections of law. */
  readonly grounds: readonly string[];
}

export interface ExtractOptions {
  readonly language: ExtractLanguage;
  readonly rules: ExtractRules;
  readonly policySet: PolicySet;
  readonly now: Date;
}

/** Writes entries about one person in the person's own words, without those that the rules still hold back. Pure. */
export function buildExtract(entries: readonly ChainedEntry[], options: ExtractOptions): Extract {
  const releases = entries.map(({ body }) => body).filter(({ kind }) => kind === 'release');
  return {
    language: options.language,
    madeAt: options.now,
    entries: releases.flatMap((body) => AGENCIES.flatMap((agency) => describeRelease(body, agency, options))),
  };
}

function describeRelease(body: RecordBody, dataOf: Agency, options: ExtractOptions): readonly ExtractEntry[] {
  const words = options.rules.words[options.language];
  const at = new Date(body.at);
  const shown = (row: string): boolean =>
    !isDelayed({ askedBy: body.agency, dataOf, row, at }, options.rules.delays, options.now);
  const groups = groupByRow(body, dataOf, options.policySet).filter(({ row }) => shown(row));
  if (groups.length === 0) return [];
  return [
    {
      at,
      asker: describeAsker(body, words),
      purpose: body.purpose !== null && isPurpose(body.purpose) ? words.purposes[body.purpose] : '-',
      dataOf: words.agencies[dataOf],
      groups: groups.map((group) => describeGroup(group, { body, options })),
    },
  ];
}

/** The function, never the person. */
function describeAsker({ role, agency }: RecordBody, words: ExtractWords): string {
  const title = isRole(role) ? words.roles[role] : role;
  const home = AGENCIES.find((known) => known === agency);
  return home === undefined ? title : `${title}, ${words.agencies[home]}`;
}

interface ReleasedRow {
  readonly row: string;
  readonly guarded: GuardedCoordinate;
  /** `coordinate ground`, and an id perhaps; empty in what is older than grounds. */
  readonly grounds: readonly string[];
}

/** The rows of which an agency released something, in the order of the matrix. */
function groupByRow(body: RecordBody, dataOf: Agency, { coordinates }: PolicySet): readonly ReleasedRow[] {
  const rows = new Map<string, ReleasedRow>();
  for (const coordinate of releasedBy(body)) {
    const guarded = coordinates.get(coordinate);
    if (guarded === undefined || !guarded.rule.row.startsWith('M') || holderOf(guarded) !== dataOf) continue;
    const { row } = guarded.rule;
    const own = body.grounds.filter((ground) => ground.startsWith(`${coordinate} `));
    rows.set(row, { row, guarded, grounds: [...(rows.get(row)?.grounds ?? []), ...own] });
  }
  return [...rows.values()].sort((left, right) => left.row.localeCompare(right.row));
}

/** What the agencies said that they released; from before they said so, what the answer held. */
function releasedBy({ grounds, released }: RecordBody): readonly string[] {
  return grounds.length === 0 ? released : grounds.map((ground) => ground.split(' ')[0] ?? '');
}

function holderOf({ coordinate, rule }: GuardedCoordinate): Agency | null {
  if (rule.holder === 'gateway') return null;
  return rule.holder === 'every-agency' ? recordHolder(coordinate) : rule.holder;
}

function describeGroup(
  { guarded, grounds }: ReleasedRow,
  { body, options }: { readonly body: RecordBody; readonly options: ExtractOptions },
): ExtractGroup {
  const words = options.rules.words[options.language];
  const kinds = new Set(grounds.map((ground) => ground.split(' ')[1] ?? ''));
  const known = kinds.size === 0 ? [words.grounds.unknown] : [...kinds].map((kind) => describeGround(kind));
  return { title: options.language === 'sv' ? guarded.rule.swedish : guarded.rule.title, grounds: known };

  function describeGround(kind: string): string {
    const name = Object.hasOwn(words.grounds, kind) ? words.grounds[kind as keyof typeof words.grounds] : kind;
    const laws = lawsOf(kind, { guarded, role: isRole(body.role) ? body.role : null, policySet: options.policySet });
    return laws.length === 0 ? name : `${name} (${laws.join(` ${words.or} `)})`;
  }
}

/** The sections that the rules of today let the ground rest on; the holder's own log has the one. */
function lawsOf(
  kind: string,
  {
    guarded,
    role,
    policySet,
  }: { readonly guarded: GuardedCoordinate; readonly role: Role | null; readonly policySet: PolicySet },
): readonly string[] {
  const cell = role === null ? [] : guarded.rule.grounds[role];
  const ground = cell.find((candidate) => candidate.kind === kind);
  if (ground === undefined) return [];
  if (ground.laws.length > 0) return ground.laws;
  return carriersOf(ground.kind, policySet.legalBases).map(({ cite }) => cite);
}
