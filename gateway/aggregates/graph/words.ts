import {
  CODE_LISTS,
  DIMENSION_NAMES,
  isMonthDimension,
  type Code,
  type Dimension,
} from '../../../schema/aggregate-codes.ts';

/** The same words in two languages, as the graph has them. */
export interface LocalText {
  readonly sv: string;
  readonly en: string;
}

/** What a dimension is called. */
export function nameDimension(dimension: Dimension): LocalText {
  return toLocalText(DIMENSION_NAMES[dimension]);
}

/** What a code of a dimension is called; a month as `juli 2026`. */
export function nameCode(dimension: Dimension, code: string): LocalText {
  if (isMonthDimension(dimension)) return { sv: nameMonth(code, 'sv-SE'), en: nameMonth(code, 'en-GB') };
  const known = CODE_LISTS[dimension].find((candidate) => candidate.code === code);
  return known === undefined ? { sv: code, en: code } : toLocalText(known);
}

function nameMonth(month: string, language: string): string {
  const form = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(language, form);
}

function toLocalText({ swedish, english }: Omit<Code, 'code'>): LocalText {
  return { sv: swedish, en: english };
}
