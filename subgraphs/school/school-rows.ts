import { townRow, type FillContext, type TownRow } from '../platform/town-row.ts';
import type { Grade } from '../platform/town/school-facts.ts';
import type { SchoolStage, Townsperson } from '../platform/town/townsperson.ts';
import {
  DISCIPLINARY_INCIDENT,
  ENROLMENT,
  GRADE,
  GUARDIAN_CONTACT,
  MEDICAL_NOTE,
  MENTOR_OBSERVATION,
  PRESENCE,
  PSYCHOSOCIAL_NOTE,
  SUPPORT_PLAN,
  TERM_ATTENDANCE,
} from './school-tables.ts';

/** What the school stores of an invented person. */
export function* schoolRowsOf(person: Townsperson, { ref }: FillContext): Generator<TownRow> {
  const facts = person.school;
  if (facts === null) return;
  const { name, stage, ...place } = facts.enrolment;
  yield townRow(ENROLMENT, ref, { ...place, school: name, stage: STAGES[stage] });
  for (const item of facts.guardianContacts) yield townRow(GUARDIAN_CONTACT, ref, item);
  for (const item of facts.attendance)
    yield townRow(TERM_ATTENDANCE, ref, { ...item, termStart: termStart(item.term) });
  yield townRow(PRESENCE, ref, { isPresent: facts.presentNow.present, asOf: new Date(facts.presentNow.asOf) });
  if (facts.supportPlan !== null) yield townRow(SUPPORT_PLAN, ref, facts.supportPlan);
  for (const item of facts.medicalNotes) yield townRow(MEDICAL_NOTE, ref, item);
  for (const item of facts.psychosocialNotes) yield townRow(PSYCHOSOCIAL_NOTE, ref, item);
  for (const item of facts.disciplinaryIncidents) yield townRow(DISCIPLINARY_INCIDENT, ref, item);
  for (const item of facts.grades) {
    yield townRow(GRADE, ref, { ...item, grade: gradeMark(item.grade), termStart: termStart(item.term) });
  }
  for (const item of facts.mentorObservations) yield townRow(MENTOR_OBSERVATION, ref, item);
}

/** Names in GraphQL begin with a letter. */
const STAGES: Readonly<Record<SchoolStage, string>> = { F_6: 'F_6', '7_9': 'YEARS_7_9', GYMNASIUM: 'GYMNASIUM' };

/** A dash (streck) is no name in GraphQL. */
function gradeMark(grade: Grade['grade']): string | null {
  return grade === '-' ? 'NOT_GRADED' : grade;
}

const TERM = /^(VT|HT)(\d{4})$/;

/**
 * The first day of the half of the year in which a term lies: VT2026 is 2026-01-01, HT2026 is 2026-07-01.
 * @throws TypeError when it is not the name of a term
 */
function termStart(term: string): string {
  const [, season, year] = TERM.exec(term) ?? [];
  if (season === undefined || year === undefined)
    throw new TypeError(`write a term as VT2026 or HT2026, not \`${term}\``);
  return season === 'VT' ? `${year}-01-01` : `${year}-07-01`;
}
