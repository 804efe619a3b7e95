import type { Agency } from '../schema/agency.ts';
import type { Purpose } from '../schema/purpose.ts';
import type { Role } from '../schema/role.ts';
import type { Ground } from './ground.ts';
import { whyOutOfReach } from './legal-reach.ts';
import type { GuardedCoordinate, PolicySet } from './policy-set.ts';
import { recordHolder } from './record-holder.ts';

/** The grounds that an act of the holder brings about: on request, on its own initiative, or in an emergency. */
export type ReleaseKind = 'decision' | 'push' | 'emergency';

/** What somebody would have the holder release, to whom, for what. */
export interface DisclosureWish {
  readonly kind: ReleaseKind;
  readonly holder: Agency;
  readonly coordinates: readonly string[];
  readonly role: Role;
  readonly purpose: Purpose;
}

/** A section of law that could carry a whole wish. */
export interface OfferedLaw {
  /** In the short form of `legal-bases.yaml`; null for an emergency, which rests on no single section. */
  readonly law: string | null;
  /** Those that open; the others are answered by a statement (yttrande) alone. */
  readonly opens: readonly string[];
  /** The ruling must say that the police's own secrecy (OSL 18 kap.) was weighed. */
  readonly needsPoliceSecrecyWeighed: boolean;
  /** The head of school decides in person (2025:170 7 §). */
  readonly principalDecides: boolean;
}

/**
 * The sections that could each carry all of a wish, in the order of the cells; none when nothing can. Pure, and of no person:
 * age and what else turns on facts is for the ruling. The policy set must be the one in force on the day (`policySetAt`).
 */
export function offerDisclosure(wish: DisclosureWish, policySet: PolicySet): readonly OfferedLaw[] {
  const ways = wish.coordinates.map((coordinate) => waysOf(coordinate, wish, policySet));
  const [first = []] = ways;
  return first.flatMap(({ law }) => {
    const carried = ways.map((ofCoordinate) => ofCoordinate.find((way) => way.law === law));
    return carried.every((way) => way !== undefined) ? [offerOf(law, carried)] : [];
  });
}

/** Says in clauses why a section cannot carry a wish, coordinate by coordinate; empty when it can. Repeats no unknown word. */
export function whyNotOffered(law: string | null, wish: DisclosureWish, policySet: PolicySet): readonly string[] {
  if (law !== null && !policySet.legalBases.has(law)) return ['the section is none of legal-bases.yaml'];
  const { kind, role, purpose } = wish;
  if (!isAdmitted(wish, policySet)) return [`the purpose ${purpose} carries no ${kind} to ${role}`];
  if (wish.coordinates.length === 0) return ['no coordinate is named'];
  return wish.coordinates.flatMap((coordinate) => {
    const guarded = policySet.coordinates.get(coordinate);
    if (guarded === undefined) return ['a coordinate is not in the graph'];
    if (holderOf(guarded) !== wish.holder) return [`${coordinate} is not held by ${wish.holder}`];
    const ways = waysOf(coordinate, wish, policySet);
    if (ways.length === 0) return [`${coordinate} cannot be released to ${role} by ${kind}`];
    if (ways.some((way) => way.law === law)) return [];
    return [
      `${coordinate} rests on ${ways.map((way) => way.law ?? 'no section').join(' or ')}${law === null ? '' : `, not ${law}`}`,
    ];
  });
}

/** Whose data a coordinate of a person is; null for what carries no person. */
export function holderOf({ coordinate, rule }: GuardedCoordinate): Agency | null {
  if (rule.holder === 'gateway') return null;
  return rule.holder === 'every-agency' ? recordHolder(coordinate) : rule.holder;
}

/** One section by which one coordinate can be released. */
interface Way {
  readonly law: string | null;
  readonly coordinate: string;
  readonly limit: string | null;
  readonly opens: boolean;
}

function waysOf(coordinate: string, wish: DisclosureWish, policySet: PolicySet): readonly Way[] {
  const guarded = policySet.coordinates.get(coordinate);
  if (guarded === undefined || holderOf(guarded) !== wish.holder || !isAdmitted(wish, policySet)) return [];
  // The desk's own rows carry no person, whatever their holder.
  if (guarded.rule.row.startsWith('S')) return [];
  const grounds = guarded.rule.grounds[wish.role].filter(({ kind }) => kind === wish.kind);
  return grounds.flatMap((ground) => {
    const opens = bearsOn(ground, guarded);
    if (!opens && ground.limit !== 'statement-only') return [];
    return lawsOf(ground, guarded, { wish, policySet }).map((law) => ({
      law,
      coordinate,
      limit: ground.limit,
      opens,
    }));
  });
}

function bearsOn({ limit }: Ground, { coordinate, rule }: GuardedCoordinate): boolean {
  const opens = limit === null ? undefined : rule.limits[limit];
  return opens === undefined || opens.includes(coordinate);
}

function lawsOf(
  { kind, laws }: Ground,
  { rule }: GuardedCoordinate,
  { wish, policySet }: { readonly wish: DisclosureWish; readonly policySet: PolicySet },
): readonly (string | null)[] {
  if (kind === 'emergency') return [null];
  return laws.filter((law) => {
    const basis = policySet.legalBases.get(law);
    return (
      basis !== undefined && whyOutOfReach(basis, { holder: wish.holder, row: rule.row, role: wish.role }) === null
    );
  });
}

function isAdmitted({ kind, role, purpose }: DisclosureWish, { purposes }: PolicySet): boolean {
  const rule = purposes.get(purpose);
  return rule !== undefined && rule.roles.includes(role) && rule.grounds.includes(kind);
}

function offerOf(law: string | null, ways: readonly Way[]): OfferedLaw {
  return {
    law,
    opens: ways.filter(({ opens }) => opens).map(({ coordinate }) => coordinate),
    needsPoliceSecrecyWeighed: ways.some(({ limit }) => limit === 'police-secrecy-weighed'),
    principalDecides: ways.some(({ limit }) => limit === 'principal-decides'),
  };
}
