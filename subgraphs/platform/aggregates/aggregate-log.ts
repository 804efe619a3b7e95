import type { AggregateReceipt } from '../../../policies/aggregates/aggregate-receipt.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { StatisticsDatabase } from './statistics-database.ts';

const ADD = `INSERT INTO aggregate_log (at, run_id, request_id, staff_subject, definition, digest, measure, period, counted_until)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const UNIQUE_VIOLATION = '23505';

/**
 * Writes down what is about to be contributed to a run, before anything of it is read. A run is served once, so that no two answers
 * to one run can be laid beside each other, in whatever process.
 * @throws SamsynError AGGREGATE_RUN_REUSED, or RECORD_UNAVAILABLE when it cannot be written; then nothing may be answered
 */
export async function logContribution(
  database: StatisticsDatabase,
  receipt: AggregateReceipt,
  { measure, now }: { readonly measure: string; readonly now: Date },
): Promise<void> {
  const { runId, requestId, subject, definition, digest, period, countedUntil } = receipt;
  const line = [now, runId, requestId, subject, definition, digest, measure, period, countedUntil];
  try {
    await database.use((client) => client.query(ADD, line));
  } catch (cause) {
    const isReused = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === UNIQUE_VIOLATION;
    throw Object.assign(new SamsynError(isReused ? 'AGGREGATE_RUN_REUSED' : 'RECORD_UNAVAILABLE', {}), { cause });
  }
}
