import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { DisciplinaryIncidentType, DisciplinaryMeasure, MentorObservationKind } from './school-enums.type.ts';

@ObjectType({
  description: "The school nurse's note: health care, OSL 25:1, secret within the school too (medicinsk anteckning).",
})
export class MedicalNote {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'What was noted (anteckning).' })
  text!: string;
}

@ObjectType({ description: "The counsellor's or psychologist's note, OSL 23:2 (kurators eller psykologs anteckning)." })
export class PsychosocialNote {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'What was noted (anteckning).' })
  text!: string;
}

@ObjectType({ description: 'An incident and what the school did about it (disciplinär händelse).' })
export class DisciplinaryIncident {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => DisciplinaryIncidentType, { nullable: true, description: 'What happened (händelsetyp).' })
  type!: string;

  @Field(() => DisciplinaryMeasure, { nullable: true, description: 'What the school did (åtgärd).' })
  measure!: string;

  @Field(() => String, { nullable: true, description: 'The account, which may hold third persons (fritext).' })
  text!: string;
}

@ObjectType({ description: "A mentor's remark: soft, so day, author and kind go with it (mentors iakttagelse)." })
export class MentorObservation {
  readonly personRef!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day (datum).' })
  date!: string;

  @Field(() => String, { nullable: true, description: 'The function that made it, never a person (upphov).' })
  author!: string;

  @Field(() => MentorObservationKind, { nullable: true, description: 'Fact or opinion (uppgiftens art).' })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The remark (innehåll).' })
  text!: string;
}
