import { Directive, Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ description: "Somebody's approval of one wording of an aggregate (godkännande av ett aggregat)." })
export class AggregateApproval {
  @Field(() => ID, { nullable: true, description: 'The id of the approval (godkännandets id).' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Which definition (aggregatdefinition).' })
  definition!: string;

  @Field(() => String, { nullable: true, description: 'The digest of the wording that was approved (kontrollsumma).' })
  digest!: string;

  @Field(() => String, { nullable: true, description: 'The role of who approved (roll).' })
  role!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the asker made it (eget godkännande).' })
  isYours!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was made (godkänt).' })
  approvedAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was taken back; null while it stands (återkallat).',
  })
  withdrawnAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back (skäl).' })
  reason!: string | null;
}

@Directive('@shareable')
@ObjectType({ description: "An aggregate that counts this agency's data, for it to approve (aggregat att godkänna)." })
export class AggregateToApprove {
  @Field(() => ID, { nullable: true, description: 'Which definition (aggregatdefinition).' })
  definition!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, in Swedish (rubrik).' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it counts, in Swedish (vad som räknas).' })
  counts!: string;

  @Field(() => String, { nullable: true, description: "Which of the agency's measures it uses (mått)." })
  measure!: string;

  @Field(() => [String], { nullable: true, description: 'What the agency sends of it (dimensioner).' })
  dimensions!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The digest of its present wording (kontrollsumma).' })
  digest!: string;

  @Field(() => String, { nullable: true, description: 'The first day on which it cannot be run, YYYY-MM-DD (går ut).' })
  expires!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many different persons have approved it (antal godkännanden).',
  })
  approvedBy!: number;

  @Field(() => Int, { nullable: true, description: 'How many must (antal som krävs).' })
  needed!: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether the agency answers for it (godkänt).' })
  isApproved!: boolean;

  @Field(() => [AggregateApproval], {
    nullable: true,
    description: 'All approvals of it, of earlier wordings and taken back ones too, newest first (godkännanden).',
  })
  approvals!: readonly AggregateApproval[];
}

@InputType({ description: 'An aggregate to approve (aggregat att godkänna).' })
export class ApproveAggregateInput {
  @Field(() => ID, { description: 'Which definition (aggregatdefinition).' })
  definition!: string;

  @Field(() => String, { description: 'The digest of the wording that you have read (kontrollsumma).' })
  digest!: string;

  @Field(() => String, {
    description: 'Chosen by the asker; the same key again is the same action (idempotensnyckel).',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'An approval to take back (godkännande att återkalla).' })
export class WithdrawAggregateApprovalInput {
  @Field(() => ID, { description: 'The id of the approval (godkännandets id).' })
  id!: string;

  @Field(() => String, { description: 'Why, in words, without a personal identity number (skäl).' })
  reason!: string;
}
