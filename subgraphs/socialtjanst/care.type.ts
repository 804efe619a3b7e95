import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { FunctionContact } from '../platform/function-contact.type.ts';
import {
  AssessedRisk,
  CompulsoryCareProvision,
  EconomicAssistanceKind,
  MeasureType,
  PlacementKind,
} from './socialtjanst-enums.type.ts';

@ObjectType({ description: 'Help that socialtjänsten gives (insats).' })
export class SocialMeasure {
  readonly personRef!: string;

  @Field(() => MeasureType, { nullable: true, description: 'What help (insatstyp).' })
  type!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day; null while it goes on (till).' })
  to!: string | null;
}

@ObjectType({ description: 'A note from treatment (behandlingsanteckning).' })
export class TreatmentNote {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'The note (anteckning).' })
  text!: string;
}

@ObjectType({ description: 'A stay away from home by decision of socialtjänsten (placering).' })
export class Placement {
  readonly personRef!: string;

  @Field(() => PlacementKind, { nullable: true, description: 'The kind of home (placeringsform).' })
  kind!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day; null while it goes on (till).' })
  to!: string | null;
}

@ObjectType({ description: 'How a placed young person comes back (plan för hemtagning).' })
export class ReturnPlan {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the return (återkomst).' })
  returnsAt!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether there is a place at school by then (skolplats klar).' })
  schoolPlaceReady!: boolean | null;

  @Field(() => [FunctionContact], {
    nullable: true,
    description: 'The functions that prepare the return (kontaktvägar).',
  })
  contacts!: readonly FunctionContact[] | null;
}

@ObjectType({ description: 'The family, who have a secrecy of their own (familjesituation).' })
export class FamilySituation {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'The situation in short (sammanfattning).' })
  summary!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was last written (uppdaterad).' })
  updatedAt!: string;
}

@ObjectType({ description: 'Substance use and health, GDPR art. 9 (missbruk och hälsa).' })
export class SubstanceUseAndHealth {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Substance use (missbruk).' })
  substanceUse!: string;

  @Field(() => String, { nullable: true, description: 'Health (hälsa).' })
  health!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was last written (uppdaterad).' })
  updatedAt!: string;
}

@ObjectType({ description: 'A structured assessment of risk and need, made for help (strukturerad riskbedömning).' })
export class StructuredRiskAssessment {
  readonly personRef!: string;

  @Field(() => AssessedRisk, { nullable: true, description: 'The level as a whole (risknivå).' })
  level!: string;

  @Field(() => [String], { nullable: true, description: 'Each item with its level, `item: level` (delskattningar).' })
  items!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The instrument (instrument).' })
  instrument!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (bedömd).' })
  assessedAt!: string;
}

@ObjectType({
  description:
    'A decision on compulsory care, itself outside the secrecy of OSL 26:1 by 26:7 (beslut om vård enligt LVU).',
})
export class CompulsoryCareDecision {
  readonly personRef!: string;

  @Field(() => CompulsoryCareProvision, { nullable: true, description: 'The section that it rests on (lagrum).' })
  provision!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the decision (beslutad).' })
  decidedAt!: string;
}

@ObjectType({ description: "Economic assistance to the young person's household (ekonomiskt bistånd)." })
export class EconomicAssistance {
  readonly personRef!: string;

  @Field(() => EconomicAssistanceKind, { nullable: true, description: 'What it is for (ändamål).' })
  kind!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The first day (från).' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day; null while it goes on (till).' })
  to!: string | null;
}
