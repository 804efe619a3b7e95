import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { PreAssessmentOutcome, ReportSource, SocialInvestigationStatus } from './socialtjanst-enums.type.ts';

@ObjectType({ description: 'The first judgement of a report, due in 14 days, SoL 20:2 (förhandsbedömning).' })
export class PreAssessment {
  readonly personRef!: string;

  @Field(() => PreAssessmentOutcome, { nullable: true, description: 'What it led to (utfall).' })
  outcome!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the decision; null before (beslutad).' })
  decidedAt!: string | null;
}

@ObjectType({ description: 'A report of concern for a child (orosanmälan).' })
export class ConcernReport {
  readonly personRef!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was received (inkom).' })
  receivedAt!: Date;

  @Field(() => ReportSource, { nullable: true, description: 'What kind of reporter it came from (anmälarkategori).' })
  sourceType!: string;
}

@ObjectType({
  description: 'Whether a child needs protection at once, assessed the same day, SoL 20:1 (omedelbar skyddsbedömning).',
})
export class ProtectionAssessment {
  readonly personRef!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was made (bedömd).' })
  assessedAt!: Date;

  @Field(() => Boolean, { nullable: true, description: 'Whether protection was needed at once (omedelbart behov).' })
  immediateNeed!: boolean;

  @Field(() => String, { nullable: true, description: 'What was done (åtgärd).' })
  measure!: string;
}

@ObjectType({ description: 'An investigation by socialtjänsten, due in four months, SoL 20:3 (utredning).' })
export class SocialInvestigation {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was opened (inledd).' })
  openedAt!: string;

  @Field(() => SocialInvestigationStatus, { nullable: true, description: 'How far it has come (status).' })
  status!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the decision; null before (beslutad).' })
  decidedAt!: string | null;
}
