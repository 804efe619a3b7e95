import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { GrantKind, NoticeKind } from './desk-enums.type.ts';

@Directive('@shareable')
@ObjectType({ description: 'What a holder has released of a person, to whom, for what, until when (utlämnande).' })
export class DisclosureGrant {
  @Field(() => ID, { nullable: true, description: 'Names the release at this holder (utlämnandets id).' })
  id!: string;

  @Field(() => ID, { name: 'ref', nullable: true, description: 'The person that it is about (referens).' })
  about!: string;

  @Field(() => GrantKind, { nullable: true, description: 'How it came about (art).' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: 'The request that it answers, if any (begäran).' })
  requestId!: string | null;

  @Field(() => String, { nullable: true, description: 'The section it rests on; null in an emergency (lagrum).' })
  law!: string | null;

  @Field(() => [String], { nullable: true, description: 'Exactly what opens (uppgifter).' })
  coordinates!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The role that receives (mottagande roll).' })
  toRole!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether only one named person receives (namngiven mottagare).',
  })
  isToOnePerson!: boolean;

  @Field(() => String, { nullable: true, description: 'The purpose under which it opens (ändamål).' })
  purpose!: string;

  @Field(() => String, { nullable: true, description: 'The case of who receives (ärendenummer).' })
  caseNumber!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it opened (från).' })
  from!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it closes by itself (till).' })
  until!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was taken back, if it was (återkallad).' })
  revokedAt!: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it opens anything now (gäller).' })
  isInForce!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was released (skäl).' })
  reason!: string;
}

@Directive('@shareable')
@ObjectType({ description: 'What a holder tells a function (underrättelse).' })
export class DeskNotice {
  @Field(() => ID, { nullable: true, description: 'Names the notice (underrättelsens id).' })
  id!: string;

  @Field(() => ID, {
    name: 'ref',
    nullable: true,
    description: 'The person it is about; null for oversight (referens).',
  })
  about!: string | null;

  @Field(() => NoticeKind, { nullable: true, description: 'What it is about (art).' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: 'The request or release that it is about (gäller).' })
  aboutId!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was sent (skickad).' })
  sentAt!: Date;

  @Field(() => String, { nullable: true, description: 'What it says (text).' })
  text!: string;
}
