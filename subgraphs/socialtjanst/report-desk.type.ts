import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';
import {
  DecidedOutcome,
  IdentityConfidence,
  ReportClockKind,
  ReportClockState,
  ReportReason,
} from './report-enums.type.ts';
import { PreAssessmentOutcome } from './socialtjanst-enums.type.ts';

@InputType({ description: 'A report of concern to send, SoL 19:1 (orosanmälan).' })
export class SubmitConcernReportInput {
  @Field(() => ID, { description: 'Whom it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => [ID], { nullable: true, description: 'Other children of whom it is as true (syskon).' })
  siblingRefs?: readonly string[] | null;

  @Field(() => String, { description: 'What has happened or been seen, apart from what one thinks (iakttagelser).' })
  facts!: string;

  @Field(() => String, { description: 'What one worries about (oro).' })
  worry!: string;

  @Field(() => Boolean, { description: 'Whether a child may need protection today; then call too (akut).' })
  acute!: boolean;

  @Field(() => ReportReason, { description: 'What it is about (anledning).' })
  reason!: ReportReason;

  @Field(() => IdentityConfidence, { description: 'How sure one is of who it is (säkerhet i identiteten).' })
  identityConfidence!: IdentityConfidence;

  @Field(() => Boolean, { description: 'Whether the family knows of the report (familjen informerad).' })
  familyInformed!: boolean;

  @Field(() => String, {
    description: 'Chosen by the asker; the same key again is the same report (idempotensnyckel).',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'An assessment of the need of protection (omedelbar skyddsbedömning).' })
export class RecordProtectionInput {
  @Field(() => ID, { description: 'Whom it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => ID, { description: 'The report, as in `concernReportClocks` (anmälans id).' })
  reportId!: string;

  @Field(() => Boolean, { description: 'Whether protection is needed at once (omedelbart behov).' })
  immediateNeed!: boolean;

  @Field(() => String, { description: 'What is done, without a personal identity number (åtgärd).' })
  measure!: string;
}

@InputType({ description: 'The decision of a pre-assessment (beslut efter förhandsbedömning).' })
export class DecidePreAssessmentInput {
  @Field(() => ID, { description: 'Whom it is about, as given by Individual.ref (referens).' })
  ref!: string;

  @Field(() => ID, { description: 'The report, as in `concernReportClocks` (anmälans id).' })
  reportId!: string;

  @Field(() => DecidedOutcome, { description: 'What is decided (beslut).' })
  outcome!: DecidedOutcome;
}

@ObjectType({ description: 'A time limit that the law sets for a report (tidsfrist).' })
export class ReportDeadline {
  readonly personRef!: string;

  @Field(() => ReportClockKind, { nullable: true, description: 'What must be done (vad).' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The section of law (lagrum).' })
  law!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day that is in time (senast).' })
  dueOn!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was done; null before (gjort).' })
  doneOn!: string | null;

  @Field(() => ReportClockState, { nullable: true, description: 'How it stands today (läge).' })
  state!: string;
}

@ObjectType({ description: 'What the reporter is told of the own report, SoL 19:6 (återkoppling).' })
export class ReportFeedback {
  readonly personRef!: string;

  @Field(() => ID, { nullable: true, description: 'Names the report at socialtjänsten (anmälans id).' })
  reportId!: string;

  @Field(() => ID, { name: 'ref', nullable: true, description: 'Whom it is about (referens).' })
  about!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was received (mottagen).' })
  receivedAt!: Date;

  @Field(() => PreAssessmentOutcome, { nullable: true, description: 'What it has led to (utfall).' })
  outcome!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the decision; null before (beslutad).' })
  decidedOn!: string | null;

  @Field(() => [ReportDeadline], {
    nullable: true,
    description: 'Until when a decision and feedback can be waited for (tidsfrister).',
  })
  clocks!: readonly ReportDeadline[];
}

@ObjectType({ description: 'A report with its time limits, for who assesses it (anmälan under handläggning).' })
export class ReportUnderWay {
  readonly personRef!: string;

  @Field(() => ID, { nullable: true, description: 'Names the report at socialtjänsten (anmälans id).' })
  reportId!: string;

  @Field(() => ID, { name: 'ref', nullable: true, description: 'Whom it is about (referens).' })
  about!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was received (mottagen).' })
  receivedAt!: Date;

  @Field(() => IdentityConfidence, {
    nullable: true,
    description: 'How sure the reporter was of who it is about; null when not said (säkerhet i identiteten).',
  })
  identityConfidence!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the family knew of the report; null when not said (familjen informerad).',
  })
  familyInformed!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether some time limit has passed (försenad).' })
  isOverdue!: boolean;

  @Field(() => [ReportDeadline], { nullable: true, description: 'All time limits of the report (tidsfrister).' })
  clocks!: readonly ReportDeadline[];
}
