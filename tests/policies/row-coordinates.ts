import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { Role } from '../../schema/role.ts';
import { AGGREGATE_DOORS, AGGREGATE_GROUNDS } from './aggregate-coordinates.ts';
import { DESK_DOORS, DESK_GROUNDS } from './desk-coordinates.ts';
import { DECIDING, type Door } from './disclosure-coordinates.ts';

/** What of the graph a row of the matrix is about, by type, read out of the row's own words. */
export interface RowCoordinates {
  readonly content?: Readonly<Record<string, string>>;
  /** Fields that tell that something exists, and nothing more. */
  readonly existence?: Readonly<Record<string, string>>;
}

export const ROW_COORDINATES: Readonly<Record<string, RowCoordinates>> = {
  M01: {
    content: {
      PoliceRecord: 'name personalIdentityNumber',
      SocialRecord: 'name personalIdentityNumber',
      SchoolRecord: 'name personalIdentityNumber',
    },
  },
  M02: { content: { SocialRecord: 'address', SchoolRecord: 'address' } },
  M03: {
    existence: {
      PoliceRecord: 'protectedMarking protectedContact',
      SocialRecord: 'protectedMarking protectedContact',
      SchoolRecord: 'protectedMarking protectedContact',
    },
  },
  M04: { content: { FunctionContact: 'agency function area school hours phone email' } },
  M05: { content: { PoliceRecord: 'isKnown caseContact' } },
  M06: { content: { PoliceRecord: 'incidents', PoliceIncident: 'date type area' } },
  M07: { content: { PoliceIncident: 'narrative summary' } },
  M08: { content: { PoliceRecord: 'suspicions', Suspicion: 'crimeCode crime date status schoolRelated' } },
  // The criminal record is never in the graph.
  M09: {},
  M10: {
    content: {
      PoliceRecord: 'ongoingInvestigations',
      OngoingInvestigation: 'caseNumber openedAt stage leadUnit detail',
    },
  },
  M11: { content: { PoliceRecord: 'observations', Observation: 'observedAt area text expiresAt' } },
  M12: { content: { PoliceRecord: 'associates', Associate: 'associateRef kind since notSuspected' } },
  M13: { content: { Observation: 'sourceReliability informationCorrectness notSuspected' } },
  M14: {
    content: { PoliceRecord: 'riskRating', RiskRating: 'level grounds author setAt expiresAt' },
    existence: { PoliceRecord: 'riskRatingExists' },
  },
  M15: { content: { PoliceRecord: 'drugInterventions', DrugIntervention: 'date area substance action' } },
  M16: { content: { PoliceRecord: 'victimStatuses', VictimStatus: 'date crime protectionNeed supportContact' } },
  M17: {
    content: { PoliceRecord: 'seriousTalks', SeriousTalk: 'plannedFor heldAt attendedBy agreements followUpAt' },
    existence: { PoliceRecord: 'seriousTalksExist' },
  },
  M18: { content: { PoliceRecord: 'exitCase', ExitCase: 'openedAt threatLevel threatAssessment contact' } },
  M19: { content: { PoliceRecord: 'missingOrWanted', MissingOrWanted: 'kind since endedAt' } },
  M20: { content: { SocialRecord: 'isKnown caseWorker' } },
  M21: { content: { SocialRecord: 'concernReports', ConcernReport: 'receivedAt sourceType' } },
  M22: { content: { ConcernReport: 'facts worry acute' } },
  M23: { content: { ConcernReport: 'reporter' } },
  M24: { content: { ConcernReport: 'preAssessment', PreAssessment: 'outcome decidedAt' } },
  M25: {
    content: { SocialRecord: 'protectionAssessments', ProtectionAssessment: 'assessedAt immediateNeed measure' },
  },
  M26: { content: { SocialRecord: 'investigations', SocialInvestigation: 'openedAt status decidedAt' } },
  M27: { content: { SocialInvestigation: 'content' } },
  M28: { content: { SocialRecord: 'measures', SocialMeasure: 'type from to' } },
  M29: { content: { SocialRecord: 'treatmentNotes', TreatmentNote: 'date text' } },
  M30: { content: { SocialRecord: 'placements', Placement: 'kind from to' } },
  M31: { content: { Placement: 'location' } },
  M32: { content: { SocialRecord: 'returnPlan', ReturnPlan: 'returnsAt schoolPlaceReady contacts' } },
  M33: { content: { SocialRecord: 'familySituation', FamilySituation: 'summary updatedAt' } },
  M34: {
    content: { SocialRecord: 'substanceUseAndHealth', SubstanceUseAndHealth: 'substanceUse health updatedAt' },
  },
  M35: {
    content: {
      SocialRecord: 'structuredRiskAssessment',
      StructuredRiskAssessment: 'level items instrument assessedAt',
    },
  },
  M36: { content: { SocialRecord: 'compulsoryCareDecisions', CompulsoryCareDecision: 'provision decidedAt' } },
  M37: { content: { SocialRecord: 'economicAssistance', EconomicAssistance: 'kind from to' } },
  M38: { content: { SocialRecord: 'sigMembership', SigMembership: 'from to endReason consentStatus' } },
  M39: {
    content: {
      SocialRecord: 'sigPlan',
      SigPlan: 'goals commitments',
      SigGoal: 'text dueAt',
      SigCommitment: 'owner text dueAt kept',
    },
  },
  M40: { content: { SocialRecord: 'sigParticipants', SigParticipant: 'agency role function' } },
  M41: { content: { SocialRecord: 'sigMeetings', SigMeeting: 'date agreedMinutes notes' } },
  M42: {
    content: {
      SocialRecord: 'sigIndicators',
      SigIndicator: 'month attendancePercent newSuspicions newReports commitmentsKeptPercent',
    },
  },
  M43: {
    content: {
      SocialRecord: 'consents',
      ConsentEntry:
        'id caseNumber holders recipients participants fieldGroups purpose from to form status whyNot lastDay givenBy exception uses',
      ConsentAnswer: 'who said',
      ConsentUse: 'at holder role requestId',
    },
    existence: { SocialRecord: 'consentsExist' },
  },
  M44: {
    content: {
      SchoolRecord: 'enrolment',
      Enrolment: 'unitCode school kind municipality stage grade className from',
    },
  },
  M45: { content: { SchoolRecord: 'guardianContacts', GuardianContact: 'name phone relation isCustodian' } },
  M46: {
    content: {
      SchoolRecord: 'attendance',
      TermAttendance: 'term presentPercent validAbsenceHours invalidAbsenceHours',
    },
  },
  M47: { content: { SchoolRecord: 'presentNow' } },
  M48: { content: { SchoolRecord: 'supportPlan', SupportPlan: 'needs adaptations decidedAt reviewAt' } },
  M49: { content: { SchoolRecord: 'medicalNotes', MedicalNote: 'date text' } },
  M50: { content: { SchoolRecord: 'psychosocialNotes', PsychosocialNote: 'date text' } },
  M51: {
    content: { SchoolRecord: 'disciplinaryIncidents', DisciplinaryIncident: 'date type measure text' },
  },
  M52: { content: { SchoolRecord: 'grades', Grade: 'term subject grade goalAttainment' } },
  M53: { content: { SchoolRecord: 'mentorObservations', MentorObservation: 'date author kind text' } },
};

