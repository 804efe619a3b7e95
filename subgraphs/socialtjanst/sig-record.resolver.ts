import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { judgeConsents, statusOfCase } from './consent-register.ts';
import { SigIndicator, SigMeeting, SigMembership, SigParticipant, SigPlan } from './sig.type.ts';
import { SocialRecord } from './social-record.type.ts';
import { ConsentStatus } from './consent-enums.type.ts';
import * as tables from './socialtjanst-tables.ts';

type Rows<Table> = Promise<readonly RowOf<Table>[]>;

/** The social insatsgrupp and its plan and follow-up (M38 to M42). */
@Resolver(() => SocialRecord)
export class SigRecordResolver {
  @FieldResolver(() => SigMembership, {
    nullable: true,
    description: 'The latest social insatsgrupp; null when there was none (deltagande i SIG).',
  })
  sigMembership(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<RowOf<typeof tables.SIG_MEMBERSHIP> | null> {
    return rows.one(tables.SIG_MEMBERSHIP, personRef);
  }

  @FieldResolver(() => SigPlan, {
    nullable: true,
    description: 'The plan of the group; null when there is none (SIG-plan).',
  })
  async sigPlan(@Root() { personRef }: SocialRecord, @Ctx() { rows }: AgencyContext): Promise<SigPlan | null> {
    const [goals, commitments] = await Promise.all([
      rows.many(tables.SIG_GOAL, personRef),
      rows.many(tables.SIG_COMMITMENT, personRef),
    ]);
    return goals.length + commitments.length === 0 ? null : { personRef, goals, commitments };
  }

  @FieldResolver(() => [SigParticipant], {
    nullable: true,
    description: 'Who sits in the group, by function (SIG-deltagare).',
  })
  sigParticipants(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.SIG_PARTICIPANT> {
    return rows.many(tables.SIG_PARTICIPANT, personRef);
  }

  @FieldResolver(() => [SigMeeting], {
    nullable: true,
    description: 'Meetings of the group, newest first (SIG-möten).',
  })
  sigMeetings(@Root() { personRef }: SocialRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.SIG_MEETING> {
    return rows.many(tables.SIG_MEETING, personRef);
  }

  @FieldResolver(() => [SigIndicator], {
    nullable: true,
    description: 'Follow-up of the group, in order of month (SIG-uppföljning).',
  })
  sigIndicators(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.SIG_INDICATOR> {
    return rows.many(tables.SIG_INDICATOR, personRef);
  }
}

@Resolver(() => SigMembership)
export class SigMembershipResolver {
  @FieldResolver(() => ConsentStatus, {
    nullable: true,
    description: 'Whether the consent behind the group holds today, as the register tells (samtyckets status).',
  })
  async consentStatus(
    @Root() { personRef, caseNumber }: RowOf<typeof tables.SIG_MEMBERSHIP>,
    @Ctx() { rows, now }: AgencyContext,
  ): Promise<string | null> {
    return statusOfCase(await judgeConsents(rows, personRef, now), caseNumber);
  }
}
