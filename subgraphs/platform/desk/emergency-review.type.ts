import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { DisclosureAnswer } from './disclosure-request.type.ts';
import { DisclosureState } from './desk-enums.type.ts';

@Directive('@shareable')
@ObjectType({
  description: 'The review of an answered emergency request, open until somebody else has done it (efterkontroll).',
})
export class EmergencyReview {
  @Field(() => ID, { nullable: true, description: 'The emergency request (nödfrågans id).' })
  requestId!: string;

  @Field(() => String, { nullable: true, description: 'The role that asked (roll).' })
  askedBy!: string;

  @Field(() => [String], { nullable: true, description: 'The fields that were asked for (uppgifter).' })
  coordinates!: readonly string[];

  @Field(() => [DisclosureAnswer], { nullable: true, description: 'What the danger was said to be (svar).' })
  answers!: readonly DisclosureAnswer[];

  @Field(() => DisclosureState, { nullable: true, description: 'How it was answered (läge).' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it was answered so (skäl).' })
  reason!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was asked (begärd).' })
  requestedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was answered (besvarad).' })
  answeredAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When what opened closed (gällde till).' })
  until!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: '72 hours after the answer (kontroll senast).' })
  reviewDueAt!: Date;

  @Field(() => Boolean, { nullable: true, description: 'Whether the review waits longer than that (försenad).' })
  isOverdue!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was reviewed; null: open (granskad).' })
  reviewedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the review found (granskningens slutsats).' })
  finding!: string | null;
}
