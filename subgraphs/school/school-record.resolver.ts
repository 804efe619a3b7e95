import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { personIdentity } from '../platform/person-identity.ts';
import { ProtectedMarking } from '../platform/protected-marking.type.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import { Enrolment, GuardianContact } from './enrolment.type.ts';
import { DisciplinaryIncident, MedicalNote, MentorObservation, PsychosocialNote } from './note.type.ts';
import { SchoolRecord } from './school-record.type.ts';
import * as tables from './school-tables.ts';
import { Grade, SupportPlan, TermAttendance } from './schooling.type.ts';

type Row<Table> = Promise<RowOf<Table> | null>;
type Rows<Table> = Promise<readonly RowOf<Table>[]>;

@Resolver(() => SchoolRecord)
export class SchoolRecordResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name as the school spells it (namn).' })
  name(@Root() { personRef }: SchoolRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.name(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Personal identity number, twelve digits (personnummer).',
  })
  personalIdentityNumber(@Root() { personRef }: SchoolRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.number(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Address; closed when the identity is protected (adress).',
  })
  address(@Root() { personRef }: SchoolRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.address(context, personRef);
  }

  @FieldResolver(() => ProtectedMarking, {
    nullable: true,
    description: 'Warns that the identity is protected; null when not (skyddade personuppgifter).',
  })
  protectedMarking(@Root() { personRef }: SchoolRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedMarking(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Whom to call about somebody protected (kontaktfunktion).',
  })
  protectedContact(@Root() { personRef }: SchoolRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedContact(context, personRef);
  }

  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The place at school; null when there is none (skolplacering).',
  })
  enrolment(@Root() { personRef }: SchoolRecord, @Ctx() { rows }: AgencyContext): Row<typeof tables.ENROLMENT> {
    return rows.one(tables.ENROLMENT, personRef);
  }

  @FieldResolver(() => [GuardianContact], {
    nullable: true,
    description: 'How to reach the guardians (vårdnadshavares kontaktuppgifter).',
  })
  guardianContacts(
    @Root() { personRef }: SchoolRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.GUARDIAN_CONTACT> {
    return rows.many(tables.GUARDIAN_CONTACT, personRef);
  }

  @FieldResolver(() => [TermAttendance], {
    nullable: true,
    description: 'Attendance, newest term first (närvaro per termin).',
  })
  attendance(@Root() { personRef }: SchoolRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.TERM_ATTENDANCE> {
    return rows.many(tables.TERM_ATTENDANCE, personRef);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the pupil is at school now; null without a report from today (närvarande just nu).',
  })
  async presentNow(@Root() { personRef }: SchoolRecord, @Ctx() { rows, now }: AgencyContext): Promise<boolean | null> {
    const latest = await rows.one(tables.PRESENCE, personRef);
    // Yesterday's report would mislead whoever searches for a child.
    return latest !== null && swedishDay(latest.asOf) === swedishDay(now) ? latest.isPresent : null;
  }

  @FieldResolver(() => SupportPlan, {
    nullable: true,
    description: 'The latest plan of support; null when there is none (åtgärdsprogram).',
  })
  supportPlan(@Root() { personRef }: SchoolRecord, @Ctx() { rows }: AgencyContext): Row<typeof tables.SUPPORT_PLAN> {
    return rows.one(tables.SUPPORT_PLAN, personRef);
  }

  @FieldResolver(() => [MedicalNote], {
    nullable: true,
    description: "The school nurse's notes, newest first (skolsköterskans anteckningar).",
  })
  medicalNotes(@Root() { personRef }: SchoolRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.MEDICAL_NOTE> {
    return rows.many(tables.MEDICAL_NOTE, personRef);
  }

  @FieldResolver(() => [PsychosocialNote], {
    nullable: true,
    description: "The counsellor's and psychologist's notes, newest first (kurators och psykologs anteckningar).",
  })
  psychosocialNotes(
    @Root() { personRef }: SchoolRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.PSYCHOSOCIAL_NOTE> {
    return rows.many(tables.PSYCHOSOCIAL_NOTE, personRef);
  }

  @FieldResolver(() => [DisciplinaryIncident], {
    nullable: true,
    description: 'Disciplinary incidents, newest first (disciplinära händelser).',
  })
  disciplinaryIncidents(
    @Root() { personRef }: SchoolRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.DISCIPLINARY_INCIDENT> {
    return rows.many(tables.DISCIPLINARY_INCIDENT, personRef);
  }

  @FieldResolver(() => [Grade], {
    nullable: true,
    description: 'Grades and goal attainment, newest term first (betyg).',
  })
  grades(@Root() { personRef }: SchoolRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.GRADE> {
    return rows.many(tables.GRADE, personRef);
  }

  @FieldResolver(() => [MentorObservation], {
    nullable: true,
    description: "The mentor's remarks, newest first (mentors iakttagelser).",
  })
  mentorObservations(
    @Root() { personRef }: SchoolRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.MENTOR_OBSERVATION> {
    return rows.many(tables.MENTOR_OBSERVATION, personRef);
  }
}
