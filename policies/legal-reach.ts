import { AGENCIES, type Agency } from '../schema/agency.ts';
import { homeAgency, ROLES, type Role } from '../schema/role.ts';
import { recordHolder } from './record-holder.ts';
import type { Ground, GroundKind } from './ground.ts';
import type { LegalBasis, PolicyRule, PolicySet } from './policy-set.ts';

/** One release as the law sees it: whose data, of which row, to whom. */
export interface Release {
  readonly holder: Agency;
  readonly row: string;
  readonly role: Role;
}

/** Why a section of law cannot carry a release, in a clause; null when it can. */
export function whyOutOfReach(basis: LegalBasis, { holder, row, role }: Release): string | null {
  if (!basis.from.includes(holder)) return `it cannot release from ${holder}`;
  const home = homeAgency(role);
  const receives = basis.to.includes(role) || (home !== null && basis.to.includes(home));
  if (!receives) return `it cannot release to ${role}`;
  if (basis.never.includes(row)) return `it never reaches ${row}`;
  return basis.only === null || basis.only.includes(row) ? null : `it is about ${basis.only.join(', ')} only`;
}

/** The sections that carry a ground without being named in the cell, together. */
export function carriersOf(kind: GroundKind, legalBases: PolicySet['legalBases']): readonly LegalBasis[] {
  return [...legalBases.values()].filter((basis) => basis.carries === kind);
}

/** The agencies whose data a row is about; none for what carries no person. */
function holdersOfRow(rule: PolicyRule): readonly Agency[] {
  if (rule.holder === 'gateway') return [];
  if (rule.holder !== 'every-agency') return [rule.holder];
  const copies = [...rule.coordinates, ...rule.existence].map(recordHolder);
  return AGENCIES.filter((agency) => copies.includes(agency));
}

/** Lists each cell that rests on a section of law that cannot carry it, and what the sections themselves lack. */
export function findUnlawful(policySet: PolicySet): readonly string[] {
  const used = policySet.rules.flatMap((rule) => ROLES.flatMap((role) => usesOfCell(rule, role, policySet)));
  const outOfReach = used.flatMap(({ rule, role, ground, basis }) =>
    holdersOfRow(rule)
      .map((holder) => whyOutOfReach(basis, { holder, row: rule.row, role }))
      .filter((why) => why !== null)
      .map((why) => `${rule.row}, ${role}: ${ground.kind} cannot rest on ${basis.cite}: ${why}`),
  );
  const citedBases = new Set(used.map(({ basis }) => basis.cite));
  const uncited = [...policySet.legalBases.keys()].filter((cite) => !citedBases.has(cite));
  return [
    ...outOfReach,
    ...uncited.map((cite) => `${cite} stands in legal-bases.yaml and no rule rests on it`),
    ...[...policySet.legalBases.values()].flatMap((basis) => findUnclear(basis, policySet)),
  ];
}

interface Use {
  readonly rule: PolicyRule;
  readonly role: Role;
  readonly ground: Ground;
  readonly basis: LegalBasis;
}

function usesOfCell(rule: PolicyRule, role: Role, { legalBases }: PolicySet): readonly Use[] {
  return rule.grounds[role].flatMap((ground) => {
    const named = ground.laws.flatMap((law) => legalBases.get(law) ?? []);
    const bases = ground.laws.length > 0 ? named : carriersOf(ground.kind, legalBases);
    return bases.map((basis) => ({ rule, role, ground, basis }));
  });
}

function findUnclear(basis: LegalBasis, { rules }: PolicySet): readonly string[] {
  const rows = new Set(rules.map(({ row }) => row));
  const strangers = [...(basis.only ?? []), ...basis.never].filter((row) => !rows.has(row));
  const { inForce } = basis;
  return [
    ...(basis.from.length === 0 ? [`${basis.cite} does not say \`from\` whom it can release`] : []),
    ...(basis.to.length === 0 ? [`${basis.cite} does not say \`to\` whom it can release`] : []),
    ...strangers.map((row) => `${basis.cite} names ${row}, which is no row`),
    ...(inForce !== null && inForce.to !== null && inForce.to < inForce.from
      ? [`${basis.cite} ends on ${inForce.to}, before it begins on ${inForce.from}`]
      : []),
  ];
}
