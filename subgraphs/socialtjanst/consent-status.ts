import type { RowOf } from '../platform/define-table.ts';
import type { CONSENT_ENTRY } from './socialtjanst-tables.ts';

export type ConsentRow = RowOf<typeof CONSENT_ENTRY>;

/**
 * Whether a consent holds on a day: it ends by itself after its last day, whoever forgot to write so.
 * @param today YYYY-MM-DD, Swedish time
 */
export function consentStatusOn({ status, to }: Pick<ConsentRow, 'status' | 'to'>, today: string): string {
  return status === 'IN_FORCE' && to < today ? 'EXPIRED' : status;
}

/** The status of a case's consents taken together: one in force suffices, else the latest tells; null when there are none. */
export function consentStatusOfCase(
  entries: readonly ConsentRow[],
  { caseNumber, today }: { readonly caseNumber: string; readonly today: string },
): string | null {
  const statuses = entries
    .filter((entry) => entry.caseNumber === caseNumber)
    .map((entry) => consentStatusOn(entry, today));
  return statuses.find((status) => status === 'IN_FORCE') ?? statuses[0] ?? null;
}
