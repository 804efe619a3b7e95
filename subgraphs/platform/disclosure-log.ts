import { EntitySchema, type EntityManager } from 'typeorm';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Receipt } from '../../policies/receipt.ts';
import type { Disclosure } from './disclosure-ledger.ts';
import { agencyMetrics } from './telemetry/agency-metrics.ts';

/** One line of the holder's own log: what was released and withheld, of whom, to whom, why. The login may only add and read. */
interface DisclosureLogRow {
  readonly id: string;
  readonly at: Date;
  readonly requestId: string;
  readonly staffSubject: string;
  readonly role: string;
  readonly purpose: string;
  readonly caseNumber: string | null;
  readonly personRef: string | null;
  readonly released: readonly string[];
  readonly withheld: readonly string[];
  readonly policyDigest: string;
  /** `coordinate ground` or `coordinate ground id`, of what was released. */
  readonly grounds: readonly string[];
}

export const DISCLOSURE_LOG = new EntitySchema<DisclosureLogRow>({
  name: 'disclosure_log',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz' },
    requestId: { type: 'text', name: 'request_id' },
    staffSubject: { type: 'text', name: 'staff_subject' },
    role: { type: 'text' },
    purpose: { type: 'text' },
    caseNumber: { type: 'text', name: 'case_number', nullable: true },
    personRef: { type: 'text', name: 'person_ref', nullable: true },
    released: { type: 'text', array: true },
    withheld: { type: 'text', array: true },
    policyDigest: { type: 'text', name: 'policy_digest' },
    grounds: { type: 'text', array: true },
  },
});

/** The lines as JSON, so that a hundred persons take no more parameters than one. */
const ADD_LINES = `INSERT INTO disclosure_log
    (at, request_id, staff_subject, role, purpose, case_number, policy_digest, person_ref, released, withheld, grounds)
  SELECT $1, $2, $3, $4, $5, $6, $7, line."personRef", line.released, line.withheld, line.grounds
  FROM json_to_recordset($8) AS line ("personRef" text, released text[], withheld text[], grounds text[])`;

/**
 * Writes the log before the answer leaves: one statement, however many persons.
 * @throws SamsynError RECORD_UNAVAILABLE when it cannot be written; then nothing may be answered
 */
export async function logDisclosures(
  manager: EntityManager,
  receipt: Receipt,
  { disclosures, now }: { readonly disclosures: readonly Disclosure[]; readonly now: Date },
): Promise<void> {
  if (disclosures.length === 0) return;
  const { requestId, subject, role, purpose, caseNumber, policyDigest } = receipt;
  const shared = [now, requestId, subject, role, purpose, caseNumber, policyDigest];
  const started = performance.now();
  try {
    await manager.query(ADD_LINES, [...shared, JSON.stringify(disclosures)]);
  } catch {
    throw new SamsynError('RECORD_UNAVAILABLE', {});
  }
  agencyMetrics.logSeconds.observe([], (performance.now() - started) / 1000);
  for (const { released, withheld } of disclosures) {
    agencyMetrics.decisions.add(['released'], released.length);
    agencyMetrics.decisions.add(['withheld'], withheld.length);
  }
}
