import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { inputInvalid } from '../../../schema/input-problem.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { swedishDay } from '../../../schema/swedish-day.ts';
import type { AgencyContext } from '../agency-context.ts';
import { AGGREGATE_APPROVAL, AGGREGATE_WITHDRAWAL } from '../aggregates/aggregate-tables.ts';
import { standingOf } from '../aggregates/approval-standing.ts';
import type {
  AggregateApproval,
  AggregateToApprove,
  ApproveAggregateInput,
  WithdrawAggregateApprovalInput,
} from './aggregate-approval.type.ts';
import { lockOn } from './desk-rows.ts';
import { knownAggregates } from './known-aggregates.ts';
import { idUnderKey, readReason } from './read-text-input.ts';
import { readAllApprovals, type StoredApproval } from './stored-approvals.ts';

/** The definitions that count this agency's data, each with how far its approval has come. */
export async function listAggregatesToApprove(context: AgencyContext): Promise<readonly AggregateToApprove[]> {
  const { agency, manager, asker, policySet } = context;
  const { definitions, approvers } = knownAggregates(policySet);
  const all = await readAllApprovals(manager);
  return [...definitions.values()].flatMap((definition) => {
    const source = sourceOf(definition, context);
    if (source === undefined) return [];
    const { id, title, description, digest, expires } = definition;
    const { approvals: approvedBy, needed, isApproved } = standingOf(definition, all, approvers[agency]);
    const ofIt = all.filter((approval) => approval.definition === id).toReversed();
    return {
      definition: id,
      title: title.sv,
      counts: description.sv,
      ...{ measure: source.measure, dimensions: source.dimensions, digest, expires, approvedBy, needed, isApproved },
      approvals: ofIt.map((approval) => describe(approval, asker.staffSubject)),
    };
  });
}

/**
 * Approves a definition in the wording that this agency has itself. One person counts once: who approves what they have approved is
 * answered with that.
 * @throws SamsynError INPUT_INVALID
 */
export async function approveAggregate(
  { definition: id, digest, idempotencyKey }: ApproveAggregateInput,
  context: AgencyContext,
): Promise<AggregateApproval> {
  const { agency, manager, asker, now } = context;
  const { staffSubject, role } = asker;
  const publicId = idUnderKey(idempotencyKey, agency, 'approveAggregate', staffSubject);
  requireApprovable(id, digest, context);
  await lockOn(manager, `aggregate approval ${id}`);
  const earlier = await readAllApprovals(manager);
  const sameKey = earlier.find((approval) => approval.publicId === publicId);
  if (sameKey !== undefined && (sameKey.definition !== id || sameKey.digest !== digest)) throw inputInvalid('key-used');
  const standing = earlier.find(
    (approval) =>
      approval.definition === id &&
      approval.digest === digest &&
      approval.staffSubject === staffSubject &&
      approval.withdrawnAt === null,
  );
  const stored = sameKey ?? standing;
  if (stored !== undefined) return describe(stored, staffSubject);
  const made = { publicId, at: now, definition: id, digest, staffSubject, role };
  await manager
    .createQueryBuilder()
    .insert()
    .into(AGGREGATE_APPROVAL)
    .values(made)
    .returning([])
    .updateEntity(false)
    .execute();
  return describe({ ...made, withdrawnAt: null, reason: null }, staffSubject);
}

/**
 * Takes back an approval of this agency, whoever's: from the next run on it does not count. Taking it back again changes nothing.
 * @throws SamsynError INPUT_INVALID
 */
export async function withdrawApproval(
  input: WithdrawAggregateApprovalInput,
  context: AgencyContext,
): Promise<AggregateApproval> {
  const { agency, manager, asker, now } = context;
  const { staffSubject, role } = asker;
  const reason = readReason(input.reason);
  if (!isApprover(context)) throw inputInvalid('approver');
  await lockOn(manager, `aggregate withdrawal ${agency} ${input.id}`);
  const stored = (await readAllApprovals(manager)).find(({ publicId }) => publicId === input.id);
  if (stored === undefined) throw inputInvalid('unknown-approval');
  if (stored.withdrawnAt !== null) return describe(stored, staffSubject);
  await manager
    .createQueryBuilder()
    .insert()
    .into(AGGREGATE_WITHDRAWAL)
    .values({ approvalId: stored.publicId, at: now, staffSubject, role, reason })
    .returning([])
    .updateEntity(false)
    .execute();
  return describe({ ...stored, withdrawnAt: now, reason }, staffSubject);
}

function requireApprovable(id: string, digest: string, context: AgencyContext): void {
  const definition = knownAggregates(context.policySet).definitions.get(id);
  if (definition === undefined || sourceOf(definition, context) === undefined) throw inputInvalid('unknown-aggregate');
  if (definition.digest !== digest) throw inputInvalid('aggregate-digest');
  if (!isApprover(context)) throw inputInvalid('approver');
  if (definition.author === context.asker.staffSubject) throw inputInvalid('aggregate-author');
  if (swedishDay(context.now) >= definition.expires) throw inputInvalid('aggregate-expired');
}

/** The rules say it too; here it is by the list that contributions are measured by. */
function isApprover({ agency, asker, policySet }: AgencyContext): boolean {
  return knownAggregates(policySet).approvers[agency].includes(asker.role);
}

function sourceOf(
  { sources }: AggregateDefinition,
  { agency }: AgencyContext,
): AggregateDefinition['sources'][number] | undefined {
  return sources.find(({ measure }) => agencyOfMeasure(measure) === agency);
}

function describe(approval: StoredApproval, asker: string): AggregateApproval {
  const { publicId: id, definition, digest, role, staffSubject, at: approvedAt, withdrawnAt, reason } = approval;
  return { id, definition, digest, role, isYours: staffSubject === asker, approvedAt, withdrawnAt, reason };
}
