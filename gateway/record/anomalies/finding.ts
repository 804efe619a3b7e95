/** The rules of the systematic checks, in the order in which their findings are listed. */
export const ANOMALY_RULES = [
  'without-case',
  'outside-hours',
  'many-persons',
  'same-person',
  'protected-identity',
  'refusals',
  'emergencies',
] as const;

/** Something to ask about. `subject` is a pseudonymous member of staff, or the ref of a person. */
export interface Finding {
  readonly rule: (typeof ANOMALY_RULES)[number];
  readonly subject: string;
  readonly role: string | null;
  readonly count: number;
  /** First and last day on which it was seen, Swedish calendar. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** A member of staff in a role at an agency, over the days on which something was seen. */
export interface StaffSpan {
  readonly staffSubject: string;
  readonly role: string;
  readonly agency: string;
  readonly from: string;
  readonly to: string;
}

/** How many times something was seen of a member of staff. */
export interface StaffCount extends StaffSpan {
  readonly count: number;
}

/** The part of a finding that names a member of staff. */
export function ofStaff({
  staffSubject,
  role,
  from,
  to,
}: StaffSpan): Pick<Finding, 'subject' | 'role' | 'from' | 'to'> {
  return { subject: staffSubject, role, from, to };
}
