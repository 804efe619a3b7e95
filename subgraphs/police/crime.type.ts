import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import {
  IncidentType,
  InvestigationStage,
  MissingOrWantedKind,
  ProtectionNeed,
  SuspicionStatus,
} from './police-enums.type.ts';

@ObjectType({ description: 'An incident in which the person occurs (händelse).' })
export class PoliceIncident {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it took place (datum).' })
  date!: string;

  @Field(() => IncidentType, { nullable: true, description: 'What it was (händelsetyp).' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'The district (område).' })
  area!: string;
}

@ObjectType({
  description: 'A suspicion of crime that stands; dropped ones are not here, 2018:1693 4:5 (brottsmisstanke).',
})
export class Suspicion {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Crime code, four digits in an invented series (brottskod).' })
  crimeCode!: string;

  @Field(() => String, { nullable: true, description: 'The crime in words (brott).' })
  crime!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the suspicion (datum).' })
  date!: string;

  @Field(() => SuspicionStatus, { nullable: true, description: 'How far it has come (status).' })
  status!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it has to do with school (skolrelaterad).' })
  schoolRelated!: boolean;
}

@ObjectType({ description: 'An ongoing criminal investigation; OSL 18:1, no consent opens it (förundersökning).' })
export class OngoingInvestigation {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Case number (K-nummer).' })
  caseNumber!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day it was opened (inledd).' })
  openedAt!: string;

  @Field(() => InvestigationStage, { nullable: true, description: 'Its stage (skede).' })
  stage!: string;

  @Field(() => String, { nullable: true, description: 'The unit that leads it (enhet).' })
  leadUnit!: string;

  @Field(() => String, { nullable: true, description: 'What it is about (uppgifter i förundersökningen).' })
  detail!: string;
}

@ObjectType({ description: 'A crime against the person, kept apart from suspicions (målsägande).' })
export class VictimStatus {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'The crime (brott).' })
  crime!: string;

  @Field(() => ProtectionNeed, { nullable: true, description: 'What the person needs (skyddsbehov).' })
  protectionNeed!: string;

  @Field(() => String, { nullable: true, description: 'The function that supports victims (brottsofferstöd).' })
  supportContact!: string;
}

@ObjectType({ description: 'A search for the person (försvunnen eller efterlyst).' })
export class MissingOrWanted {
  readonly personRef!: string;

  @Field(() => MissingOrWantedKind, { nullable: true, description: 'Missing or wanted (art).' })
  kind!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when (sedan).' })
  since!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the search ended; null while it goes on (avslutad).',
  })
  endedAt!: Date | null;
}
