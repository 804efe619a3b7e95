import { ArgsType, Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import { EmergencyOutcome, RulingOutcome } from './desk-enums.type.ts';

@InputType({ description: "An answer to one of the ground's questions (svar)." })
export class DisclosureAnswerInput {
  @Field(() => String, { description: 'Which question, by its id (fråga).' })
  question!: string;

  @Field(() => String, { description: '`yes` or `no`, or a text that names nobody by number (svar).' })
  answer!: string;
}

@InputType({ description: 'An acute request: a few fields of one missing child (nödfråga).' })
export class EmergencyRequestInput {
  @Field(() => ID, { description: 'The person (referens).' })
  ref!: string;

  @Field(() => [String], { description: 'The fields, at most 12, all held here (uppgifter).' })
  coordinates!: string[];

  @Field(() => [DisclosureAnswerInput], { description: 'Answers to what an emergency asks (svar).' })
  answers!: DisclosureAnswerInput[];

  @Field(() => String, { description: 'Made by you for this request; repeat it when no answer came (nyckel).' })
  idempotencyKey!: string;
}

@InputType({ description: 'A request that the holder release fields of one person (begäran om uppgifter).' })
export class DisclosureRequestInput extends EmergencyRequestInput {
  @Field(() => String, { description: 'The section of law, as `questions` offers it (lagrum).' })
  law!: string;
}

@InputType({ description: "The holder's ruling on a request (beslut)." })
export class RulingInput {
  @Field(() => ID, { description: 'The person that the request is about (referens).' })
  ref!: string;

  @Field(() => ID, { description: 'Which request (begäran).' })
  requestId!: string;

  @Field(() => RulingOutcome, { description: 'How it is ruled (beslut).' })
  outcome!: string;

  @Field(() => [String], { nullable: true, description: 'What opens, when only part does (uppgifter).' })
  coordinates?: string[] | null;

  @Field(() => String, { description: 'Why (skäl).' })
  reason!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Until when it opens, at most 90 days (till).' })
  until?: Date | null;

  @Field(() => String, { nullable: true, description: 'The statement, where the law gives no more (yttrande).' })
  statement?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'That 18 kap. OSL was weighed, where it must (18 kap. prövat).',
  })
  weighedPoliceSecrecy?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'That the authority rules, once escalated, OSL 6:3 (myndigheten).',
  })
  asAuthority?: boolean | null;
}

@InputType({ description: 'That the own secrecy was weighed for what a consent opens (sekretessprövning).' })
export class SecrecyWeighingInput {
  @Field(() => ID, { description: 'The person (referens).' })
  ref!: string;

  @Field(() => [String], { description: 'The fields (uppgifter).' })
  coordinates!: string[];

  @Field(() => String, { description: 'The role that receives (mottagande roll).' })
  toRole!: string;

  @Field(() => String, { nullable: true, description: 'One person of it, by the subject of their token (mottagare).' })
  toSubject?: string | null;

  @Field(() => String, { description: 'The purpose under which it opens (ändamål).' })
  purpose!: string;

  @Field(() => String, { nullable: true, description: 'The case of who receives (ärendenummer).' })
  caseNumber?: string | null;

  @Field(() => String, { description: 'Why (skäl).' })
  reason!: string;

  @Field(() => GraphQLISODateTime, { description: 'Until when, at most 90 days (till).' })
  until!: Date;
}

@InputType({ description: "A release on the holder's own initiative (utlämnande på eget initiativ)." })
export class PushInput extends SecrecyWeighingInput {
  @Field(() => String, { description: 'The section of law that it rests on (lagrum).' })
  law!: string;
}

@ArgsType()
export class EmergencyAnswerArgs {
  @Field(() => ID, { description: 'Which emergency request (nödfråga).' })
  requestId!: string;

  @Field(() => EmergencyOutcome, { description: 'How it is answered (svar).' })
  outcome!: string;

  @Field(() => String, { description: 'Why (skäl).' })
  reason!: string;

  @Field(() => Int, { nullable: true, description: 'For how many minutes it opens, 1 to 60 (minuter).' })
  minutes?: number | null;
}
