import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { RowOf } from '../platform/define-table.ts';
import type { FollowedReport } from './describe-report.ts';
import { REPORT_RECEIPT, REPORT_STEP } from './report-tables.ts';

/** Reads reports, newest first, each with its steps. Two statements. */
export async function readReports(
  manager: EntityManager,
  where: FindOptionsWhere<RowOf<typeof REPORT_RECEIPT>>,
  limit: number,
): Promise<readonly FollowedReport[]> {
  const receipts = await manager.find(REPORT_RECEIPT.entity, {
    where,
    order: { receivedAt: 'DESC', id: 'DESC' },
    take: limit,
  });
  const steps = await manager.find(REPORT_STEP.entity, {
    where: { reportId: In(receipts.map(({ publicId }) => publicId)) },
    order: { id: 'ASC' },
  });
  return receipts.map((receipt) => ({
    receipt,
    steps: steps.filter(({ reportId }) => reportId === receipt.publicId),
  }));
}
