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

const CASE_NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} /.:_-]{0,63}$/u;

/**
 * Whether the text can be a case number (diarienummer, K-nummer): 1 to 64 letters, digits, spaces and `/.:_-`.
 * Twelve or ten digits in a row are refused, since they could be a personal identity number.
 */
export function isCaseNumber(text: string): boolean {
  return CASE_NUMBER.test(text) && !/\d{6}[-+]?\d{4}/.test(text);
}
