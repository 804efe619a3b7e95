import type { Agency } from '../../schema/agency.ts';
import { decide, type OpenDecision } from '../../policies/decide.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';

/**
 * What the database may show of some persons: rows of the access matrix (`M06`) and coordinates (`PoliceIncident.date`), with
 * `/own-report` and the like where a ground lets through some items alone.
 */
export interface RowPermit {
  readonly refs: readonly string[];
  readonly opens: readonly string[];
}

export interface PermitQuestion {
  readonly agency: Agency;
  readonly receipt: Receipt;
  /** What the operation asks for; nothing else is permitted, whatever the receipt has room for. */
  readonly coordinates: readonly string[];
  readonly policySet: PolicySet;
}

/** Limits on which items of a field are released; those on fields are decided field by field. */
const ITEM_LIMITS: readonly string[] = ['own-report', 'own-part', 'school-related'];

/**
 * Decides anew, apart from the shield, what of each person may be read. Persons of whom the same is open share a permit.
 * @param factsByRef by the present ref of each person of the receipt
 */
export function decidePermits(
  factsByRef: ReadonlyMap<string, HolderFacts>,
  question: PermitQuestion,
): readonly RowPermit[] {
  const permits = new Map<string, { readonly refs: string[]; readonly opens: readonly string[] }>();
  for (const [ref, facts] of factsByRef) {
    const opens = decideOpenings(facts, question);
    const key = opens.join(' ');
    const permit = permits.get(key) ?? { refs: [], opens };
    permit.refs.push(ref);
    permits.set(key, permit);
  }
  return [...permits.values()].filter(({ opens }) => opens.length > 0);
}

function decideOpenings(facts: HolderFacts, question: PermitQuestion): readonly string[] {
  const { agency, receipt, coordinates, policySet } = question;
  const { role, purpose } = receipt;
  const opens = new Set<string>();
  for (const coordinate of coordinates.filter((asked) => receipt.coordinates.includes(asked))) {
    const guarded = policySet.coordinates.get(coordinate);
    if (guarded === undefined || guarded.rule.holder === 'gateway') continue;
    const decision = decide({ coordinate, role, purpose, holder: agency, facts }, policySet);
    if (decision.outcome !== 'open') continue;
    const items = itemsOf(decision, policySet);
    opens.add(`${coordinate}${items}`);
    if (!guarded.isExistence) opens.add(`${decision.row}${items}`);
  }
  return [...opens];
}

/** Feedback is about the report that one made oneself, whether the cell says so or not. */
function itemsOf({ row, ground, limit }: OpenDecision, { rules }: PolicySet): string {
  if (ground === 'feedback') return '/own-report';
  if (limit === null || !ITEM_LIMITS.includes(limit)) return '';
  const isOfFields = rules.some((rule) => rule.row === row && limit in rule.limits);
  return isOfFields ? '' : `/${limit}`;
}
