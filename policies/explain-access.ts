import {
  adviseOnAccess,
  listActs,
  listConditions,
  type AdviceContext,
  type BilingualText,
} from './advise-on-access.ts';
import { decide, type ClosedCode, type Decision } from './decide.ts';
import type { Question } from './question.ts';
import { describeCell, GROUND_WORDS } from './describe-cell.ts';
import type { Ground, GroundKind } from './ground.ts';
import type { HolderFacts } from './holder-facts.ts';
import { carriersOf } from './legal-reach.ts';
import { describeDays } from './policy-set-at.ts';
import type { DaysInForce, LegalBasis, PolicyRule, PolicySet } from './policy-set.ts';
import { isBlockable, isMaskable, readCell, type Cell } from './read-cell.ts';

export type AccessOutcome = 'OPEN' | 'TURNS_ON_FACTS' | 'CLOSED';

/** A ground that opens the field or could open it, with the sections of law. */
export interface ExplainedGround {
  readonly kind: GroundKind;
  readonly words: BilingualText;
  readonly laws: readonly LegalBasis[];
  /** What the release is limited to, such as `level-only`; null when nothing. */
  readonly limit: string | null;
}

/** What a lawyer or a data protection officer needs to follow the decision back to its rule. */
export interface FullExplanation {
  readonly row: string;
  readonly title: BilingualText;
  readonly why: string;
  readonly needsLawyer: boolean;
  /** The cell of the rule for the role, one alternative each, in words. */
  readonly cell: readonly string[];
  /** Names of the holder's facts that the decision consults; none where role and purpose settle it. */
  readonly factsConsulted: readonly (keyof HolderFacts)[];
  /** `level-only: StructuredRiskAssessment.level, …`, or that the holder keeps to it. */
  readonly limits: readonly string[];
  /** `OSL 10:18a: younger than 21`. */
  readonly ageLimits: readonly string[];
  /** When the row and its sections are in force. */
  readonly datesInForce: readonly string[];
}

export interface AccessExplanation {
  readonly coordinate: string;
  readonly outcome: AccessOutcome;
  /** Why it is closed; null when it is not. */
  readonly code: ClosedCode | null;
  readonly grounds: readonly ExplainedGround[];
  /** What must hold and is not known, or with given facts does not hold. */
  readonly missing: readonly BilingualText[];
  readonly whatToDo: readonly BilingualText[];
  /** When it closes again, ISO 8601; null where it rests on the role, or is not open. */
  readonly until: string | null;
  /** Null where no rule names the coordinate. */
  readonly full: FullExplanation | null;
  readonly policyDigest: string;
}

const OUTCOMES: Readonly<Record<Decision['outcome'], AccessOutcome>> = {
  open: 'OPEN',
  perhaps: 'TURNS_ON_FACTS',
  closed: 'CLOSED',
};

/**
 * Explains what `decide` answers to a question: the same decision, with its grounds, what is missing and what to do. Pure; with
 * `facts: null` it turns on nothing of any person.
 */
export function explainAccess(question: Question, policySet: PolicySet): AccessExplanation {
  const decision = decide(question, policySet);
  const guarded = policySet.coordinates.get(question.coordinate);
  const cell = guarded === undefined ? null : readCell(guarded, question, policySet);
  const context: AdviceContext = { question, policySet, cell };
  const code = decision.outcome === 'closed' ? decision.code : null;
  return {
    coordinate: question.coordinate,
    outcome: OUTCOMES[decision.outcome],
    code,
    grounds: groundsOf(decision, cell).map((ground) => explainGround(ground, policySet)),
    missing: decision.outcome === 'open' ? [] : listMissing(decision, context),
    whatToDo: decision.outcome === 'open' ? [] : adviseOnAccess(context, code),
    until: decision.outcome === 'open' ? decision.until : null,
    full: cell === null ? null : explainInFull(cell, context),
    policyDigest: policySet.digest,
  };
}

type ShownGround = Pick<Ground, 'kind' | 'laws' | 'limit'>;

