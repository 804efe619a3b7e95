import { ageOn, birthdayOn } from '../../schema/age.ts';
import type { RowOf } from '../platform/define-table.ts';
import { parseGivers, type ConsentGiver } from './consent-givers.ts';
import type { CONSENT_ENTRY } from './socialtjanst-tables.ts';

/** From 15 the young person speaks for itself (SoL 3:4). */
export const OWN_SAY_AGE = 15;
/** At 18 nobody has custody (FB 6:2). */
export const MAJORITY_AGE = 18;
const DAY_MS = 86_400_000;

export type ConsentRow = RowOf<typeof CONSENT_ENTRY>;

/** Why a consent does not stand; the first that applies. */
export type ConsentObstacle =
  | 'WITHDRAWN'
  | 'REFUSED'
  | 'CUSTODIAN_MISSING'
  | 'YOUNG_PERSON_MISSING'
  | 'NOT_YET'
  | 'PAST'
  | 'SIG_ENDED'
  | 'TURNED_15';

export interface ConsentCircumstances {
  /** YYYY-MM-DD; null when the register does not know it: then both custodians and the young person must have said yes. */
  readonly birthDate: string | null;
  /** YYYY-MM-DD, Swedish time. */
  readonly today: string;
  /** The last day of the social insatsgrupp of the consent's case; null while it goes on, or where there is none. */
  readonly sigEndedAt: string | null;
  /** What was taken back; one suffices, whoever did it. */
  readonly withdrawals: readonly object[];
}

export type ConsentStanding =
  | { readonly stands: true; readonly whyNot: null; readonly lastDay: string }
  | { readonly stands: false; readonly whyNot: ConsentObstacle; readonly lastDay: string };

/** Of an entry, what decides whether it stands. */
export type JudgedEntry = Pick<ConsentRow, 'from' | 'to' | 'purpose' | 'custody' | 'exception' | 'givers'>;

/**
 * Whether a consent stands on a day, and the last day on which it can. It ends by itself: after its last day, at the close of
 * the social insatsgrupp, and on the birthday on which those who gave it no longer suffice. From 15 the young person's own
 * yes is needed (SoL 3:4; that OSL 12:3's maturity comes at that age is an assumption, for a lawyer), at 18 it alone counts.
 */
export function consentStands(entry: JudgedEntry, circumstances: ConsentCircumstances): ConsentStanding {
  const end = consentEnd(entry, circumstances);
  const whyNot = obstacleFor(entry, circumstances, end);
  if (whyNot !== null) return { stands: false, whyNot, lastDay: end.day };
  return { stands: true, whyNot, lastDay: end.day };
}

/** The last day that a consent can stand, and what ends it then. */
export interface ConsentEnd {
  readonly day: string;
  readonly because: 'PAST' | 'SIG_ENDED' | 'TURNED_15';
}

/** When a consent ends by itself: the earliest of its causes. Without the young person's own yes a birthday is one. */
export function consentEnd(
  entry: JudgedEntry,
  { birthDate, sigEndedAt }: Pick<ConsentCircumstances, 'birthDate' | 'sigEndedAt'>,
): ConsentEnd {
  const ends: ConsentEnd[] = [{ day: entry.to, because: 'PAST' }];
  if (entry.purpose === 'SIG' && sigEndedAt !== null) ends.push({ day: sigEndedAt, because: 'SIG_ENDED' });
  if (birthDate !== null && answerOf(entry, 'YOUNG_PERSON') === null) {
    const turns15 = birthdayOn(birthDate, OWN_SAY_AGE);
    if (entry.from < turns15) ends.push({ day: dayBefore(turns15), because: 'TURNED_15' });
  }
  return ends.reduce((first, end) => (end.day < first.day ? end : first));
}

function obstacleFor(entry: JudgedEntry, circumstances: ConsentCircumstances, end: ConsentEnd): ConsentObstacle | null {
  const { today, withdrawals, birthDate } = circumstances;
  if (withdrawals.length > 0) return 'WITHDRAWN';
  // What was no consent when it was given does not become one by a birthday.
  const lack = lackOn(entry, birthDate, entry.from);
  if (lack !== null) return lack;
  if (today > end.day) return end.because;
  return today < entry.from ? 'NOT_YET' : lackOn(entry, birthDate, today);
}

type Lack = Extract<ConsentObstacle, 'REFUSED' | 'CUSTODIAN_MISSING' | 'YOUNG_PERSON_MISSING'>;

/** What is missing of the answers that the age on a day asks for. */
function lackOn(entry: JudgedEntry, birthDate: string | null, day: string): Lack | null {
  const age = birthDate === null ? null : ageOn(birthDate, day);
  const young = answerOf(entry, 'YOUNG_PERSON');
  if (young === 'NO') return 'REFUSED';
  const ofCustodians = age === null || age < MAJORITY_AGE ? custodiansLack(entry) : null;
  if (ofCustodians !== null) return ofCustodians;
  return young === null && (age === null || age >= OWN_SAY_AGE) ? 'YOUNG_PERSON_MISSING' : null;
}

/**
 * Two custodians decide together (FB 6:13). One will do when the other is hindered (6:13, second paragraph), or when
 * socialnämnden has decided so, even against the other (6:13 a; that it reaches the lifting of secrecy is for a lawyer).
 */
function custodiansLack(entry: JudgedEntry): Lack | null {
  const said = [
    answerOf(entry, 'CUSTODIAN'),
    ...(entry.custody === 'JOINT' ? [answerOf(entry, 'OTHER_CUSTODIAN')] : []),
  ];
  const oneMay = entry.exception === 'FB 6:13a' || (entry.exception === 'FB 6:13' && !said.includes('NO'));
  if (oneMay && said.includes('YES')) return null;
  if (said.includes('NO')) return 'REFUSED';
  return said.includes(null) ? 'CUSTODIAN_MISSING' : null;
}

function answerOf({ givers }: JudgedEntry, who: ConsentGiver['who']): ConsentGiver['said'] | null {
  return parseGivers(givers).find((giver) => giver.who === who)?.said ?? null;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}
