import { CONCERN_REPORTS } from './measures/concern-reports.ts';
import { INVESTIGATIONS } from './measures/investigations.ts';
import { PERSONS_REPORTED } from './measures/persons-reported.ts';
import { PLACEMENT_RETURNS } from './measures/placement-returns.ts';
import { PRE_ASSESSMENTS } from './measures/pre-assessments.ts';
import { REPEAT_REPORTS } from './measures/repeat-reports.ts';
import { REPORT_FEEDBACK } from './measures/report-feedback.ts';
import { SIG_INDICATORS } from './measures/sig-indicators.ts';
import { SIG_MEMBERS } from './measures/sig-members.ts';
import { SIG_STEPS } from './measures/sig-steps.ts';

/** What socialtjänsten publishes for aggregates. */
export const SOCIALTJANST_MEASURES = [
  CONCERN_REPORTS,
  PRE_ASSESSMENTS,
  INVESTIGATIONS,
  REPORT_FEEDBACK,
  REPEAT_REPORTS,
  SIG_STEPS,
  SIG_INDICATORS,
  PLACEMENT_RETURNS,
  PERSONS_REPORTED,
  SIG_MEMBERS,
] as const;
