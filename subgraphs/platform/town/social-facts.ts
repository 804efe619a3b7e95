import type { SigFacts } from './sig-facts.ts';
import type { FunctionContact } from './townsperson.ts';

export type ReportSource =
  'POLICE' | 'SCHOOL' | 'HEALTH_CARE' | 'SOCIAL_SERVICES' | 'GUARDIAN_OR_SELF' | 'PRIVATE_OR_ANONYMOUS' | 'OTHER';

export type ReportReason =
  | 'VIOLENCE_AT_HOME'
  | 'CARE_FAILURE'
  | 'GUARDIAN_SUBSTANCE_USE'
  | 'CONFLICTS'
  | 'NORM_BREAKING'
  | 'CHILD_SUBSTANCE_USE'
  | 'SCHOOL_ABSENCE'
  | 'OTHER';

/** M23: who reported; secret toward almost everybody (OSL 26:5). */
export interface Reporter {
  /** Null for who reports anonymously. */
  readonly name: string | null;
  /** Function and unit for who reports on duty. */
  readonly function: string | null;
  /** A subject of schema/demo-staff.ts when one of them reported; gives the feedback ground. */
  readonly staffSubject: string | null;
}

/** M24 (förhandsbedömning): within 14 days (SoL 20:2). */
export interface PreAssessment {
  readonly outcome: 'PENDING' | 'OPENED' | 'NOT_OPENED' | 'BELONGS_TO_OPEN_INVESTIGATION';
  readonly decidedAt: string | null;
  /** Days from the report to the decision; null while pending. */
  readonly days: number | null;
}

/** Feedback to the reporter (återkoppling): within a week of the decision (SoL 19:6). */
export interface ReportFeedback {
  readonly dueOn: string;
  /** Null for who has not been told. */
  readonly givenAt: string | null;
}

/** M25 (omedelbar skyddsbedömning): the same day (SoL 20:1). */
export interface ProtectionAssessment {
  readonly assessedAt: string;
  readonly immediateNeed: boolean;
  readonly measure: string;
}

/** M21 to M25 (orosanmälan), one for each child that it names. */
export interface ConcernReport {
  readonly caseNumber: string;
  /** When it was written and when it reached Mottagningen. */
  readonly reportedAt: string;
  readonly receivedAt: string;
  readonly sourceType: ReportSource;
  readonly reason: ReportReason;
  readonly facts: string;
  readonly worry: string;
  readonly acute: boolean;
  /** Siblings named in the same report. */
  readonly siblings: readonly number[];
  readonly reporter: Reporter;
  readonly preAssessment: PreAssessment;
  /** Null while nothing is decided, and for who has no duty to report. */
  readonly feedback: ReportFeedback | null;
  readonly protectionAssessment: ProtectionAssessment;
  /** Index of whom the report was really about, when it was put on the wrong person (JO 2902-2002). */
  readonly meantForIndex: number | null;
}

/** M26 and M27 (utredning enligt SoL): four months (SoL 20:3). */
export interface SocialInvestigation {
  readonly caseNumber: string;
  readonly openedAt: string;
  readonly status: 'ONGOING' | 'CONCLUDED_WITH_MEASURES' | 'CONCLUDED_WITHOUT_MEASURES';
  readonly content: string;
  readonly decidedAt: string | null;
}

export type MeasureType =
  | 'OUTPATIENT_CARE'
  | 'CONTACT_PERSON'
  | 'QUALIFIED_CONTACT_PERSON'
  | 'BSFT'
  | 'FAMILY_TREATMENT'
  | 'YOUTH_SERVICE'
  | 'SIG';

/** M28 (insats). */
export interface SocialMeasure {
  readonly type: MeasureType;
  readonly from: string;
  readonly to: string | null;
}

/** M29 (behandlingsanteckning). */
export interface TreatmentNote {
  readonly date: string;
  readonly text: string;
}

/** M32 (hemtagning). */
export interface ReturnPlan {
  readonly returnsAt: string;
  readonly schoolPlaceReady: boolean;
  readonly contacts: readonly FunctionContact[];
}

/** M30 and M31 (placering). */
export interface Placement {
  readonly kind: 'HVB' | 'FAMILY_HOME' | 'SIS' | 'SUPPORTED_HOUSING' | 'SHELTERED_HOUSING';
  readonly location: string;
  readonly from: string;
  readonly to: string | null;
  readonly returnPlan: ReturnPlan | null;
}

/** M33. */
export interface FamilySituation {
  readonly summary: string;
  readonly updatedAt: string;
}

/** M34. */
export interface SubstanceUseAndHealth {
  readonly substanceUse: string;
  readonly health: string;
  readonly updatedAt: string;
}

/** M35 (strukturerad riskbedömning). */
export interface StructuredRiskAssessment {
  readonly level: 'LOW' | 'MODERATE' | 'HIGH';
  readonly items: readonly { readonly item: string; readonly level: 'LOW' | 'MODERATE' | 'HIGH' }[];
  /** An invented instrument. */
  readonly instrument: string;
  readonly assessedAt: string;
}

/** M36 (beslut enligt LVU). */
export interface CompulsoryCareDecision {
  readonly provision: 'LVU 2' | 'LVU 3' | 'LVU 6';
  readonly decidedAt: string;
}

/** M37 (ekonomiskt bistånd). */
export interface EconomicAssistance {
  readonly kind: 'LIVELIHOOD' | 'HOUSING' | 'OTHER';
  readonly from: string;
  readonly to: string | null;
}

/** What socialtjänsten holds about one person: M20 to M43. */
export interface SocialFacts {
  readonly caseWorker: FunctionContact;
  readonly concernReports: readonly ConcernReport[];
  readonly investigations: readonly SocialInvestigation[];
  readonly measures: readonly SocialMeasure[];
  readonly treatmentNotes: readonly TreatmentNote[];
  readonly placements: readonly Placement[];
  readonly familySituation: FamilySituation | null;
  readonly substanceUseAndHealth: SubstanceUseAndHealth | null;
  readonly structuredRiskAssessment: StructuredRiskAssessment | null;
  readonly compulsoryCareDecisions: readonly CompulsoryCareDecision[];
  readonly economicAssistance: readonly EconomicAssistance[];
  readonly sig: SigFacts;
}
