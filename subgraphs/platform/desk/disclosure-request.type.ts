import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { DisclosureKind, DisclosureState } from './desk-enums.type.ts';

@Directive('@shareable')
@ObjectType({ description: 'An answer to one of the questions that the ground puts (svar).' })
export class DisclosureAnswer {
  @Field(() => String, { nullable: true, description: 'Which question, by its id (fråga).' })
  question!: string;

  @Field(() => String, { nullable: true, description: 'What was answered (svar).' })
  answer!: string;
}

/** Objects of the desk hold no `personRef`: they are about a request, and rows `S…` decide on them alone. */
@Directive('@shareable')
@ObjectType({ description: 'What somebody asked a holder to release, and what became of it (begäran om uppgifter).' })
export class DisclosureRequest {
  @Field(() => ID, { nullable: true, description: 'Names the request at this holder (begärans id).' })
  id!: string;

  @Field(() => ID, { name: 'ref', nullable: true, description: 'The person that it is about (referens).' })
  about!: string;

  @Field(() => DisclosureKind, { nullable: true, description: 'Ordinary or acute (art).' })
  kind!: string;

  @Field(() => [String], { nullable: true, description: 'The fields that are asked for (uppgifter).' })
  coordinates!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'The fields that were opened (utlämnade uppgifter).' })
  granted!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The section it rests on; null in an emergency (lagrum).' })
  law!: string | null;

  @Field(() => String, { nullable: true, description: 'The purpose that was declared (ändamål).' })
  purpose!: string;

  @Field(() => String, { nullable: true, description: 'The case of who asks (ärendenummer).' })
  caseNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'The role that asks (roll).' })
  askedBy!: string;

  @Field(() => [DisclosureAnswer], { nullable: true, description: "Answers to the ground's questions (svar)." })
  answers!: readonly DisclosureAnswer[];

  @Field(() => DisclosureState, { nullable: true, description: 'Where it stands (läge).' })
  state!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was asked (begärd).' })
  requestedAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When an answer is due: three working days, in an emergency fifteen minutes (svar senast).',
  })
  dueAt!: Date;

  @Field(() => Boolean, { nullable: true, description: 'Whether it waits longer than that (försenad).' })
  isOverdue!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last ruled on (avgjord).' })
  ruledAt!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the authority ruled, not the member of staff alone, OSL 6:3 (myndighetens beslut).',
  })
  isByAuthority!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was ruled so (skäl).' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The statement, where the law gives no more (yttrande).' })
  statement!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When what was opened closes (gäller till).' })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'How to have a refusal tried, OSL 6:3, 6:7 (överklagande).' })
  appeal!: string | null;
}
