/** A code of a closed list with its words. */
export interface Code {
  readonly code: string;
  readonly swedish: string;
  readonly english: string;
}

const code = (name: string, swedish: string, english: string): Code => ({ code: name, swedish, english });

/** Where a register cannot tell, or may not: who is protected has no district here. */
const UNKNOWN = code('UNKNOWN', 'Okänt', 'Unknown');

/**
 * The closed lists of the dimensions that are not a month. Every agency sends these codes and no others, whatever its register
 * calls them; no free value ever enters an aggregate. A code is never reused for something else.
 */
export const CODE_LISTS = {
  district: [
    code('D01', 'Gjuteriet', 'Gjuteriet'),
    code('D02', 'Södra Kajen', 'Södra Kajen'),
    code('D03', 'Ängsvik', 'Ängsvik'),
    code('D04', 'Lövåkern', 'Lövåkern'),
    code('D05', 'Kvarnudden', 'Kvarnudden'),
    code('D06', 'Fyrbacken', 'Fyrbacken'),
    code('D07', 'Repslagarängen', 'Repslagarängen'),
    code('D08', 'Mossvreten', 'Mossvreten'),
    UNKNOWN,
  ],
  ageBand: [
    code('0-12', '0–12 år', '0–12 years'),
    code('13-14', '13–14 år', '13–14 years'),
    code('15-17', '15–17 år', '15–17 years'),
    code('18-20', '18–20 år', '18–20 years'),
    code('21+', '21 år och äldre', '21 years and over'),
    UNKNOWN,
  ],
  sex: [code('FEMALE', 'Kvinna', 'Female'), code('MALE', 'Man', 'Male'), UNKNOWN],
  source: [
    code('POLICE', 'Polis', 'Police'),
    code('SCHOOL', 'Skola', 'School'),
    code('HEALTH_CARE', 'Hälso- och sjukvård', 'Health care'),
    code('SOCIAL_SERVICES', 'Socialtjänst', 'Social services'),
    code('GUARDIAN_OR_SELF', 'Vårdnadshavare eller den unge', 'Guardian or young person'),
    code('PRIVATE_OR_ANONYMOUS', 'Privatperson eller anonym', 'Private person or anonymous'),
    code('OTHER', 'Annan', 'Other'),
  ],
  schoolStage: [
    code('F_6', 'Förskoleklass–årskurs 6', 'Preschool class to grade 6'),
    code('7_9', 'Årskurs 7–9', 'Grades 7–9'),
    code('GYMNASIUM', 'Gymnasieskola', 'Upper secondary school'),
  ],
  incidentType: [
    code('PUBLIC_DISORDER', 'Ordningsstörning', 'Public disorder'),
    code('VANDALISM', 'Skadegörelse', 'Vandalism'),
    code('THEFT', 'Stöld', 'Theft'),
    code('MINOR_DRUG_OFFENCE', 'Ringa narkotikabrott', 'Minor drug offence'),
    code('ASSAULT', 'Misshandel', 'Assault'),
    code('UNLAWFUL_THREAT', 'Olaga hot', 'Unlawful threat'),
    code('KNIFE_OR_WEAPON', 'Kniv eller vapen', 'Knife or weapon'),
    code('ROBBERY', 'Rån', 'Robbery'),
    code('FOUND_IN_UNSUITABLE_SETTING', 'Anträffad i olämplig miljö', 'Found in an unsuitable setting'),
  ],
  preAssessment: [
    code('OPENED', 'Utredning inledd', 'Investigation opened'),
    code('NOT_OPENED', 'Utredning inleds inte', 'No investigation'),
    code('BELONGS_TO_OPEN_INVESTIGATION', 'Hör till pågående utredning', 'Belongs to an open investigation'),
    code('PENDING', 'Ännu inte beslutad', 'Not yet decided'),
  ],
  inTime: [
    code('IN_TIME', 'I tid', 'In time'),
    code('LATE', 'För sent', 'Late'),
    code('NOT_YET', 'Ännu inte', 'Not yet'),
  ],
  talkHeld: [code('HELD', 'Hållet', 'Held'), code('NOT_HELD', 'Inte hållet', 'Not held')],
  sigStep: [
    code('STARTED', 'Startade', 'Started'),
    code('RUNNING', 'Pågår vid periodens slut', 'Running at the end of the period'),
    code('ENDED', 'Avslutade', 'Ended'),
  ],
  sigEndReason: [
    code('GOAL_MET', 'Målet nått', 'Goal met'),
    code('CONSENT_WITHDRAWN', 'Samtycke återkallat', 'Consent withdrawn'),
    code('MOVED', 'Flyttat', 'Moved'),
    code('AGED_OUT', 'Åldern passerad', 'Aged out'),
    code('COMPULSORY_CARE', 'Tvångsvård', 'Compulsory care'),
    code('NOT_ENDED', 'Inte avslutad', 'Not ended'),
  ],
  followUp: [
    code('M0', 'Vid start', 'At start'),
    code('M3', 'Efter 3 månader', 'After 3 months'),
    code('M6', 'Efter 6 månader', 'After 6 months'),
    code('M12', 'Efter 12 månader', 'After 12 months'),
  ],
  attendance: [
    code('UNDER_50', 'Under 50 %', 'Under 50 %'),
    code('50-79', '50–79 %', '50–79 %'),
    code('80+', '80 % och mer', '80 % and over'),
  ],
  newSuspicions: [code('NONE', 'Inga nya', 'None new'), code('SOME', 'Nya', 'Some new')],
  newReports: [code('NONE', 'Inga nya', 'None new'), code('SOME', 'Nya', 'Some new')],
  commitmentsKept: [
    code('UNDER_50', 'Under hälften', 'Under half'),
    code('50-79', '50–79 %', '50–79 %'),
    code('80+', '80 % och mer', '80 % and over'),
  ],
  unexcusedAbsence: [
    code('NONE', 'Ingen', 'None'),
    code('UNDER_5', 'Under 5 %', 'Under 5 %'),
    code('5-19', '5–19 %', '5–19 %'),
    code('20+', '20 % och mer', '20 % and over'),
  ],
  repeat: [
    code('FIRST', 'Ingen tidigare inom 12 månader', 'No earlier within 12 months'),
    code('REPEAT', 'Tidigare inom 12 månader', 'Earlier within 12 months'),
  ],
  placementKind: [
    code('HVB', 'HVB-hem', 'Residential care home'),
    code('FAMILY_HOME', 'Familjehem', 'Family home'),
    code('SIS', 'SiS-hem', 'State institution'),
    code('SUPPORTED_HOUSING', 'Stödboende', 'Supported housing'),
    code('SHELTERED_HOUSING', 'Skyddat boende', 'Sheltered housing'),
  ],
  schoolPlaceReady: [
    code('READY', 'Skolplats klar första dagen', 'School place ready on the first day'),
    code('NOT_READY', 'Skolplats inte klar', 'School place not ready'),
  ],
  suspicionSide: [
    code('BEFORE', 'Bara före starten', 'Only before the start'),
    code('AFTER', 'Bara efter starten', 'Only after the start'),
    code('BOTH', 'Både före och efter', 'Both before and after'),
    code('NEITHER', 'Varken före eller efter', 'Neither'),
  ],
} as const satisfies Readonly<Record<string, readonly Code[]>>;