/** What carries no person of an agency's register and so is in no row: who may come in at which door, and what the desks hold. */
const DOORS: Readonly<Record<string, Door>> = {
  persons: { row: 'S01', types: { Query: 'individual individuals', Individual: 'ref police socialtjanst school' } },
  directory: { row: 'S02', types: { Query: 'directory', Directory: 'id police socialtjanst school' } },
  session: {
    row: 'S03',
    types: {
      Query: 'me',
      Me: 'role roleTitle agency workplace purposes',
      OpenPurpose: 'purpose swedish needsCase',
    },
  },
  desks: {
    row: 'S04',
    types: {
      Query: 'police socialtjanst school',
      Mutation: 'police socialtjanst school',
      PoliceDesk: 'agency',
      SocialDesk: 'agency',
      SchoolDesk: 'agency',
    },
  },
  blocks: {
    row: 'S05',
    types: {
      PoliceDesk: 'blocks',
      SocialDesk: 'blocks',
      SchoolDesk: 'blocks',
      PoliceActions: 'setBlock liftBlock',
      SocialActions: 'setBlock liftBlock',
      SchoolActions: 'setBlock liftBlock',
    },
  },
  block: {
    row: 'S06',
    types: { AccessBlock: 'id ref kind staffSubject role rows reason setAt setBy liftedAt liftedBy' },
  },
  ...DESK_DOORS,
  explanations: {
    row: 'S30',
    types: {
      Query: 'explainAccess',
      AccessExplanation: 'coordinate outcome code grounds missing whatToDo until full',
      BilingualText: 'english swedish',
      AccessGround: 'kind words laws limit',
      LawSection: 'cite statute says swedish underAge',
      FullExplanation: 'row title why needsLawyer cell factsConsulted limits ageLimits datesInForce policyDigest',
    },
  },
  simulations: { row: 'S31', types: { Query: 'simulate' } },
  ...AGGREGATE_DOORS,
};

