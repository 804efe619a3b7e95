/** What can be wrong with a report of concern or what is decided about it, and what to do. */
export const REPORT_PROBLEMS = {
  'report-purpose': 'a report of concern is sent with the purpose `CONCERN_REPORT`',
  'report-siblings': '`siblingRefs` must name others than `ref`, each once, and at most ten',
  'unknown-report': 'there is no such report about that person: look in `concernReportClocks`',
  'report-decided': 'that pre-assessment was decided to something else: a report is decided once',
} as const;
