import type { ClientBase } from 'pg';
import type { Approval } from './approval-standing.ts';

const APPROVALS = `SELECT definition, digest, approval.staff_subject AS "staffSubject", approval.role, approval.at,
    withdrawal.at AS "withdrawnAt"
  FROM aggregate_approval AS approval LEFT JOIN aggregate_withdrawal AS withdrawal ON withdrawal.approval_id = approval.public_id
  WHERE $1::text IS NULL OR definition = $1`;

/** Reads the agency's approvals, of one definition or of all. */
export async function readApprovals(client: ClientBase, definition: string | null): Promise<readonly Approval[]> {
  return (await client.query<Approval>(APPROVALS, [definition])).rows;
}
