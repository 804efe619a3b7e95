import type { GuardianRelation, SchoolPlace } from './townsperson.ts';

/** M44 (skolplacering). */
export interface Enrolment extends SchoolPlace {
  readonly from: string;
}

/** M45. */
export interface GuardianContact {
  readonly name: string;
  readonly phone: string;
  readonly relation: GuardianRelation;
  readonly isCustodian: boolean;
}

/** M46: a term such as HT2026 or VT2026. */
export interface TermAttendance {
  readonly term: string;
  readonly presentPercent: number;
  readonly validAbsenceHours: number;
  readonly invalidAbsenceHours: number;
  /** Hours that the term has had so far. */
  readonly hoursTaught: number;
}

/** M47: whether the pupil is in today's lesson. */
export interface PresentNow {
  readonly present: boolean;
  readonly lesson: string | null;
  readonly asOf: string;
}

/** M48 (åtgärdsprogram). */
export interface SupportPlan {
  readonly needs: string;
  readonly adaptations: readonly string[];
  readonly decidedAt: string;
  readonly reviewAt: string;
}

/** M49 (skolsköterskans anteckning; OSL 25:1). */
export interface MedicalNote {
  readonly date: string;
  readonly text: string;
}

/** M50 (kurators eller psykologs anteckning; OSL 23:2). */
export interface PsychosocialNote {
  readonly date: string;
  readonly text: string;
}

/** M51 (disciplinär åtgärd). */
export interface DisciplinaryIncident {
  readonly date: string;
  readonly type: 'FIGHT' | 'THREAT' | 'VANDALISM' | 'THEFT' | 'DRUGS' | 'WEAPON' | 'DISORDER' | 'VIOLATION';
  readonly measure: 'CONVERSATION' | 'DETENTION' | 'WRITTEN_WARNING' | 'TEMPORARY_TRANSFER' | 'SUSPENSION';
  readonly text: string;
}

/** M52. `grade` is null before grade 6, when only the goal attainment is judged. */
export interface Grade {
  readonly term: string;
  readonly subject: string;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | '-' | null;
  readonly goalAttainment: 'REACHED' | 'PARTLY' | 'NOT_REACHED';
}

/** M53: soft information, so date, author and kind go with it. */
export interface MentorObservation {
  readonly date: string;
  /** A function, never a person. */
  readonly author: string;
  readonly kind: 'FACT' | 'OPINION';
  readonly text: string;
}

/** What the school holds about one pupil: M44 to M53. */
export interface SchoolFacts {
  readonly enrolment: Enrolment;
  readonly guardianContacts: readonly GuardianContact[];
  readonly attendance: readonly TermAttendance[];
  readonly presentNow: PresentNow;
  readonly supportPlan: SupportPlan | null;
  readonly medicalNotes: readonly MedicalNote[];
  readonly psychosocialNotes: readonly PsychosocialNote[];
  readonly disciplinaryIncidents: readonly DisciplinaryIncident[];
  readonly grades: readonly Grade[];
  readonly mentorObservations: readonly MentorObservation[];
}
