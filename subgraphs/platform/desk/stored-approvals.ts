import type { EntityManager } from 'typeorm';
import { AGGREGATE_APPROVAL, AGGREGATE_WITHDRAWAL, type AggregateApprovalRow } from '../aggregates/aggregate-tables.ts';

/** An approval as it is stored, and whether it was taken back. */
export interface StoredApproval extends Omit<AggregateApprovalRow, 'id'> {
  readonly withdrawnAt: Date | null;
  readonly reason: string | null;
}

/** Reads all approvals of this agency, the oldest first. Two statements. */
export async function readAllApprovals(manager: EntityManager): Promise<readonly StoredApproval[]> {
  const approvals = await manager.find(AGGREGATE_APPROVAL, { order: { id: 'ASC' } });
  const withdrawals = await manager.find(AGGREGATE_WITHDRAWAL);
  const byApproval = new Map(withdrawals.map((withdrawal) => [withdrawal.approvalId, withdrawal]));
  return approvals.map((approval) => {
    const withdrawal = byApproval.get(approval.publicId);
    return { ...approval, withdrawnAt: withdrawal?.at ?? null, reason: withdrawal?.reason ?? null };
  });
}