export type CodedDimension = keyof typeof CODE_LISTS;

/** Months are written YYYY-MM; which of them there are follows from the period that is asked for. */
const MONTH_DIMENSIONS = ['month', 'sigStartMonth', 'suspicionMonth'] as const;

export type MonthDimension = (typeof MONTH_DIMENSIONS)[number];

export type Dimension = CodedDimension | MonthDimension;

export const DIMENSIONS: readonly Dimension[] = [...(Object.keys(CODE_LISTS) as CodedDimension[]), ...MONTH_DIMENSIONS];

export function isMonthDimension(dimension: Dimension): dimension is MonthDimension {
  return (MONTH_DIMENSIONS as readonly string[]).includes(dimension);
}

/** The Swedish and English names of the dimensions. */
export const DIMENSION_NAMES: Readonly<Record<Dimension, Omit<Code, 'code'>>> = {
  district: { swedish: 'Område', english: 'District' },
  ageBand: { swedish: 'Ålder', english: 'Age' },
  sex: { swedish: 'Kön', english: 'Sex' },
  source: { swedish: 'Källa', english: 'Source' },
  schoolStage: { swedish: 'Skolstadium', english: 'School stage' },
  incidentType: { swedish: 'Händelsetyp', english: 'Type of incident' },
  preAssessment: { swedish: 'Förhandsbedömning', english: 'Pre-assessment' },
  inTime: { swedish: 'Tidsgräns', english: 'Time limit' },
  talkHeld: { swedish: 'Allvarssamtal', english: 'Serious talk' },
  sigStep: { swedish: 'Skede', english: 'Stage' },
  sigEndReason: { swedish: 'Avslutsorsak', english: 'Reason for ending' },
  followUp: { swedish: 'Uppföljning', english: 'Follow-up' },
  attendance: { swedish: 'Närvaro', english: 'Attendance' },
  newSuspicions: { swedish: 'Nya misstankar', english: 'New suspicions' },
  newReports: { swedish: 'Nya orosanmälningar', english: 'New reports of concern' },
  commitmentsKept: { swedish: 'Hållna åtaganden', english: 'Commitments kept' },
  unexcusedAbsence: { swedish: 'Ogiltig frånvaro', english: 'Unexcused absence' },
  repeat: { swedish: 'Upprepad anmälan', english: 'Repeat report' },
  placementKind: { swedish: 'Placeringsform', english: 'Kind of placement' },
  schoolPlaceReady: { swedish: 'Skolplats', english: 'School place' },
  suspicionSide: { swedish: 'Nya misstankar', english: 'New suspicions' },
  month: { swedish: 'Månad', english: 'Month' },
  sigStartMonth: { swedish: 'Startmånad för SIG', english: 'Start month of the SIG' },
  suspicionMonth: { swedish: 'Misstankens månad', english: 'Month of the suspicion' },
};
