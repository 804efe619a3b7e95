import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import {
  ConsentAnswerKind,
  ConsentForm,
  ConsentGiverKind,
  ConsentObstacle,
  ConsentStatus,
} from './consent-enums.type.ts';

@ObjectType({ description: 'What somebody who was asked for a consent said (svar på frågan om samtycke).' })
export class ConsentAnswer {
  readonly personRef!: string;

  @Field(() => ConsentGiverKind, { nullable: true, description: 'Who was asked (vem).' })
  who!: string;

  @Field(() => ConsentAnswerKind, { nullable: true, description: 'What they said (svar).' })
  said!: string;
}

@ObjectType({
  description:
    'One request in which a consent was attested to a holder, which could then release on it (användning av samtycke).',
})
export class ConsentUse {
  readonly personRef!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was attested (tidpunkt).' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The agency that it was attested to (uppgiftslämnare).' })
  holder!: string;

  @Field(() => String, { nullable: true, description: 'The role that asked (mottagare).' })
  role!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The request, as in the records of what was released (begärans id).',
  })
  requestId!: string;
}

@ObjectType({ description: 'A consent of the young person or the guardians, OSL 10:1 and 12:2 (samtycke).' })
export class ConsentEntry {
  readonly personRef!: string;

  @Field(() => ID, { nullable: true, description: 'Names the consent in records and actions (samtyckets id).' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The case that it belongs to (ärendenummer).' })
  caseNumber!: string;

  @Field(() => [String], { nullable: true, description: 'The agencies whose secrecy it lifts (uppgiftslämnare).' })
  holders!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'The roles that may receive (mottagare).' })
  recipients!: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Staff whom it names, by the pseudonymous subject of their token (namngivna mottagare).',
  })
  participants!: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'What it covers, by row of the access matrix, as `M46` (uppgiftsgrupper).',
  })
  fieldGroups!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The purpose, as declared in a request, as `SIG` (ändamål).' })
  purpose!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day (till).' })
  to!: string;

  @Field(() => ConsentForm, { nullable: true, description: 'How it was given (form).' })
  form!: string;

  @Field(() => ConsentStatus, { nullable: true, description: 'Whether it holds today (status).' })
  status!: string;

  @Field(() => ConsentObstacle, {
    nullable: true,
    description: 'Why it does not hold today; null when it does (varför det inte gäller).',
  })
  whyNot!: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The last day that it can hold: its own, that of the group, or before a birthday (längst till).',
  })
  lastDay!: string;

  @Field(() => [ConsentAnswer], {
    nullable: true,
    description: 'Who was asked and what they said (vem som lämnat det).',
  })
  givenBy!: readonly ConsentAnswer[];

  @Field(() => String, {
    nullable: true,
    description:
      "The section that lets one custodian's yes do; null where both are needed (undantag, FB 6:13 eller 6:13 a).",
  })
  exception!: string | null;
}
