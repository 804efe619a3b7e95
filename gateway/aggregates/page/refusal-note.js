import { say } from './words.js';

const h = React.createElement;

/**
 * @typedef {import('./page-types.d.ts').Language} Language
 * @typedef {import('./page-types.d.ts').PageSettings} PageSettings
 * @typedef {import('./page-types.d.ts').Refusal} Refusal
 */

/**
 * For each code why, and what to do, in Swedish and English.
 * @type {Record<string, readonly [readonly [string, string], readonly [string, string]]>}
 */
const REASONS = {
  AGGREGATE_UNKNOWN: [
    ['Aggregatet finns inte.', 'There is no such aggregate.'],
    ['Välj ett i listan.', 'Choose one of the list.'],
  ],
  AGGREGATE_PARAMETER: [
    ['Perioden går inte att fråga om.', 'The period cannot be asked for.'],
    ['Välj en av perioderna i listan.', 'Choose one of the periods of the list.'],
  ],
  AGGREGATE_EXPIRED: [
    ['Aggregatets giltighet har gått ut.', 'The aggregate has expired.'],
    [
      'En ny definition behöver skrivas och godkännas av myndigheterna.',
      'A new definition must be written and approved by the agencies.',
    ],
  ],
  AGGREGATE_UNAPPROVED: [
    [
      'Aggregatet är inte godkänt av alla som äger uppgifterna.',
      'Not every owner of the data has approved the aggregate.',
    ],
    [
      'Två personer vid myndigheten måste godkänna just den här definitionen. Be dem läsa den.',
      'Two persons at the agency must approve this very definition. Ask them to read it.',
    ],
  ],
  AGGREGATE_BUDGET_SPENT: [
    [
      'Du har tagit fram så mycket nytt som får tas fram på en tid.',
      'You have got as much anew as may be got for a time.',
    ],
    [
      'Det som redan är utlämnat är fritt att ta fram igen. Annars: vänta.',
      'What was released before is free to get again. Else: wait.',
    ],
  ],
  AGGREGATE_SOURCE_FAILED: [
    [
      'En myndighet svarade inte, eller inte som den ska. Inget räknades.',
      'An agency did not answer, or not as it should. Nothing was counted.',
    ],
    ['Försök igen om en stund.', 'Try again shortly.'],
  ],
  AGGREGATE_DIFFERENCE: [
    [
      'Bredvid det som redan är utlämnat skulle siffrorna avslöja en liten grupp.',
      'Beside what was released before, the figures would tell of a small group.',
    ],
    [
      'Välj en annan period, eller ett grövre indelat aggregat. Det som redan är utlämnat gäller fortfarande.',
      'Choose another period, or an aggregate that is less finely divided. What was released before still holds.',
    ],
  ],
  AGGREGATE_NOTHING_LEFT: [
    ['Varje siffra skulle gälla för få för att visas.', 'Every figure would be of too few to be shown.'],
    [
      'Välj en längre period, eller ett grövre indelat aggregat.',
      'Choose a longer period, or an aggregate that is less finely divided.',
    ],
  ],
  AGGREGATE_UNPROVEN: [
    [
      'Det gick inte att bevisa i tid att ingen liten grupp avslöjas.',
      'It could not be proven in time that no small group is told of.',
    ],
    [
      'Försök igen, eller välj ett grövre indelat aggregat.',
      'Try again, or choose an aggregate that is less finely divided.',
    ],
  ],
};

/**
 * The reason for a code in a sentence; null for codes that are no refusals of a run.
 * @param {string | null} code @param {Language} language
 */
export function reasonOf(code, language) {
  return REASONS[code ?? '']?.[0][language === 'sv' ? 0 : 1] ?? null;
}

/**
 * Why no figures came, and what to do.
 * @param {{ refusal: Refusal, settings: PageSettings, language: Language }} props
 */
export function RefusalNote({ refusal, settings, language }) {
  const at = language === 'sv' ? 0 : 1;
  const told = REASONS[refusal.code];
  const missing = refusal.missing.map((agency) => settings.agencyTitles[agency] ?? agency);
  return h(
    'section',
    { className: 'note refusal', role: 'alert' },
    h('h3', null, say('refusedTitle', language)),
    told === undefined ? null : h('p', null, told[0][at], missing.length === 0 ? null : ` (${missing.join(', ')})`),
    told === undefined ? null : h('p', null, h('strong', null, told[1][at])),
    h('p', { className: 'quiet', lang: 'en' }, h('code', null, refusal.code), ` ${refusal.message}`),
  );
}
