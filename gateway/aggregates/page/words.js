/**
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 */

/** All sentences of the page. Swedish first: it is the language of those whom the figures are about. */
const WORDS = /** @type {const} */ ({
  pageTitle: ['Godkända aggregat', 'Approved aggregates'],
  lead: [
    'Statistik över myndighetsgränserna, utan att någon myndighet ser den andras uppgifter och utan att någon kan pekas ut. Vad som räknas, vem som har godkänt det och varje körning är offentligt.',
    'Statistics across agencies, without any agency seeing the data of another, and without anybody being singled out. What is counted, who has approved it, and every run is public.',
  ],
  otherLanguage: ['In English', 'På svenska'],
  signIn: ['Logga in', 'Sign in'],
  signOut: ['Logga ut', 'Sign out'],
  skip: ['Till innehållet', 'To the content'],
  explorer: ['Utforska grafen', 'Explore the graph'],
  toRun: ['Ta fram siffror', 'Get figures'],
  toRunSignedOut: [
    'Den som har rollen analytiker kan logga in och ta fram siffror.',
    'Who has the role of analyst can sign in and get figures.',
  ],
  notAnalyst: [
    'Siffrorna är till för rollen analytiker. Du är inloggad med en annan roll.',
    'The figures are for the role of analyst. You are signed in with another role.',
  ],
  aggregate: ['Aggregat', 'Aggregate'],
  run: ['Ta fram', 'Get them'],
  running: ['Räknar hos myndigheterna …', 'Counting at the agencies …'],
  runHint: [
    'Samma fråga får alltid samma svar. Det som redan är utlämnat är fritt att ta fram igen.',
    'The same question always gets the same answer. What was released before is free to get again.',
  ],
  chooseTable: ['Tabell', 'Table'],
  figures: ['Siffror', 'Figures'],
  chart: ['Diagram', 'Chart'],
  chartAlt: [
    'Diagram. Samma siffror står i tabellen bredvid.',
    'Chart. The same figures stand in the table beside it.',
  ],
  chartFailed: ['Diagrammet gick inte att hämta.', 'The chart could not be fetched.'],
  drawing: ['Ritar …', 'Drawing …'],
  count: ['Antal', 'Count'],
  notShown: ['visas inte', 'not shown'],
  total: ['Summa av det som visas', 'Sum of what is shown'],
  downloadAll: ['Hämta alla tabeller', 'Download all tables'],
  downloadOne: ['Hämta den här tabellen', 'Download this table'],
  downloadFailed: ['Filen gick inte att hämta: ', 'The file could not be fetched: '],
  program: ['Använd i ett program', 'Use it in a program'],
  programHint: [
    'Läs in siffrorna direkt. Sätt SAMSYN_TOKEN i miljön till din åtkomstnyckel; den hör aldrig hemma i koden eller i en adress.',
    'Read the figures directly. Set SAMSYN_TOKEN in the environment to your access token; it never belongs in code or in an address.',
  ],
  copy: ['Kopiera', 'Copy'],
  copied: ['Kopierat', 'Copied'],
  shell: ['Kommandorad', 'Shell'],
  method: ['Om siffrorna', 'About the figures'],
  released: ['Utgiven', 'Released'],
  release: ['Utgåva', 'Release'],
  runId: ['Körning', 'Run'],
  digest: ['Definitionens kontrollsumma', 'Digest of the definition'],
  definitions: ['Vad som kan räknas', 'What can be counted'],
  counts: ['Vad som räknas', 'What is counted'],
  unit: ['Enhet', 'Unit'],
  purpose: ['Ändamål', 'Purpose'],
  law: ['Lagstöd', 'Legal basis'],
  tables: ['Tabeller', 'Tables'],
  sources: ['Källor och godkännanden', 'Sources and approvals'],
  protection: ['Skydd', 'Protection'],
  expires: ['Gäller till', 'Valid until'],
  periods: ['Perioder', 'Periods'],
  approved: ['Godkänt', 'Approved'],
  approvedByAll: ['Godkänt av alla', 'Approved by all'],
  lacks: ['Saknar godkännande', 'Not approved by'],
  noAnswer: ['svarar inte just nu', 'does not answer just now'],
  of: ['av', 'of'],
  persons: ['personer', 'persons'],
  leaves: ['lämnar ut per', 'gives by'],
  personsOnly: ['lämnar ut blinda nycklar utan uppgifter', 'gives blind tokens without details'],
  runs: ['Körningar', 'Runs'],
  runsHint: [
    'De senaste körningarna, även de som nekades. Ingen i personalen nämns.',
    'The latest runs, the refused ones too. Nobody of staff is named.',
  ],
  noRuns: ['Ingen har kört något än.', 'Nobody has run anything yet.'],
  time: ['Tid', 'Time'],
  period: ['Period', 'Period'],
  outcome: ['Utfall', 'Outcome'],
  reason: ['Skäl', 'Reason'],
  agency: ['Myndighet', 'Agency'],
  unknown: ['okänt', 'unknown'],
  refusedTitle: ['Inga siffror lämnades ut', 'No figures were released'],
  brokenTitle: ['Det gick inte', 'It did not work'],
  requestAnew: ['Inloggningen gäller inte längre: logga in igen.', 'The sign-in is no longer good: sign in again.'],
  noAnswerAtAll: ['grafen svarade inte', 'the graph did not answer'],
  listFailed: [
    'Listan gick inte att hämta. Försök igen om en stund.',
    'The list could not be fetched. Try again shortly.',
  ],
});

