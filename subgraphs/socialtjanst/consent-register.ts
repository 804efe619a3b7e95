import { swedishDay } from '../../schema/swedish-day.ts';
import type { RowOf } from '../platform/define-table.ts';
import { PERSON } from '../platform/platform-tables.ts';
import type { RowLoader } from '../platform/row-loader.ts';
import { consentStands, type ConsentObstacle, type ConsentRow, type ConsentStanding } from './consent-stands.ts';
import { ConsentStatus } from './socialtjanst-enums.type.ts';
import { CONSENT_ENTRY, CONSENT_WITHDRAWAL, SIG_MEMBERSHIP } from './socialtjanst-tables.ts';

/** An entry of the register with how it stands today. */
export interface JudgedConsent {
  readonly entry: ConsentRow;
  readonly standing: ConsentStanding;
}

/** A person's consents, newest first, each judged by the person's age, the social insatsgrupp and what was taken back. */
export async function judgeConsents(rows: RowLoader, personRef: string, now: Date): Promise<readonly JudgedConsent[]> {
  const [entries, withdrawals, groups, person] = await Promise.all([
    rows.many(CONSENT_ENTRY, personRef),
    rows.many(CONSENT_WITHDRAWAL, personRef),
    rows.many(SIG_MEMBERSHIP, personRef),
    rows.one(PERSON, personRef),
  ]);
  const today = swedishDay(now);
  return entries.map((entry) => ({
    entry,
    standing: consentStands(entry, {
      birthDate: person?.birthDate ?? null,
      today,
      sigEndedAt: endOfGroup(groups, entry.caseNumber),
      withdrawals: withdrawals.filter(({ consentId }) => consentId === entry.publicId),
    }),
  }));
}

/** The last day of the group of a case, when it has ended. */
export function endOfGroup(groups: readonly RowOf<typeof SIG_MEMBERSHIP>[], caseNumber: string): string | null {
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
