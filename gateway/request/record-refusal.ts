import { SamsynError } from '../../schema/error-catalogue.ts';
import { isRecordable, refusalEntry, type RefusedRequest } from '../record/record-entries.ts';
import type { Desk } from './answer-request.ts';

/**
 * Puts on record that somebody known was refused; a breakage is not a refusal.
 * @throws SamsynError RECORD_UNAVAILABLE
 */
export async function recordRefusal(
  error: unknown,
  refused: RefusedRequest,
  { record, policySet }: Pick<Desk, 'record' | 'policySet'>,
): Promise<void> {
  if (!(error instanceof SamsynError) || !isRecordable(error.code)) return;
  await record.write([refusalEntry(refused, error.code, policySet)]);
}
