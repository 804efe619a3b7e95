import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { GuardianRelation, SchoolKind, SchoolStage } from './school-enums.type.ts';

@ObjectType({ description: "The pupil's place at a school; closed when the identity is protected (skolplacering)." })
export class Enrolment {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Code of the school unit, eight digits (skolenhetskod).' })
  unitCode!: string;

  @Field(() => String, { nullable: true, description: 'Name of the school (skola).' })
  school!: string;

  @Field(() => SchoolKind, { nullable: true, description: 'Who runs it (huvudman).' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The municipality in which it lies (kommun).' })
  municipality!: string;

  @Field(() => SchoolStage, { nullable: true, description: 'Stage of schooling (stadium).' })
  stage!: string;

  @Field(() => String, { nullable: true, description: 'Year: F, 1 to 9, or GY1 to GY3 (årskurs).' })
  grade!: string;

  @Field(() => String, { nullable: true, description: 'The class (klass).' })
  className!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Since when (från och med).' })
  from!: string;
}

@ObjectType({
  description:
    'How the school reaches a guardian; closed when the identity is protected (vårdnadshavares kontaktuppgifter).',
})
export class GuardianContact {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'Name (namn).' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Telephone (telefon).' })
  phone!: string;

  @Field(() => GuardianRelation, { nullable: true, description: 'What the guardian is to the pupil (relation).' })
  relation!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the guardian has custody (vårdnadshavare).' })
  isCustodian!: boolean;
}
