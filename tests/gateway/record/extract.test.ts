import { describe, expect, it } from 'vitest';
import { emptyChain, type ChainedEntry, type RecordBody } from '../../../gateway/record/chain.ts';
import { buildExtract } from '../../../gateway/record/extract/build-extract.ts';
import { EXTRACT_FORMATS, renderExtract, type ExtractFormat } from '../../../gateway/record/extract/render-extract.ts';
import { EXTRACT_LANGUAGES, loadExtractRules, type ExtractLanguage } from '../../../policies/load-extract-rules.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { chainOf } from './chain-of.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const rules = loadExtractRules();
const policySet = loadPolicySet();

function entry(daysAgo: number, rest: Partial<RecordBody>): ChainedEntry {
  const at = new Date(NOW.getTime() - daysAgo * 24 * 3_600_000).toISOString();
  const body: RecordBody = {
    kind: 'release',
    at,
    requestId: 'request',
    staffSubject: 'staff-somebody',
    role: 'school.principal',
    agency: 'school',
    purpose: 'SIG',
    caseNumber: 'SN 2026/1001',
    personRef: 'r1_person',
    released: [],
    withheld: ['PoliceRecord.incidents GROUND_NEEDED'],
    missing: [],
    policyDigest: 'digest',
    grounds: [],
    ...rest,
  };
  return chainOf(emptyChain('gateway'), [body])[0] as ChainedEntry;
}

const school = entry(3, { grounds: ['Individual.school structure', 'SchoolRecord.grades own'] });
const consented = entry(2, { grounds: ['SocialRecord.isKnown consent c-1', 'SocialRecord.caseWorker consent c-1'] });
const byPolice = entry(2, {
  role: 'police.investigator',
  agency: 'police',
  grounds: ['PoliceRecord.isKnown own', 'SchoolRecord.address decision g-1'],
});
const policeData = entry(1, { grounds: ['PoliceRecord.seriousTalks consent c-1'] });

function draw(
  entries: readonly ChainedEntry[],
  {
    language = 'sv',
    format = 'text',
    now = NOW,
  }: { language?: ExtractLanguage; format?: ExtractFormat; now?: Date } = {},
): string {
  return renderExtract(buildExtract(entries, { language, rules, policySet, now }), rules.words[language], format);
}

describe("a person's own extract", () => {
  it.each(EXTRACT_FORMATS.flatMap((format) => EXTRACT_LANGUAGES.map((language) => ({ format, language }))))(
    'is the same bytes with and without entries that are held back ($format, $language)',
    (form) => {
      expect(draw([school, consented, byPolice, policeData], form)).toBe(draw([school, consented], form));
      expect(draw([byPolice], form)).toBe(draw([], form));
    },
  );

  it('tells who by function, why, which groups of whose data, on what ground and law', () => {
    expect(draw([consented])).toContain(
      [
        '2026-11-20 13:00  Rektor, Skolan',
        '  Ändamål: Social insatsgrupp',
        '  Uppgifter hos: Socialtjänsten',
        '    Aktuell hos socialtjänsten, handläggare: samtycke (OSL 10:1 eller OSL 12:2)',
      ].join('\n'),
    );
  });

  it.each(EXTRACT_FORMATS)('names no staff, person, case, coordinate, consent or refusal (%s)', (format) => {
    const text = draw([school, consented], { format });
    for (const hidden of ['staff-', 'r1_', '2026/1001', 'isKnown', 'SocialRecord', 'c-1', 'GROUND_NEEDED', 'request']) {
      expect(text).not.toContain(hidden);
    }
  });

  it('shows what was held back when its time has passed, and intelligence never', () => {
    const later = new Date(NOW.getTime() + 366 * 24 * 3_600_000);
    const intelligence = entry(1, { grounds: ['PoliceRecord.observations push g-2', 'PoliceRecord.seriousTalks own'] });
    expect(draw([byPolice], { now: later })).toContain('Utredare, Polisen');
    expect(draw([intelligence], { now: later })).toContain('Allvarssamtal');
    expect(draw([intelligence], { now: new Date('2090-01-01') })).not.toContain('Iakttagelser');
  });

  it('lists what was released before grounds were recorded, and says that the ground is not known', () => {
    const old = entry(3, { released: ['Query.individual', 'Individual.school', 'SchoolRecord.grades'] });
    expect(draw([old])).toContain('Betyg: grunden antecknades inte då');
  });

  it('leaves out refusals and actions', () => {
    const acts = (['refusal', 'act'] as const).map((kind) => entry(1, { kind, released: ['SchoolRecord.grades'] }));
    expect(draw(acts)).toBe(draw([]));
  });

  it('names rows and laws that exist, and marks every delay for the lawyer', () => {
    const rows = new Set(policySet.rules.map(({ row }) => row));
    expect(rules.delays.flatMap((delay) => delay.rows ?? []).filter((row) => !rows.has(row))).toEqual([]);
    expect(rules.delays.every(({ needsLawyer }) => needsLawyer)).toBe(true);
  });
});
