import type { PolicyTexts } from '../../policies/load-policy-set.ts';

/** One row of the police's, which opens nothing to anybody. */
export const SMALL_RULE = `
- row: M06
  holder: police
  title: Incidents
  swedish: Händelser
  why: a test
  coordinates:
    PoliceRecord: [incidents]
  grounds:
${[
  'police.patrol-officer',
  'police.youth-coordinator',
  'police.investigator',
  'socialtjanst.case-worker',
  'socialtjanst.worker-at-police',
  'socialtjanst.sig-coordinator',
  'school.principal',
  'school.mentor',
  'school.nurse',
  'school.counsellor',
  'analyst',
  'data-protection-officer',
]
  .map((role) => `    ${role}: never`)
  .join('\n')}
`;
export const SMALL_PURPOSES = `
roleGroups: {}
purposes:
${[
  'SIG',
  'SSPF',
  'TREFAS',
  'CONCERN_REPORT',
  'INVESTIGATION',
  'SERIOUS_TALK',
  'PLACEMENT_RETURN',
  'EXIT_PROGRAMME',
  'MISSING_CHILD',
  'OWN_AGENCY',
  'STATISTICS',
  'OVERSIGHT',
]
  .map((purpose) => `  ${purpose}: { swedish: x, needsCase: false, roles: [analyst], grounds: [aggregate] }`)
  .join('\n')}
`;

/** A policy of those rules, in which every purpose is the analyst's and no law is known. */
export const smallTexts = (...rules: readonly string[]): PolicyTexts => ({
  rules,
  purposes: SMALL_PURPOSES,
  legalBases: '[]',
});
