import { swedishDay } from '../../schema/swedish-day.ts';
import type { RowOf } from '../platform/define-table.ts';
import { PERSON_BIRTH } from '../platform/platform-tables.ts';
import { putTogether } from '../platform/read-together.ts';
import type { RowLoader } from '../platform/row-loader.ts';
import {
  consentStands,
  type ConsentCircumstances,
  type ConsentObstacle,
  type ConsentRow,
  type ConsentStanding,
} from './consent-stands.ts';
import { ConsentStatus } from './consent-enums.type.ts';
import { CONSENT_ENTRY, CONSENT_WITHDRAWAL, SIG_COURSE } from './socialtjanst-tables.ts';

/** An entry of the register with how it stands today. */
export interface JudgedConsent {
  readonly entry: ConsentRow;
  readonly standing: ConsentStanding;
}

/** All that decides about a person's consents. */
export interface Register {
  /** Newest first. */
  readonly entries: readonly ConsentRow[];
  readonly withdrawals: readonly RowOf<typeof CONSENT_WITHDRAWAL>[];
  readonly groups: readonly RowOf<typeof SIG_COURSE>[];
  readonly birthDate: string | null;
}

/** All that {@link readRegister} reads, for who reads it of many persons at once. */
export const REGISTER_TABLES = putTogether([CONSENT_ENTRY, CONSENT_WITHDRAWAL, SIG_COURSE, PERSON_BIRTH]);

export async function readRegister(rows: RowLoader, personRef: string): Promise<Register> {
  const [entries, withdrawals, groups, birth] = await Promise.all([
    rows.many(CONSENT_ENTRY, personRef),
    rows.many(CONSENT_WITHDRAWAL, personRef),
    rows.many(SIG_COURSE, personRef),
    rows.one(PERSON_BIRTH, personRef),
  ]);
  return { entries, withdrawals, groups, birthDate: birth?.birthDate ?? null };
}

/** What an entry is judged by: the person's age, the social insatsgrupp and what was taken back. */
export function circumstancesOf(entry: ConsentRow, register: Register, now: Date): ConsentCircumstances {
  return {
    birthDate: register.birthDate,
    today: swedishDay(now),
    sigEndedAt: endOfGroup(register.groups, entry.caseNumber),
    withdrawals: register.withdrawals.filter(({ consentId }) => consentId === entry.publicId),
  };
}

/** A person's consents, newest first, with how each stands. */
export async function judgeConsents(rows: RowLoader, personRef: string, now: Date): Promise<readonly JudgedConsent[]> {
  const register = await readRegister(rows, personRef);
  return register.entries.map((entry) => ({
    entry,
    standing: consentStands(entry, circumstancesOf(entry, register, now)),
  }));
}

/** The last day of the group of a case, when it has ended. */
function endOfGroup(groups: readonly RowOf<typeof SIG_COURSE>[], caseNumber: string): string | null {
  return groups.find((group) => group.caseNumber === caseNumber)?.to ?? null;
}

const STATUSES: Readonly<Record<ConsentObstacle, string>> = {
  WITHDRAWN: ConsentStatus.WITHDRAWN,
  REFUSED: ConsentStatus.REFUSED,
  CUSTODIAN_MISSING: ConsentStatus.INCOMPLETE,
  YOUNG_PERSON_MISSING: ConsentStatus.INCOMPLETE,
  NOT_YET: ConsentStatus.UPCOMING,
  PAST: ConsentStatus.EXPIRED,
  SIG_ENDED: ConsentStatus.EXPIRED,
  TURNED_15: ConsentStatus.EXPIRED,
};

/** How a consent stands, in the words of the graph. */
export function statusOf({ whyNot }: ConsentStanding): string {
  return whyNot === null ? ConsentStatus.IN_FORCE : STATUSES[whyNot];
}

/** The status of a case's consents taken together: one in force suffices, else the latest tells; null when there are none. */
export function statusOfCase(consents: readonly JudgedConsent[], caseNumber: string): string | null {
  const statuses = consents
    .filter(({ entry }) => entry.caseNumber === caseNumber)
    .map(({ standing }) => statusOf(standing));
  return statuses.find((status) => status === ConsentStatus.IN_FORCE) ?? statuses[0] ?? null;
}
