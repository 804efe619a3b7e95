import { defineEnum } from '../platform/graphql-enum.ts';

export const SchoolKind = defineEnum('SchoolKind', 'Who runs a school (huvudman).', {
  MUNICIPAL: 'Kommunal',
  FREE: 'Fristående',
});

export const SchoolStage = defineEnum('SchoolStage', 'Stage of schooling (stadium).', {
  F_6: 'Förskoleklass till årskurs 6',
  YEARS_7_9: 'Årskurs 7 till 9',
  GYMNASIUM: 'Gymnasieskola',
});

export const GuardianRelation = defineEnum('GuardianRelation', 'What somebody is to the pupil (relation).', {
  MOTHER: 'Mor',
  FATHER: 'Far',
  APPOINTED_GUARDIAN: 'Särskilt förordnad vårdnadshavare',
  FOSTER_PARENT: 'Familjehemsförälder',
});

export const DisciplinaryIncidentType = defineEnum(
  'DisciplinaryIncidentType',
  'What happened at school (händelsetyp).',
  {
    FIGHT: 'Slagsmål',
    THREAT: 'Hot',
    VANDALISM: 'Skadegörelse',
    THEFT: 'Stöld',
    DRUGS: 'Narkotika',
    WEAPON: 'Vapen',
    DISORDER: 'Ordningsstörning',
    VIOLATION: 'Kränkande behandling',
  },
);

export const DisciplinaryMeasure = defineEnum(
  'DisciplinaryMeasure',
  'What the school did, skollagen 5 kap. (disciplinär åtgärd).',
  {
    CONVERSATION: 'Samtal',
    DETENTION: 'Kvarsittning',
    WRITTEN_WARNING: 'Skriftlig varning',
    TEMPORARY_TRANSFER: 'Tillfällig placering vid en annan skolenhet',
    SUSPENSION: 'Avstängning',
  },
);

export const GradeMark = defineEnum('GradeMark', 'A grade of the national scale (betyg).', {
  A: 'A, högsta betyg',
  B: 'B',
  C: 'C',
  D: 'D',
  E: 'E, lägsta godkända betyg',
  F: 'F, underkänt',
  NOT_GRADED: 'Streck, underlag saknas',
});

export const GoalAttainment = defineEnum('GoalAttainment', 'How far the goals are reached (måluppfyllelse).', {
  REACHED: 'Når målen',
  PARTLY: 'Når målen delvis',
  NOT_REACHED: 'Når inte målen',
});

export const MentorObservationKind = defineEnum('MentorObservationKind', 'What a remark rests on (uppgiftens art).', {
  FACT: 'Iakttagelse',
  OPINION: 'Bedömning',
});
