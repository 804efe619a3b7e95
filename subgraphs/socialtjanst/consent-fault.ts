import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { homeAgency, ROLES, type Role } from '../../schema/role.ts';
import type { Ground } from '../../policies/ground.ts';
import { carriersOf } from '../../policies/legal-reach.ts';
import type { PolicyRule, PolicySet } from '../../policies/policy-set.ts';

/** What somebody wants to register that a consent covers. Days are YYYY-MM-DD. */
export interface ConsentWish {
  readonly holders: readonly Agency[];
  readonly recipients: readonly Role[];
  /** Subjects of staff. */
  readonly participants: readonly string[];
  /** Rows of the access matrix. */
  readonly rows: readonly string[];
  readonly purpose: Purpose;
  readonly from: string;
  readonly to: string;
}

/** Why a consent cannot be registered as it is wished. */
export type ConsentFault =
  | 'consent-purpose'
  | 'consent-never-lifts'
  | 'consent-rows'
  | 'consent-holders'
  | 'consent-recipients'
  | 'consent-participants'
  | 'consent-dates';

/** The longest that a consent is registered for; then one asks again. The law gives no number: an assumption. */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;
/** A participant is named by subject, so any role that works at an agency could be theirs. */
const ROLES_OF_NAMED: readonly Role[] = ROLES.filter((role) => homeAgency(role) !== null);

/**
 * Holds a consent against the policy before it is registered: what it could never open is refused then, not found out later.
 * Null when it makes sense.
 */
export function findConsentFault(wish: ConsentWish, policySet: PolicySet, today: string): ConsentFault | null {
  const purpose = policySet.purposes.get(wish.purpose);
  if (purpose === undefined || !purpose.grounds.includes('consent')) return 'consent-purpose';
  // OSL 35:3 takes the criminal record out of chapters 10 and 12; 18:1 and 18:2 protect the operation, not the person (12:2).
  const carriers = carriersOf('consent', policySet.legalBases);
  if (wish.rows.some((row) => carriers.some(({ never }) => never.includes(row)))) return 'consent-never-lifts';
  if (wish.recipients.length + wish.participants.length === 0) return 'consent-recipients';
  if (wish.recipients.some((role) => !purpose.roles.includes(role))) return 'consent-recipients';
  return findRowFault(wish, policySet) ?? findDateFault(wish, today);
}

function findRowFault(wish: ConsentWish, policySet: PolicySet): ConsentFault | null {
  const rules = wish.rows.map((row) => policySet.rules.find((rule) => rule.row === row));
  const known = rules.filter((rule) => rule !== undefined);
  if (known.length === 0 || known.length < rules.length || new Set(wish.rows).size < wish.rows.length)
    return 'consent-rows';
  if (known.some((rule) => !wish.holders.some((holder) => isHeldBy(rule, holder)))) return 'consent-holders';
  if (wish.holders.some((holder) => !known.some((rule) => isHeldBy(rule, holder)))) return 'consent-holders';
  const faults = known.map((rule) => findCellFault(rule, wish));
  return faults.find((fault) => fault !== null) ?? null;
}

/** A row that no recipient could have on a consent, or only by name, when nobody is named. */
function findCellFault(rule: PolicyRule, { recipients, participants }: ConsentWish): ConsentFault | null {
  const roles = recipients.length > 0 ? recipients : ROLES_OF_NAMED;
  const cells = roles.flatMap((role) => consentsIn(rule, role));
  if (cells.length === 0) return 'consent-rows';
  const needsName = cells.every(({ limit }) => limit === 'named-person');
  return needsName && participants.length === 0 ? 'consent-participants' : null;
}

function consentsIn(rule: PolicyRule, role: Role): readonly Ground[] {
  return rule.grounds[role].filter(({ kind }) => kind === 'consent');
}

function isHeldBy({ holder }: PolicyRule, agency: Agency): boolean {
  return holder === agency || holder === 'every-agency';
}

function findDateFault({ from, to }: ConsentWish, today: string): ConsentFault | null {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days <= LONGEST_DAYS && to >= today ? null : 'consent-dates';
}