/** @type {Record<string, readonly [string, string]>} */
const OUTCOMES = {
  RELEASED: ['Utlämnad', 'Released'],
  REFUSED: ['Nekad', 'Refused'],
  UNFINISHED: ['Avbruten', 'Unfinished'],
};

/**
 * A sentence of the page.
 * @param {keyof typeof WORDS} name
 * @param {Language} language
 */
export function say(name, language) {
  return WORDS[name][language === 'sv' ? 0 : 1];
}

/** @param {string} outcome @param {Language} language */
export function outcomeName(outcome, language) {
  return OUTCOMES[outcome]?.[language === 'sv' ? 0 : 1] ?? outcome;
}

/**
 * `2026-HT` in words.
 * @param {string} period @param {Language} language
 */
export function periodName(period, language) {
  const [year = '', term] = period.split('-');
  if (term === undefined) return year;
  if (language === 'sv') return `${term === 'VT' ? 'Vårterminen' : 'Höstterminen'} ${year}`;
  return `${term === 'VT' ? 'Spring' : 'Autumn'} term ${year}`;
}

/**
 * `efter månad och källa`.
 * @param {readonly string[]} names @param {Language} language
 */
export function divisionName(names, language) {
  const small = names.map((name) => name.toLowerCase());
  const last = small.pop() ?? '';
  const [by, and] = language === 'sv' ? ['efter', 'och'] : ['by', 'and'];
  return small.length === 0 ? `${by} ${last}` : `${by} ${small.join(', ')} ${and} ${last}`;
}

/** @param {string} dimension @param {PageSettings} settings @param {Language} language */
export function dimensionName(dimension, settings, language) {
  const words = settings.dimensionNames[dimension];
  return words === undefined ? dimension : language === 'sv' ? words.swedish : words.english;
}

/** @param {string} unit @param {PageSettings} settings @param {Language} language */
export function unitName(unit, settings, language) {
  const words = settings.units[unit];
  return words === undefined ? unit : language === 'sv' ? words.swedish : words.english;
}

/** @param {{ readonly suppressUpTo: number, readonly roundTo: number }} thresholds @param {Language} language */
export function protectionText({ suppressUpTo, roundTo }, language) {
  return language === 'sv'
    ? `.. visas inte: antal till och med ${suppressUpTo}, och fler där de annars gick att räkna ut. Övriga är avrundade till närmaste ${roundTo}.`
    : `.. not shown: counts up to ${suppressUpTo}, and more where those could be worked out. The others are rounded to the nearest ${roundTo}.`;
}

/** @param {number} number @param {Language} language */
export function formatNumber(number, language) {
  return number.toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB');
}

/**
 * `räknad till och med 31 oktober 2026`.
 * @param {string} countedUntil the day after the last one, YYYY-MM-DD @param {Language} language
 */
export function countedText(countedUntil, language) {
  const last = new Date(Date.parse(countedUntil) - 86_400_000);
  const form = /** @type {const} */ ({ dateStyle: 'long', timeZone: 'UTC' });
  return language === 'sv'
    ? `räknad till och med ${last.toLocaleDateString('sv-SE', form)}`
    : `counted to the end of ${last.toLocaleDateString('en-GB', form)}`;
}

/** @param {string} moment ISO 8601 @param {Language} language */
export function formatMoment(moment, language) {
  const form = /** @type {const} */ ({ dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Stockholm' });
  return new Date(moment).toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB', form);
}
