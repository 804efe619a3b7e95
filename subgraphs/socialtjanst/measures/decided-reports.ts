import { ofPresentPersons, swedishDayOf } from '../../platform/aggregates/measure-sql.ts';

/** Reports with what was decided of them; a pending assessment is followed by the row of its decision. */
export const DECIDED_REPORTS = `(SELECT report.present_ref, report.person_ref, report.report_key, source_type,
    ${swedishDayOf('received_at')} AS received_on, outcome, decided_at
  FROM ${ofPresentPersons('concern_report')} AS report LEFT JOIN (
    SELECT DISTINCT ON (person_ref, report_key) person_ref, report_key, outcome, decided_at
    FROM public.pre_assessment WHERE decided_at IS NOT NULL ORDER BY person_ref, report_key, id) AS decision
  ON decision.person_ref = report.person_ref AND decision.report_key = report.report_key)`;
