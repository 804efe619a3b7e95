import { defineEnum } from '../platform/graphql-enum.ts';

export const ReportSource = defineEnum(
  'ReportSource',
  'What kind of reporter a concern report came from (anmälarkategori).',
  {
    POLICE: 'Polisen',
    SCHOOL: 'Skola',
    HEALTH_CARE: 'Hälso- och sjukvård',
    SOCIAL_SERVICES: 'Socialtjänsten själv',
    GUARDIAN_OR_SELF: 'Vårdnadshavare eller barnet',
    PRIVATE_OR_ANONYMOUS: 'Privatperson eller anonym',
    OTHER: 'Annan',
  },
);

export const PreAssessmentOutcome = defineEnum('PreAssessmentOutcome', 'What a pre-assessment led to (utfall).', {
  PENDING: 'Pågår',
  OPENED: 'Utredning inleds',
  NOT_OPENED: 'Utredning inleds inte',
  BELONGS_TO_OPEN_INVESTIGATION: 'Tillförs pågående utredning',
});

export const SocialInvestigationStatus = defineEnum(
  'SocialInvestigationStatus',
  'Status of an investigation (utredningens status).',
  {
    ONGOING: 'Pågår',
    CONCLUDED_WITH_MEASURES: 'Avslutad med insats',
    CONCLUDED_WITHOUT_MEASURES: 'Avslutad utan insats',
  },
);

export const MeasureType = defineEnum('MeasureType', 'Kind of measure (insatstyp).', {
  OUTPATIENT_CARE: 'Öppenvård',
  CONTACT_PERSON: 'Kontaktperson',
  QUALIFIED_CONTACT_PERSON: 'Särskilt kvalificerad kontaktperson',
  BSFT: 'Brief Strategic Family Therapy (BSFT)',
  FAMILY_TREATMENT: 'Familjebehandling',
  YOUTH_SERVICE: 'Ungdomstjänst',
  SIG: 'Social insatsgrupp',
});

export const PlacementKind = defineEnum('PlacementKind', 'Kind of home that somebody is placed in (placeringsform).', {
  HVB: 'Hem för vård eller boende (HVB)',
  FAMILY_HOME: 'Familjehem',
  SIS: 'Särskilt ungdomshem (SiS)',
  SUPPORTED_HOUSING: 'Stödboende',
  SHELTERED_HOUSING: 'Skyddat boende',
});

export const AssessedRisk = defineEnum(
  'AssessedRisk',
  'Level of a structured risk assessment, made for help (risknivå).',
  {
    LOW: 'Låg',
    MODERATE: 'Måttlig',
    HIGH: 'Hög',
  },
);

export const CompulsoryCareProvision = defineEnum(
  'CompulsoryCareProvision',
  'Section that a decision on care rests on (lagrum).',
  {
    LVU_2: 'LVU 2 §, brister i omsorgen',
    LVU_3: 'LVU 3 §, eget beteende',
    LVU_6: 'LVU 6 §, omedelbart omhändertagande',
  },
);

export const EconomicAssistanceKind = defineEnum(
  'EconomicAssistanceKind',
  'What economic assistance is for (biståndets ändamål).',
  {
    LIVELIHOOD: 'Försörjningsstöd',
    HOUSING: 'Boende',
    OTHER: 'Livsföring i övrigt',
  },
);

export const SigEndReason = defineEnum('SigEndReason', 'Why a social insatsgrupp ended (avslutsorsak).', {
  GOAL_MET: 'Målet uppnått',
  CONSENT_WITHDRAWN: 'Samtycket återkallat',
  MOVED: 'Flyttat',
  AGED_OUT: 'Åldern',
  COMPULSORY_CARE: 'Vård enligt LVU',
});
