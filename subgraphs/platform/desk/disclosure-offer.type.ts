import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ description: 'What a section of law asks of whoever requests data (fråga).' })
export class DisclosureQuestion {
  @Field(() => ID, { nullable: true, description: 'What the answer is given under (frågans id).' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The question in English (fråga på engelska).' })
  english!: string;

  @Field(() => String, { nullable: true, description: 'The question in Swedish (fråga på svenska).' })
  swedish!: string;

  @Field(() => String, { nullable: true, description: '`text`, or `yes-no` for `yes` or `no` (svarets form).' })
  kind!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it must be answered (obligatorisk).' })
  required!: boolean;
}

@Directive('@shareable')
@ObjectType({ description: 'A section of law on which the holder could release what is asked for (möjligt lagrum).' })
export class DisclosureOffer {
  @Field(() => String, { nullable: true, description: 'What to send as `law`; null in an emergency (lagrum).' })
  law!: string | null;

  @Field(() => String, { nullable: true, description: 'The section in full (författning).' })
  statute!: string | null;

  @Field(() => String, { nullable: true, description: 'What it says, in a sentence (innebörd).' })
  says!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What would open; the rest is answered by a statement (uppgifter).',
  })
  opens!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'What to ask for along with it, to reach it (även dessa).' })
  alsoNeeded!: readonly string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether 18 kap. OSL must be weighed too (18 kap. prövas).' })
  needsPoliceSecrecyWeighed!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the head of school decides in person (rektor beslutar).',
  })
  principalDecides!: boolean;

  @Field(() => [DisclosureQuestion], { nullable: true, description: 'What the section asks (frågor).' })
  questions!: readonly DisclosureQuestion[];
}
