import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { SigEndReason } from './socialtjanst-enums.type.ts';

@ObjectType({ description: 'Being in a social insatsgrupp, by consent alone (deltagande i social insatsgrupp, SIG).' })
export class SigMembership {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day; null while it goes on (till).' })
  to!: string | null;

  @Field(() => SigEndReason, { nullable: true, description: 'Why it ended; null while it goes on (avslutsorsak).' })
  endReason!: string | null;
}

@ObjectType({ description: 'A joint goal of the plan (mål).' })
export class SigGoal {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'The goal (mål).' })
  text!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it should be met (senast).' })
  dueAt!: string | null;
}

@ObjectType({ description: 'What somebody in the group has promised to do (åtagande).' })
export class SigCommitment {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Who answers for it, by title (ansvarig).' })
  owner!: string | null;

  @Field(() => String, { nullable: true, description: 'What is promised (åtagande).' })
  text!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it should be done (senast).' })
  dueAt!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it was kept; null before it is due (genomfört).' })
  kept!: boolean | null;
}

@ObjectType({ description: 'The plan that the group works by (SIG-plan).' })
export class SigPlan {
  readonly personRef!: string;

  @Field(() => [SigGoal], { nullable: true, description: 'Joint goals (mål).' })
  goals!: readonly SigGoal[];

  @Field(() => [SigCommitment], { nullable: true, description: 'What each has promised (åtaganden).' })
  commitments!: readonly SigCommitment[];
}

@ObjectType({ description: 'A seat in the social insatsgrupp (SIG-deltagare).' })
export class SigParticipant {
  readonly personRef!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The agency, as `police`, `socialtjanst` or `school` (myndighet).',
  })
  agency!: string;

  @Field(() => String, { nullable: true, description: 'The role in this graph, as `school.principal` (roll).' })
  role!: string;

  @Field(() => String, { nullable: true, description: 'The function in Swedish (funktion).' })
  function!: string;
}

@ObjectType({ description: 'A meeting of the social insatsgrupp (SIG-möte).' })
export class SigMeeting {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'What the group agreed to write down (justerade anteckningar).' })
  agreedMinutes!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Raw notes of the personal file (minnesanteckningar i personakten).',
  })
  notes!: string;
}

@ObjectType({ description: 'Follow-up of the group at its start and after 3, 6 and 12 months (SIG-uppföljning).' })
export class SigIndicator {
  readonly personRef!: string;

  @Field(() => Int, { nullable: true, description: 'Months since the start: 0, 3, 6 or 12 (månad).' })
  month!: number;

  @Field(() => Int, { nullable: true, description: 'Attendance at school, percent (närvaro).' })
  attendancePercent!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'New suspicions of crime since the last follow-up (nya brottsmisstankar).',
  })
  newSuspicions!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'New concern reports since the last follow-up (nya orosanmälningar).',
  })
  newReports!: number;

  @Field(() => Int, { nullable: true, description: 'Commitments kept, percent (genomförda åtaganden).' })
  commitmentsKeptPercent!: number;
}