/** What a role is let in by, by row; practitioners by `structure` where nothing is said. */
const DOOR_GROUNDS: Readonly<Record<string, (role: Role) => string>> = {
  S01: (role) => OUTSIDERS[role] ?? 'structure',
  S04: (role) => (role === 'analyst' ? 'never' : 'structure'),
  S05: (role) => (DECIDING.includes(role) ? 'own' : role === 'data-protection-officer' ? 'metadata' : 'never'),
  S06: (role) => (DECIDING.includes(role) ? 'structure' : role === 'data-protection-officer' ? 'metadata' : 'never'),
  ...DESK_GROUNDS,
  ...AGGREGATE_GROUNDS,
};

const OUTSIDERS: Readonly<Partial<Record<Role, string>>> = {
  analyst: 'aggregate',
  'data-protection-officer': 'metadata',
};

/** The ground on which a role comes in at a door or a desk. */
export function doorGround(row: string, role: Role): string {
  return DOOR_GROUNDS[row]?.(role) ?? 'structure';
}

/** Rows that close for everybody when the person's identity is protected (matrix M01, M02, M03; OSL 22 kap., 26:2, 26:14 c). */
export const CLOSED_WHEN_PROTECTED: readonly string[] = ['M01', 'M02', 'M07', 'M31', 'M32', 'M44', 'M45', 'M47'];

/** Free text and places that close too, since they can tell where the person lives or goes to school. */
export const TEXTS_CLOSED_WHEN_PROTECTED: readonly string[] = [
  'PoliceIncident.area',
  'Observation.area',
  'Observation.text',
  'DrugIntervention.area',
  'DisciplinaryIncident.text',
  'ConcernReport.facts',
];

/** Acts that two agencies hold together: each documents its part. */
export const JOINT_HOLDERS: Readonly<Record<string, readonly Agency[]>> = { M17: ['police', 'socialtjanst'] };

const OWN_TYPES: Readonly<Record<Agency, readonly string[]>> = {
  police: ['PoliceRecord', 'PoliceDesk', 'PoliceActions'],
  socialtjanst: ['SocialRecord', 'SocialDesk', 'SocialActions'],
  school: ['SchoolRecord', 'SchoolDesk', 'SchoolActions'],
};

/** The agency whose own copy a coordinate of an every-agency row is. */
export function copyHolder(coordinate: string): Agency | null {
  return AGENCIES.find((agency) => OWN_TYPES[agency].includes(coordinate.split('.')[0] ?? '')) ?? null;
}

export type PlacedCoordinate = { readonly coordinate: string; readonly row: string; readonly isExistence: boolean };

/** Every coordinate of the two tables above with the row that it is under. */
export function listCoordinates(): readonly PlacedCoordinate[] {
  const place = (row: string, types: Readonly<Record<string, string>> = {}, isExistence = false): PlacedCoordinate[] =>
    Object.entries(types).flatMap(([type, fields]) =>
      fields.split(' ').map((field) => ({ coordinate: `${type}.${field}`, row, isExistence })),
    );
  const rows = Object.entries(ROW_COORDINATES);
  return [
    ...rows.flatMap(([row, { content, existence }]) => [...place(row, content), ...place(row, existence, true)]),
    ...Object.values(DOORS).flatMap(({ row, types }) => place(row, types)),
  ];
}
