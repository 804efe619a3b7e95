import type { Client } from 'pg';
import type { Period } from '../swedish-period.ts';
import { readByCursor } from '../read-by-cursor.ts';
import type { AgencyTold, GatewayTold } from './told.ts';

/** One request's entries lie in either log at moments that differ by less than this, so that a period cuts none in two. */
const MARGIN_MS = 10 * 60_000;

const COMMON = `request_id AS "requestId", at, staff_subject AS "staffSubject", role, purpose, case_number AS "caseNumber",
  policy_digest AS "policyDigest", person_ref AS "personRef", released, withheld, grounds`;
const WITHIN = 'WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)';
/** The same order in every database, whatever its language: that of bytes. */
const ORDER = 'ORDER BY request_id COLLATE "C"';

/** The gateway's record by request id, a page at a time. */
export function readGatewayTold(client: Client, period: Period): AsyncGenerator<readonly GatewayTold[]> {
  const sql = `SELECT kind, missing, ${COMMON} FROM release_record ${WITHIN} ${ORDER}`;
  return readByCursor<GatewayTold>(client, sql, widen(period));
}

/** An agency's log by request id, a page at a time. */
export function readAgencyTold(client: Client, period: Period): AsyncGenerator<readonly AgencyTold[]> {
  return readByCursor<AgencyTold>(client, `SELECT ${COMMON} FROM disclosure_log ${WITHIN} ${ORDER}`, widen(period));
}

function widen({ from, until }: Period): readonly (Date | null)[] {
  return [
    from === null ? null : new Date(from.getTime() - MARGIN_MS),
    until === null ? null : new Date(until.getTime() + MARGIN_MS),
  ];
}

/** The present refs of those refs that are former ones, as the agency has them. */
export async function readCurrentRefs(client: Client, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ readonly former: string; readonly current: string }>(
    'SELECT person_ref AS former, current_ref AS current FROM former_ref WHERE person_ref = ANY($1)',
    [refs],
  );
  return new Map(rows.map(({ former, current }) => [former, current]));
}
