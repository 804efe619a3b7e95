import { AGENCY_TITLES } from '../schema/agency.ts';
import { ROLE_TITLES, ROLES } from '../schema/role.ts';
import { describeCell, GROUND_WORDS } from './describe-cell.ts';
import type { GroundKind } from './ground.ts';
import { swedishDay } from '../schema/swedish-day.ts';
import { describeDays, policySetAt } from './policy-set-at.ts';
import type { Holder, LegalBasis, PolicyRule, PolicySet } from './policy-set.ts';

/** One role's cell of one row. */
export interface MatrixCell {
  /** The most that the role can get, for colour. */
  readonly strongest: GroundKind;
  /** The alternatives in words, with the sections of law. */
  readonly alternatives: readonly string[];
}

export interface MatrixLine {
  readonly row: string;
  readonly title: string;
  readonly swedish: string;
  readonly holder: string;
  readonly why: string;
  readonly needsLawyer: boolean;
  /** In the order of `columns`. */
  readonly cells: readonly MatrixCell[];
}

/** The access matrix in words, ready to be set as a table. */
export interface MatrixTable {
  readonly day: string;
  readonly digest: string;
  readonly columns: readonly { readonly role: string; readonly swedish: string }[];
  readonly lines: readonly MatrixLine[];
  readonly purposes: readonly PurposeLine[];
  readonly laws: readonly LawLine[];
}

interface PurposeLine {
  readonly purpose: string;
  readonly swedish: string;
  readonly needsCase: boolean;
  readonly roles: string;
  readonly grounds: string;
}

interface LawLine {
  readonly cite: string;
  readonly statute: string;
  readonly says: string;
  /** Whose data it can release, to whom, of which rows, since when. */
  readonly reach: string;
}

const HOLDER_TITLES: Readonly<Record<Holder, string>> = {
  ...AGENCY_TITLES,
  'every-agency': 'Varje myndighet, sin egen kopia',
  gateway: 'Ingen',
};

/** Puts the rows of the access matrix (M01 and on) in words, as they are in force on the day of `now`. */
export function buildMatrixTable(policySet: PolicySet, now: Date): MatrixTable {
  const inForce = policySetAt(policySet, now);
  const rules = inForce.rules.filter(({ row }) => row.startsWith('M'));
  const lines = rules.map((rule) => describeRule(rule, inForce));
  return {
    day: swedishDay(now),
    digest: policySet.digest,
    columns: ROLES.map((role) => ({ role, swedish: ROLE_TITLES[role] })),
    lines: lines.toSorted((left, right) => left.row.localeCompare(right.row)),
    purposes: describePurposes(inForce),
    laws: [...inForce.legalBases.values()].map((basis) => ({
      cite: basis.cite,
      statute: basis.statute,
      says: basis.says,
      reach: describeReach(basis),
    })),
  };
}

/** From the least to the most that a ground can give. */
const STRENGTH: readonly GroundKind[] = [
  'never',
  'metadata',
  'aggregate',
  'existence',
  'feedback',
  'emergency',
  'push',
  'decision',
  'consent',
  'own',
  'structure',
  'directory',
];

function describeRule(rule: PolicyRule, { legalBases }: PolicySet): MatrixLine {
  const { row, title, swedish, needsLawyer } = rule;
  const notes = [
    rule.maskedWhenProtected ? 'Closed to everybody when the identity is protected.' : '',
    rule.coordinates.length + rule.existence.length === 0 ? 'Not in the graph.' : '',
    rule.inForce === null ? '' : `In force ${describeDays(rule.inForce)}.`,
  ].filter((note) => note !== '');
  const why = /[.!?]$/.test(rule.why) ? rule.why : `${rule.why}.`;
  return {
    row,
    title,
    swedish,
    needsLawyer,
    holder: rule.jointlyHeld ? 'Polisen och socialtjänsten gemensamt' : HOLDER_TITLES[rule.holder],
    why: [why, ...notes].join(' '),
    cells: ROLES.map((role) => {
      const kinds = rule.grounds[role].map(({ kind }) => kind);
      return {
        strongest: STRENGTH.findLast((kind) => kinds.includes(kind)) ?? 'never',
        alternatives: describeCell(rule.grounds[role], legalBases),
      };
    }),
  };
}

function describePurposes({ purposes }: PolicySet): readonly PurposeLine[] {
  return [...purposes.values()].map(({ purpose, swedish, needsCase, roles, grounds }) => ({
    purpose,
    swedish,
    needsCase,
    roles: roles.map((role) => ROLE_TITLES[role]).join('; '),
    grounds: grounds
      .filter((kind) => kind !== 'structure')
      .map((kind) => GROUND_WORDS[kind].words)
      .join('; '),
  }));
}

function describeReach({ from, to, only, never, inForce }: LegalBasis): string {
  const rows = [
    only === null ? '' : `only ${only.join(', ')}`,
    never.length === 0 ? '' : `never ${never.join(', ')}`,
    inForce === null ? '' : `in force ${describeDays(inForce)}`,
  ];
  return [`from ${from.join(', ')} to ${to.join(', ')}`, ...rows.filter((part) => part !== '')].join('; ');
}
