import { ROLES, type Role } from '../schema/role.ts';
import { swedishDay } from '../schema/swedish-day.ts';
import type { Ground } from './ground.ts';
import { carriersOf } from './legal-reach.ts';
import type { DaysInForce, PolicyRule, PolicySet } from './policy-set.ts';

/**
 * The policy as it is in force on the day of `now`: a ground whose sections of law are all out of force is gone, and so is
 * every ground of a row that is out of force. The row stays, closed, so that the world stays closed; the digest stays, since
 * the texts do. Pure, and never opens anything.
 */
export function policySetAt(policySet: PolicySet, now: Date): PolicySet {
  const day = swedishDay(now);
  const rules = policySet.rules.map((rule) => ruleAt(rule, day, policySet));
  const byRow = new Map(rules.map((rule) => [rule.row, rule]));
  const coordinates = new Map(
    [...policySet.coordinates].map(([coordinate, guarded]) => [
      coordinate,
      { ...guarded, rule: byRow.get(guarded.rule.row) ?? guarded.rule },
    ]),
  );
  return Object.freeze({ ...policySet, rules, coordinates });
}

/** Today, and the day of what came before midnight and is decided after it. */
const DAYS_KEPT = 2;

/**
 * Keeps the policy of the day at hand for a process that lives longer than a day: the same object for all of a Swedish day,
 * so that what was prepared under it can be kept too.
 */
export function createPolicyCalendar(policySet: PolicySet): (now: Date) => PolicySet {
  const byDay = new Map<string, PolicySet>();
  return (now) => {
    const day = swedishDay(now);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const current = policySetAt(policySet, now);
    byDay.set(day, current);
    const [first] = byDay.keys();
    if (byDay.size > DAYS_KEPT && first !== undefined) byDay.delete(first);
    return current;
  };
}

/** Names the rows and sections of law that are out of force on the day of `now`, with the days on which they are in force. */
export function listOutOfForce(policySet: PolicySet, now: Date): readonly string[] {
  const day = swedishDay(now);
  const dated = [
    ...policySet.rules.map(({ row, inForce }) => ({ name: row, inForce })),
    ...[...policySet.legalBases.values()].map(({ cite, inForce }) => ({ name: cite, inForce })),
  ];
  return dated.flatMap(({ name, inForce }) =>
    inForce === null || isInForce(inForce, day) ? [] : [`${name} (${describeDays(inForce)})`],
  );
}

/** `from 2025-12-01`, `2025-12-01 to 2027-06-30`. */
export function describeDays({ from, to }: DaysInForce): string {
  return to === null ? `from ${from}` : `${from} to ${to}`;
}

function isInForce(days: DaysInForce | null, day: string): boolean {
  return days === null || (days.from <= day && (days.to === null || day <= days.to));
}

function ruleAt(rule: PolicyRule, day: string, policySet: PolicySet): PolicyRule {
  const groundsOf = (role: Role): readonly Ground[] =>
    isInForce(rule.inForce, day) ? rule.grounds[role].flatMap((ground) => groundAt(ground, day, policySet)) : [];
  const grounds = Object.fromEntries(ROLES.map((role) => [role, groundsOf(role)])) as PolicyRule['grounds'];
  return { ...rule, grounds };
}

/** Any section that a cell names will do, so those in force are left; those that carry a ground unnamed must all be in force. */
function groundAt(ground: Ground, day: string, { legalBases }: PolicySet): readonly Ground[] {
  if (ground.laws.length === 0) {
    return carriersOf(ground.kind, legalBases).every(({ inForce }) => isInForce(inForce, day)) ? [ground] : [];
  }
  const laws = ground.laws.filter((law) => isInForce(legalBases.get(law)?.inForce ?? null, day));
  return laws.length === 0 ? [] : [{ ...ground, laws }];
}
