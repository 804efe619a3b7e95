import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { FunctionContact } from '../platform/function-contact.type.ts';
import { AssociateKind, RiskLevel, ThreatLevel } from './police-enums.type.ts';

@ObjectType({
  description: 'Intelligence on the person, always with its reliability and an end; OSL 18:2 (iakttagelse).',
})
export class Observation {
  readonly personRef!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was made (tidpunkt).' })
  observedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The district (område).' })
  area!: string;

  @Field(() => String, { nullable: true, description: 'What was seen (innehåll).' })
  text!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it stops being used (gallras).' })
  expiresAt!: string;
}

@ObjectType({ description: 'Somebody the person is seen with, by ref alone (umgänge).' })
export class Associate {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: "The other person's ref (den andres ref)." })
  associateRef!: string;

  @Field(() => AssociateKind, { nullable: true, description: 'How they are connected (art).' })
  kind!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Since when (sedan).' })
  since!: string;

  @Field(() => Boolean, { nullable: true, description: 'The other is not suspected of crime (ej misstänkt).' })
  notSuspected!: boolean;
}

@ObjectType({ description: 'Trefas rating; never travels without grounds, author and end (riskbedömning).' })
export class RiskRating {
  readonly personRef!: string;

  @Field(() => RiskLevel, { nullable: true, description: 'The colour (färg).' })
  level!: string;

  @Field(() => String, { nullable: true, description: 'Why (grund).' })
  grounds!: string;

  @Field(() => String, { nullable: true, description: 'The function that set it (bedömare).' })
  author!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it was set (satt).' })
  setAt!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it lapses (upphör).' })
  expiresAt!: string;
}

@ObjectType({ description: 'An intervention over drugs (ingripande vid narkotika).' })
export class DrugIntervention {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'The district (område).' })
  area!: string;

  @Field(() => String, { nullable: true, description: 'The substance (preparat).' })
  substance!: string;

  @Field(() => String, { nullable: true, description: 'What was done (åtgärd).' })
  action!: string;
}

@ObjectType({ description: 'A meeting of police, socialtjänst and family, held jointly (allvarssamtal).' })
export class SeriousTalk {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was planned for (planerat).' })
  plannedFor!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was held; null before (hållet).' })
  heldAt!: string | null;

  @Field(() => [String], { nullable: true, description: 'Who attended, by function (deltagare).' })
  attendedBy!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'What was agreed (överenskommelser).' })
  agreements!: readonly string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it is followed up (uppföljning).' })
  followUpAt!: string | null;
}

@ObjectType({ description: 'A case of leaving crime, for named officials alone (avhopparärende).' })
export class ExitCase {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was opened (inlett).' })
  openedAt!: string | null;

  @Field(() => ThreatLevel, { nullable: true, description: 'The level of threat (hotnivå).' })
  threatLevel!: string | null;

  @Field(() => String, { nullable: true, description: 'The assessment of the threat (hotbild).' })
  threatAssessment!: string | null;

  @Field(() => FunctionContact, { nullable: true, description: 'The function to contact (avhopparsamordnare).' })
  contact!: FunctionContact | null;
}
