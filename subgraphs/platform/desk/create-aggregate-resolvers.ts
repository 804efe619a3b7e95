import { Arg, Ctx, FieldResolver, Resolver } from 'type-graphql';
import type { AgencyContext } from '../agency-context.ts';
import {
  AggregateApproval,
  AggregateToApprove,
  ApproveAggregateInput,
  WithdrawAggregateApprovalInput,
} from './aggregate-approval.type.ts';
import { approveAggregate, listAggregatesToApprove, withdrawApproval } from './approve-aggregate.ts';
import type { DeskOptions } from './desk-types.ts';

/** Makes the fields of a desk by which a data owner approves what is counted of its data (godkännande av aggregat). */
export function createAggregateResolvers({ desk, actions }: DeskOptions): readonly (new () => object)[] {
  @Resolver(() => desk)
  class AggregateDeskResolver {
    @FieldResolver(() => [AggregateToApprove], {
      nullable: true,
      description: "The aggregates that count this agency's data, and who has approved them (aggregat att godkänna).",
    })
    aggregateApprovals(@Ctx() context: AgencyContext): Promise<readonly AggregateToApprove[]> {
      return listAggregatesToApprove(context);
    }
  }

  @Resolver(() => actions)
  class AggregateActionsResolver {
    @FieldResolver(() => AggregateApproval, {
      nullable: true,
      description: 'Approves an aggregate in its present wording; two persons must, and never its author (godkänn).',
    })
    approveAggregate(
      @Arg('input', () => ApproveAggregateInput, { description: 'Which, in which wording (aggregatet).' })
      input: ApproveAggregateInput,
      @Ctx() context: AgencyContext,
    ): Promise<AggregateApproval> {
      return approveAggregate(input, context);
    }

    @FieldResolver(() => AggregateApproval, {
      nullable: true,
      description: 'Takes back an approval, from the next run on (återkalla godkännande).',
    })
    withdrawAggregateApproval(
      @Arg('input', () => WithdrawAggregateApprovalInput, { description: 'Which approval, why (godkännandet).' })
      input: WithdrawAggregateApprovalInput,
      @Ctx() context: AgencyContext,
    ): Promise<AggregateApproval> {
      return withdrawApproval(input, context);
    }
  }

  return [AggregateDeskResolver, AggregateActionsResolver];
}
