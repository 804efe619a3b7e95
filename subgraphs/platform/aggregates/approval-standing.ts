import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { APPROVALS_NEEDED } from '../../../policies/aggregates/load-approvers.ts';

/** An approval with whether it still stands. */
export interface Approval {
  readonly definition: string;
  readonly digest: string;
  readonly staffSubject: string;
  readonly role: string;
  readonly at: Date;
  readonly withdrawnAt: Date | null;
}

/** How far an owner has come with one text of a definition. */
export interface ApprovalStanding {
  /** Different persons whose approval stands. */
  readonly approvals: number;
  readonly needed: number;
  readonly isApproved: boolean;
  /** Whether it would be approved, or nearer to it, had nobody taken an approval back. */
  readonly isWithdrawn: boolean;
  /** When it came to be approved, as it now is. */
  readonly since: Date | null;
}

/**
 * Counts what stands: of this very text, by a role that approves here today, one person once, and never its author.
 * @param all every approval that the owner has, of whatever definition
 */
export function standingOf(
  definition: AggregateDefinition,
  all: readonly Approval[],
  approvers: readonly string[],
): ApprovalStanding {
  const { id, digest, author } = definition;
  const ofText = all.filter(
    (approval) =>
      approval.definition === id &&
      approval.digest === digest &&
      approval.staffSubject !== author &&
      approvers.includes(approval.role),
  );
  const standing = ofText.filter(({ withdrawnAt }) => withdrawnAt === null);
  const first = new Map<string, Date>();
  for (const { staffSubject, at } of standing.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    if (!first.has(staffSubject)) first.set(staffSubject, at);
  }
  const isApproved = first.size >= APPROVALS_NEEDED;
  return {
    approvals: first.size,
    needed: APPROVALS_NEEDED,
    isApproved,
    isWithdrawn: !isApproved && standing.length < ofText.length,
    since: [...first.values()][APPROVALS_NEEDED - 1] ?? null,
  };
}
