import { SamsynError } from '../../schema/error-catalogue.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { isRecordable, refusalEntry, type RefusedRequest } from '../record/record-entries.ts';
import type { ReleaseRecord } from '../record/release-record.ts';

/** Where refusals are put, and under which policy. */
interface RefusalDesk {
  readonly record: Pick<ReleaseRecord, 'write'>;
  readonly policySet: PolicySet;
}

/**
 * Puts on record that somebody known was refused; a breakage is not a refusal.
 * @throws SamsynError RECORD_UNAVAILABLE
 */
export async function recordRefusal(
  error: unknown,
  refused: RefusedRequest,
  { record, policySet }: RefusalDesk,
): Promise<void> {
  if (!(error instanceof SamsynError) || !isRecordable(error.code)) return;
  await record.write([refusalEntry(refused, error.code, policySet)]);
}
