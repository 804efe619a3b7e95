import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';
import { ConsentAnswerKind, ConsentForm, ConsentGiverKind, Custody, RenewalReason } from './consent-enums.type.ts';

@InputType({ description: 'What somebody who was asked said (svar på frågan om samtycke).' })
export class ConsentAnswerInput {
  @Field(() => ConsentGiverKind, { description: 'Who was asked (vem).' })
  who!: ConsentGiverKind;

  @Field(() => ConsentAnswerKind, { description: 'What they said (svar).' })
  said!: ConsentAnswerKind;
}

@InputType({ description: 'A consent to register, or a refusal of one (samtycke att registrera).' })
export class RegisterConsentInput {
  @Field(() => ID, { description: 'Whose data it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => String, { description: 'The case that it belongs to (ärendenummer).' })
  caseNumber!: string;

  @Field(() => [String], { description: 'The agencies whose secrecy it lifts (uppgiftslämnare).' })
  holders!: readonly string[];

  @Field(() => [String], { description: 'The roles that may receive (mottagare).' })
  recipients!: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Staff who may receive, by the subject of their token (namngivna mottagare).',
  })
  participants?: readonly string[] | null;

  @Field(() => [String], { description: 'Rows of the access matrix that it covers, as `M46` (uppgiftsgrupper).' })
  fieldGroups!: readonly string[];

  @Field(() => String, { description: 'For what purpose, as declared in a request, as `SIG` (ändamål).' })
  purpose!: string;

  @Field(() => GraphQLLocalDate, { description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { description: 'The last day (till).' })
  to!: string;

  @Field(() => ConsentForm, { description: 'How it was given (form).' })
  form!: ConsentForm;

  @Field(() => Custody, { description: 'Whether one has custody or two (vårdnad).' })
  custody!: Custody;

  @Field(() => [ConsentAnswerInput], { description: 'Who was asked and what they said (vem som lämnat det).' })
  givers!: readonly ConsentAnswerInput[];

  @Field(() => String, {
    nullable: true,
    description: "The section that lets one custodian's yes do: `FB 6:13` or `FB 6:13a` (undantag).",
  })
  exception?: string | null;

  @Field(() => String, {
    description: 'Chosen by the asker; the same key again is the same action (idempotensnyckel).',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A consent to take back (samtycke att återkalla).' })
export class WithdrawConsentInput {
  @Field(() => ID, { description: 'Whose consent it is, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => ID, { description: 'The id of the consent (samtyckets id).' })
  consentId!: string;

  @Field(() => ConsentGiverKind, { description: 'Who takes it back (vem som återkallar).' })
  by!: ConsentGiverKind;

  @Field(() => String, { description: 'Why, in words, without a personal identity number (skäl).' })
  reason!: string;
}

@ObjectType({ description: 'That a consent was taken back (återkallelse).' })
export class ConsentWithdrawal {
  readonly personRef!: string;

  @Field(() => ID, { nullable: true, description: 'The id of the consent (samtyckets id).' })
  consentId!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'From when no new request opens anything on it, at any agency (återkallat).',
  })
  withdrawnAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'When the last attestation that was out had ended: no answer shows anything on it later, and this one came no earlier (stängt överallt).',
  })
  closedEverywhereAt!: Date;
}

@ObjectType({ description: 'A consent that should be talked about anew (samtycke att förnya).' })
export class ConsentRenewalItem {
  readonly personRef!: string;

  @Field(() => ID, { name: 'ref', nullable: true, description: 'Whose it is (referens).' })
  about!: string;

  @Field(() => ID, { nullable: true, description: 'The id of the consent (samtyckets id).' })
  consentId!: string;

  @Field(() => String, { nullable: true, description: 'The case that it belongs to (ärendenummer).' })
  caseNumber!: string;

  @Field(() => String, { nullable: true, description: 'The purpose (ändamål).' })
  purpose!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day on which it is so (från och med).' })
  on!: string;

  @Field(() => RenewalReason, { nullable: true, description: 'Why (orsak).' })
  because!: string;
}
