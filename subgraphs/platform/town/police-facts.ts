import type { FunctionContact } from './townsperson.ts';

export type IncidentType =
  | 'PUBLIC_DISORDER'
  | 'VANDALISM'
  | 'THEFT'
  | 'MINOR_DRUG_OFFENCE'
  | 'ASSAULT'
  | 'UNLAWFUL_THREAT'
  | 'KNIFE_OR_WEAPON'
  | 'ROBBERY'
  | 'FOUND_IN_UNSUITABLE_SETTING';

export type PlaceKind = 'SCHOOL' | 'CENTRE' | 'PARK' | 'STATION' | 'HOME' | 'SHOP' | 'STREET' | 'YOUTH_CLUB';

export type IncidentRole = 'SUSPECT' | 'VICTIM' | 'WITNESS' | 'FOUND';

/** M06 and M07 (händelse). */
export interface PoliceIncident {
  readonly occurredAt: string;
  readonly type: IncidentType;
  /** Name of the district, or of the other municipality. */
  readonly area: string;
  readonly placeKind: PlaceKind;
  /** Event code in the town's own series, H01 to H09. */
  readonly code: string;
  readonly role: IncidentRole;
  readonly narrative: string;
  /** The police's own short form, without third persons; it may go where the narrative must not. */
  readonly summary: string;
}

export type SuspicionStatus = 'OPEN' | 'REPORTED_TO_PROSECUTOR' | 'DROPPED' | 'CONCLUDED';

/** M08 (brottsmisstanke). A dropped one must no longer be searchable (2018:1693 4:5). */
export interface Suspicion {
  /** Four digits in an invented series, 9900 to 9909. */
  readonly crimeCode: string;
  /** Tells that the code is not one of Brå's classification. */
  readonly codeSeries: 'SYNTHETIC';
  readonly crime: string;
  readonly date: string;
  readonly status: SuspicionStatus;
  readonly droppedAt: string | null;
  readonly schoolRelated: boolean;
  /** K-number of the report, such as 5000-K123456-26. */
  readonly caseNumber: string;
  /** The date of the incident that it stems from, when the police hold one. */
  readonly incidentAt: string | null;
}

/** M10 (pågående förundersökning). */
export interface OngoingInvestigation {
  readonly caseNumber: string;
  readonly openedAt: string;
  readonly stage: 'INITIAL_MEASURES' | 'INTERVIEWS' | 'AWAITING_ANALYSIS' | 'REPORTING_TO_PROSECUTOR';
  readonly leadUnit: string;
  readonly detail: string;
}

/** M11 and M13 (iakttagelse): always with its reliability, the mark "not suspected" (2018:1693 3:4) and an expiry. */
export interface Observation {
  readonly observedAt: string;
  readonly area: string;
  readonly text: string;
  /** A completely reliable to E reliability unknown. */
  readonly sourceReliability: 'A' | 'B' | 'C' | 'D' | 'E';
  /** 1 confirmed to 4 cannot be judged. */
  readonly informationCorrectness: 1 | 2 | 3 | 4;
  readonly notSuspected: boolean;
  readonly expiresAt: string;
}

/** M12 (umgänge): another person of the town, by index. */
export interface Associate {
  readonly index: number;
  readonly kind: 'SEEN_TOGETHER' | 'SAME_CASE' | 'SAME_NETWORK';
  readonly since: string;
  readonly notSuspected: boolean;
}

/** M14 (riskbedömning i Trefas). */
export interface RiskRating {
  readonly level: 'GREEN' | 'YELLOW' | 'RED';
  readonly grounds: string;
  /** A function, never a person. */
  readonly author: string;
  readonly setAt: string;
  readonly expiresAt: string;
}

/** M15 (ingripande vid narkotika). */
export interface DrugIntervention {
  readonly date: string;
  readonly area: string;
  readonly substance: string;
  readonly action: string;
}

/** M16 (målsägande, skyddsbehov). */
export interface VictimStatus {
  readonly date: string;
  readonly crime: string;
  readonly protectionNeed: 'NONE' | 'SUPPORT' | 'PROTECTION';
  readonly supportContact: string;
}

/** M17 (allvarssamtal), held jointly with socialtjänsten. */
export interface SeriousTalk {
  readonly plannedFor: string;
  readonly heldAt: string | null;
  readonly attendedBy: readonly string[];
  readonly agreements: readonly string[];
  readonly followUpAt: string | null;
}

/** M18 (avhopparärende). */
export interface ExitCase {
  readonly openedAt: string;
  readonly threatLevel: 'LOW' | 'ELEVATED' | 'HIGH';
  readonly threatAssessment: string;
  readonly contact: FunctionContact;
}

/** M19 (försvunnen eller efterlyst). */
export interface MissingOrWanted {
  readonly kind: 'MISSING' | 'WANTED';
  readonly since: string;
  readonly endedAt: string | null;
}

/** What the police hold about one person: M05 to M19 without M09, which is nowhere (OSL 35:3). */
export interface PoliceFacts {
  readonly caseContact: FunctionContact;
  readonly incidents: readonly PoliceIncident[];
  readonly suspicions: readonly Suspicion[];
  readonly ongoingInvestigations: readonly OngoingInvestigation[];
  readonly observations: readonly Observation[];
  readonly associates: readonly Associate[];
  readonly riskRating: RiskRating | null;
  readonly drugInterventions: readonly DrugIntervention[];
  readonly victimStatuses: readonly VictimStatus[];
  readonly seriousTalks: readonly SeriousTalk[];
  readonly exitCase: ExitCase | null;
  readonly missingOrWanted: readonly MissingOrWanted[];
}
