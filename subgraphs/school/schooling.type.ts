import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { GoalAttainment, GradeMark } from './school-enums.type.ts';

@ObjectType({ description: 'Presence and absence during one term (närvaro per termin).' })
export class TermAttendance {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'The term, such as HT2026 or VT2026 (termin).' })
  term!: string;

  @Field(() => Int, { nullable: true, description: 'Share of scheduled time present, 0 to 100 (närvaro i procent).' })
  presentPercent!: number;

  @Field(() => Int, { nullable: true, description: 'Hours of valid absence (giltig frånvaro).' })
  validAbsenceHours!: number;

  @Field(() => Int, { nullable: true, description: 'Hours of invalid absence (ogiltig frånvaro).' })
  invalidAbsenceHours!: number;
}

@ObjectType({ description: 'The decided plan of support, skollagen 3:9 and OSL 23:2 (åtgärdsprogram).' })
export class SupportPlan {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'What the pupil needs (behov).' })
  needs!: string;

  @Field(() => [String], { nullable: true, description: 'What the school does about it (åtgärder och anpassningar).' })
  adaptations!: readonly string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it was decided (beslutat).' })
  decidedAt!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'When it is followed up (uppföljning).' })
  reviewAt!: string;
}

@ObjectType({ description: 'A subject in one term (betyg).' })
export class Grade {
  readonly personRef!: string;

  @Field(() => String, { nullable: true, description: 'The term, such as HT2026 or VT2026 (termin).' })
  term!: string;

  @Field(() => String, { nullable: true, description: 'The subject (ämne).' })
  subject!: string;

  @Field(() => GradeMark, {
    nullable: true,
    description: 'The grade; null in the years before grades are given (betyg).',
  })
  grade!: string | null;

  @Field(() => GoalAttainment, { nullable: true, description: 'How far the goals are reached (måluppfyllelse).' })
  goalAttainment!: string;
}
