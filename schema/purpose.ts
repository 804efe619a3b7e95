/** Why somebody asks. One a request, from this closed list, in the header `Samsyn-Purpose`. */
export const PURPOSES = [
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
] as const;

export type Purpose = (typeof PURPOSES)[number];

export function isPurpose(text: string): text is Purpose {
  return (PURPOSES as readonly string[]).includes(text);
}

const CASE_NUMBER = /^[\p{L}0-9][\p{L}0-9 /.:_-]{0,63}$/u;
const LIKE_A_NUMBER = /\d{6}[^\p{L}\d]{0,3}\d{4}/u;

/**
 * Whether the text can be a case number (diarienummer, K-nummer): 1 to 64 letters, digits, spaces and `/.:_-`.
 * Ten or twelve digits, also when parted, are refused, since they could be a personal identity number.
 */
export function isCaseNumber(text: string): boolean {
  return CASE_NUMBER.test(text) && !LIKE_A_NUMBER.test(text);
}
