import { AGENCY_TITLES, type Agency } from '../../../schema/agency.ts';
import { UNIT_WORDS } from '../../../schema/aggregate-units.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { nameDimension } from '../graph/words.ts';
import type { AggregateRelease, ReleasedTable } from '../release.ts';
import type { ExportLanguage } from './export-options.ts';

/** Stands where a figure is not shown, as in official statistics; never a zero. */
export const SUPPRESSED_MARK = '..';

const ENGLISH_AGENCIES: Readonly<Record<Agency, string>> = {
  police: 'the police',
  socialtjanst: 'socialtjänsten',
  school: 'the school',
};

const pick = (words: { readonly swedish: string; readonly english: string }, language: ExportLanguage): string =>
  language === 'sv' ? words.swedish : words.english;

/** A month as `juli 2026`, or short as `jul 2026`. */
export function monthName(month: string, language: ExportLanguage, length: 'long' | 'short'): string {
  const format = { month: length, year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(language === 'sv' ? 'sv-SE' : 'en-GB', format);
}

/** What the figures of an aggregate count, in the plural: `anmälningar`. */
export function unitName(unit: string, language: ExportLanguage): string {
  const words = UNIT_WORDS[unit];
  return words === undefined ? unit : pick(words, language);
}

/** `efter månad och källa`: what a table is divided by. */
export function divisionOf(table: ReleasedTable, language: ExportLanguage): string {
  const names = table.dimensions.map((dimension) => nameDimension(dimension)[language].toLowerCase());
  const last = names.pop() ?? '';
  const word = language === 'sv' ? { by: 'efter', and: ' och ' } : { by: 'by', and: ' and ' };
  return `${word.by} ${names.length === 0 ? last : `${names.join(', ')}${word.and}${last}`}`;
}

/** `Antal anmälningar efter månad och källa`. */
export function tableTitle(release: AggregateRelease, table: ReleasedTable, language: ExportLanguage): string {
  const number = language === 'sv' ? 'Antal' : 'Number of';
  return `${number} ${unitName(release.definition.unit, language)} ${divisionOf(table, language)}`;
}

/** The period in words, and what of it is counted where it still runs. */
export function periodText({ period }: AggregateRelease, language: ExportLanguage): string {
  const [year = '', term] = period.name.split('-');
  const swedish = term === undefined ? year : `${term === 'VT' ? 'vårterminen' : 'höstterminen'} ${year}`;
  const english = term === undefined ? year : `${term === 'VT' ? 'spring' : 'autumn'} term ${year}`;
  const name = language === 'sv' ? swedish : english;
  if (period.countedUntil === period.until) return name;
  const last = monthName(period.months.at(-1) ?? year, language, 'long');
  return language === 'sv' ? `${name}, räknad till och med ${last}` : `${name}, counted to the end of ${last}`;
}

/** How the figures are protected, in two sentences that a reader of any figure should have seen. */
export function protectionText({ definition }: AggregateRelease, language: ExportLanguage): string {
  const { suppressUpTo, roundTo } = definition.thresholds;
  return language === 'sv'
    ? `${SUPPRESSED_MARK} visas inte: antal till och med ${suppressUpTo}, och fler där de annars gick att räkna ut. Övriga är avrundade till närmaste ${roundTo}.`
    : `${SUPPRESSED_MARK} not shown: counts up to ${suppressUpTo}, and more where those could be worked out. The others are rounded to the nearest ${roundTo}.`;
}

/** Whose data it is and which release, to be quoted. */
export function sourceText({ id, definition }: AggregateRelease, language: ExportLanguage): string {
  const agencies = definition.sources.map(({ measure }) => agencyOfMeasure(measure));
  const names = agencies.map((agency) => (language === 'sv' ? AGENCY_TITLES[agency] : ENGLISH_AGENCIES[agency]));
  const word = language === 'sv' ? { source: 'Källa', by: 'genom', release: 'utgåva' } : null;
  return `${word?.source ?? 'Source'}: ${names.join(', ')} ${word?.by ?? 'through'} Samsyn, ${word?.release ?? 'release'} ${id}`;
}