/** The ground that opened it; or all that could, where that is not settled. */
function groundsOf(decision: Decision, cell: Cell | null): readonly ShownGround[] {
  if (decision.outcome === 'open') {
    return [{ kind: decision.ground, laws: decision.laws, limit: decision.limit }];
  }
  if (cell === null) return [];
  if (decision.outcome === 'perhaps') {
    return [...(cell.ruling === null ? [] : [cell.ruling]), ...(needsAct(cell) ? cell.openable : [])];
  }
  const { openableBy } = decision;
  const couldOpen = openableBy.some(({ ground }) => ground === 'own') && cell.ruling !== null ? [cell.ruling] : [];
  return openableBy.length === 0 ? [] : [...couldOpen, ...cell.openable];
}

function needsAct({ ruling }: Cell): boolean {
  return ruling === null || ruling.assignment !== null;
}

function explainGround({ kind, laws, limit }: ShownGround, { legalBases }: PolicySet): ExplainedGround {
  const named = laws.flatMap((law) => legalBases.get(law) ?? []);
  const { words, swedish } = GROUND_WORDS[kind];
  return {
    kind,
    words: { english: words, swedish },
    laws: laws.length === 0 ? carriersOf(kind, legalBases) : named,
    limit,
  };
}

/** Made-up facts that lack a ground lack each of them; what the marking or a block closes, the advice says. */
function listMissing(
  decision: Exclude<Decision, { outcome: 'open' }>,
  context: AdviceContext,
): readonly BilingualText[] {
  if (decision.outcome === 'perhaps') return listConditions(context);
  return decision.openableBy.length === 0 ? [] : listActs(context);
}

function explainInFull(cell: Cell, { question, policySet }: AdviceContext): FullExplanation {
  const { rule } = cell.guarded;
  const grounds = rule.grounds[question.role];
  const laws = lawsOf(grounds, policySet);
  return {
    row: rule.row,
    title: { english: rule.title, swedish: rule.swedish },
    why: rule.why,
    needsLawyer: rule.needsLawyer,
    cell: describeCell(grounds, policySet.legalBases),
    factsConsulted: listFacts(cell, policySet),
    limits: [...new Set(grounds.flatMap(({ limit }) => limit ?? []))].map((limit) => printLimit(limit, rule)),
    ageLimits: laws.flatMap(({ cite, underAge }) => (underAge === null ? [] : [`${cite}: younger than ${underAge}`])),
    datesInForce: [printDates(rule.row, rule.inForce), ...laws.map(({ cite, inForce }) => printDates(cite, inForce))],
  };
}

function lawsOf(grounds: readonly Ground[], { legalBases }: PolicySet): readonly LegalBasis[] {
  const bases = grounds.flatMap(({ kind, laws }) =>
    laws.length === 0 ? carriersOf(kind, legalBases) : laws.flatMap((law) => legalBases.get(law) ?? []),
  );
  return [...new Set(bases)];
}

function printLimit(limit: string, rule: PolicyRule): string {
  const opens = rule.limits[limit];
  if (opens === undefined) return `${limit}: the holder keeps to it`;
  return `${limit}: ${opens.length === 0 ? 'nothing of the graph' : opens.join(', ')}`;
}

function printDates(name: string, inForce: DaysInForce | null): string {
  return `${name}: ${inForce === null ? 'always' : describeDays(inForce)}`;
}

/** The facts that `decide` looks at for this cell, in the order in which it does. */
function listFacts(cell: Cell, policySet: PolicySet): readonly (keyof HolderFacts)[] {
  if (cell.ruling === null && cell.openable.length === 0) return [];
  const acts = needsAct(cell) ? cell.openable : [];
  const facts: readonly (keyof HolderFacts | false)[] = [
    isMaskable(cell.guarded) && 'isProtected',
    isBlockable(cell) && 'blocks',
    (cell.ruling?.assignment ?? null) !== null && 'assignments',
    ...acts.flatMap((ground) => factsOf(ground, policySet)),
  ];
  return [...new Set(facts.filter((fact) => fact !== false))];
}

function factsOf({ kind, limit, laws }: Ground, { legalBases }: PolicySet): readonly (keyof HolderFacts)[] {
  const hasAge = laws.some((law) => (legalBases.get(law)?.underAge ?? null) !== null);
  const always = ['staffSubject', 'now'] as const;
  if (kind === 'feedback') return ['hasReported', 'now'];
  if (kind === 'consent')
    return ['consents', ...(limit === 'police-secrecy-weighed' ? (['grants'] as const) : []), ...always];
  return ['grants', ...always, ...(hasAge ? (['birthDate'] as const) : [])];
}
