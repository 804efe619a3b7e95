import { Directive, Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';
import { defineEnum } from '../graphql-enum.ts';

export const BlockKind = defineEnum('BlockKind', 'Why access to a person is closed (slag av spärr).', {
  CONFLICT_OF_INTEREST: 'Somebody of staff is too close to the person, FL 16 § (jäv)',
  PERSON_BLOCK: 'The person has asked for it (spärr på den enskildes begäran)',
  HOLDER_BLOCK: 'The agency has decided it (spärr efter myndighetens beslut)',
});

export type BlockKind = keyof typeof BlockKind;

@Directive('@shareable')
@ObjectType({ description: 'Access to a person that the agency has closed (spärr).' })
export class AccessBlock {
  @Field(() => ID, { nullable: true, description: 'The id of the block (spärrens id).' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Whom it is about, as asked (referens).' })
  ref!: string;

  @Field(() => BlockKind, { nullable: true, description: 'Why it was set (slag).' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Whom of staff it closes for; null for all (anställd).' })
  staffSubject!: string | null;

  @Field(() => String, { nullable: true, description: 'Which role it closes for; null for all (roll).' })
  role!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Rows of the access matrix that it closes; empty: all (rader).',
  })
  rows!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Why, in words (skäl).' })
  reason!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was set (satt).' })
  setAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who set it, as subject (beslutad av).' })
  setBy!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was lifted; null while it stands (hävd).' })
  liftedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who lifted it, as subject (hävd av).' })
  liftedBy!: string | null;
}

@InputType({ description: 'A block to set (spärr att sätta).' })
export class SetBlockInput {
  @Field(() => ID, { description: 'Whom it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => BlockKind, { description: 'Why it is set (slag).' })
  kind!: BlockKind;

  @Field(() => String, {
    nullable: true,
    description: 'Whom of staff it closes for, as subject; a conflict of interest needs one (anställd).',
  })
  staffSubject?: string | null;

  @Field(() => String, { nullable: true, description: 'Which role it closes for (roll).' })
  role?: string | null;

  @Field(() => [String], { nullable: true, description: 'Rows of the access matrix; left out: all (rader).' })
  rows?: readonly string[] | null;

  @Field(() => String, { description: 'Why, in words, without a personal identity number (skäl).' })
  reason!: string;

  @Field(() => String, {
    description: 'Chosen by the asker; the same key again is the same action (idempotensnyckel).',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A block to lift (spärr att häva).' })
export class LiftBlockInput {
  @Field(() => ID, { description: 'Whom it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => ID, { description: 'The id of the block (spärrens id).' })
  id!: string;

  @Field(() => String, { description: 'Why, in words, without a personal identity number (skäl).' })
  reason!: string;
}
