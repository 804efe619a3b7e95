import { describe, expect, it } from 'vitest';
import { loadPolicySet, readPolicyTexts, RULE_FILES, type PolicyTexts } from '../../policies/load-policy-set.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { SMALL_PURPOSES, SMALL_RULE, smallTexts } from './small-texts.ts';

const LAWS = "- { cite: 'OSL 10:27', statute: a, says: b, swedish: c }";
const [, NURSE = ''] = /(school\.nurse: never)/.exec(SMALL_RULE) ?? [];

/** The small rule with something said in it once more, or otherwise. */
const ruleWith = (find: string, put: string): string => SMALL_RULE.replace(find, () => put);
const also = (line: string): string => ruleWith('  why: a test', `  why: a test\n  ${line}`);
const nurseHas = (cell: string): string => ruleWith(NURSE, `school.nurse: '${cell}'`);
const load = (rule: string, changes: Partial<PolicyTexts> = {}): PolicySet =>
  loadPolicySet({ ...smallTexts(rule), ...changes });

describe('a rule as it is loaded', () => {
  it('says nothing that its text does not say', () => {
    const [rule] = load(SMALL_RULE).rules;
    expect(rule).toMatchObject({
      row: 'M06',
      holder: 'police',
      title: 'Incidents',
      swedish: 'Händelser',
      why: 'a test',
      needsLawyer: false,
      maskedWhenProtected: false,
      maskedCoordinates: [],
      limits: {},
      jointlyHeld: false,
      withoutPurpose: false,
      inForce: null,
      coordinates: ['PoliceRecord.incidents'],
      existence: [],
    });
    expect(rule?.grounds['school.nurse']).toEqual([{ kind: 'never', laws: [], assignment: null, limit: null }]);
  });

  it.each(['police', 'socialtjanst', 'school', 'every-agency', 'gateway'])('can be held by %s', (holder) => {
    expect(load(ruleWith('holder: police', `holder: ${holder}`)).rules[0]?.holder).toBe(holder);
  });

  it('has its days, the last one only where it is said', () => {
    expect(load(also('inForce: { from: 2026-01-01 }')).rules[0]?.inForce).toEqual({ from: '2026-01-01', to: null });
    const both = load(also('inForce: { from: 2026-01-01, to: 2026-12-31 }'));
    expect(both.rules[0]?.inForce).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  it('has its coordinates by type and field, those of content apart from those of existence', () => {
    const rule = ruleWith(
      'PoliceRecord: [incidents]',
      'PoliceRecord: [incidents, area]\n    Incident: [date]\n  existence:\n    PoliceRecord: [exists]',
    );
    const { coordinates } = load(rule);
    expect(
      [...coordinates].map(
        ([
          name,
          {
            coordinate,
            isExistence,
            rule: { row },
          },
        ]) => [name, coordinate, isExistence, row],
      ),
    ).toEqual([
      ['PoliceRecord.incidents', 'PoliceRecord.incidents', false, 'M06'],
      ['PoliceRecord.area', 'PoliceRecord.area', false, 'M06'],
      ['Incident.date', 'Incident.date', false, 'M06'],
      ['PoliceRecord.exists', 'PoliceRecord.exists', true, 'M06'],
    ]);
  });

  it('has another row’s grounds where its cell says so', () => {
    const borrower = nurseHas('as-M07').replace('incidents', 'area');
    const lender = nurseHas('own(assigned); consent').replace('M06', 'M07');
    const { rules } = loadPolicySet(smallTexts(borrower, lender));
    expect(rules[0]?.grounds['school.nurse']).toEqual(rules[1]?.grounds['school.nurse']);
    expect(rules[0]?.grounds['school.nurse'].map(({ kind }) => kind)).toEqual(['own', 'consent']);
  });
});

describe('a rule is refused', () => {
  it.each<[string, string, string]>([
    ['a row of another form', ruleWith('M06', 'M6'), 'row'],
    ['a row with something after it', ruleWith('M06', 'M061'), 'row'],
    ['a row with something before it', ruleWith('M06', 'XM06'), 'row'],
    ['a holder that is none', ruleWith('holder: police', 'holder: bank'), 'holder'],
    ['a type without fields', ruleWith('[incidents]', '[]'), 'PoliceRecord'],
    ['no reason', ruleWith('  why: a test\n', ''), 'why'],
    ['a yes that is no yes', also('needsLawyer: perhaps'), 'needsLawyer'],
    ['masked coordinates that are none', also('maskedCoordinates: [7]'), 'maskedCoordinates'],
    ['an unknown word in its days', also('inForce: { from: 2026-01-01, until: 2026-02-01 }'), 'until'],
    ['a cell of a row that is not there', nurseHas('as-M99'), 'M06: no grounds for `school.nurse` (`as-M99`)'],
    ['a cell that is borrowed and more', nurseHas('as-M06; own'), 'M06, school.nurse: `as-M06` is not a ground'],
  ])('with %s', (_, rule, says) => {
    expect(() => load(rule)).toThrow(says);
  });

  it('with a cell that only looks borrowed, though the row is there', () => {
    const lender = nurseHas('own').replace('M06', 'M07').replace('incidents', 'area');
    for (const cell of ['xas-M07', 'as-M07x']) {
      const refused = (): PolicySet => loadPolicySet(smallTexts(nurseHas(cell), lender));
      expect(refused).toThrow(`M06, school.nurse: \`${cell}\` is not a ground`);
      expect(refused).toThrow(expect.objectContaining({ cause: expect.any(TypeError) as unknown }) as Error);
    }
  });

  it('with each section that is not known, once, however many cells cite it', () => {
    const rule = nurseHas('decision[OSL 10:27 | OSL 99:1]; push[OSL 99:2]').replace(
      'analyst: never',
      "analyst: 'push[OSL 99:2]'",
    );
    expect(() => load(rule, { legalBases: LAWS })).toThrow(
      /^M06 cites `OSL 99:1`, which legal-bases\.yaml lacks\nM06 cites `OSL 99:2`, which legal-bases\.yaml lacks$/,
    );
    expect(() => load(nurseHas('decision[OSL 10:27]'), { legalBases: LAWS })).not.toThrow();
  });

  it('with each limit that nobody explains, and each that opens what is not its own', () => {
    const rule = also('limits: { summary: [PoliceRecord.incidents, PoliceRecord.area] }').replace(
      NURSE,
      "school.nurse: 'consent(brief); push(summary)'",
    );
    expect(() => load(rule)).toThrow(
      /^M06 has the limit `brief`, which its `limits` do not explain\nM06 limits PoliceRecord\.area, which is not its own$/,
    );
    expect(() => load(nurseHas('consent(brief); push(brief)'))).toThrow(/^[^\n]*$/);
  });

  it.each([
    'named-person',
    'own-report',
    'own-part',
    'school-related',
    'police-secrecy-weighed',
    'principal-decides',
    'meeting',
  ])('not with the limit %s, which the holder keeps to', (limit) => {
    expect(load(nurseHas(`consent(${limit})`)).rules[0]?.grounds['school.nurse'][0]?.limit).toBe(limit);
  });

  it('not with a limit that it explains', () => {
    const rule = also('limits: { summary: [PoliceRecord.incidents], nothing: [] }').replace(
      NURSE,
      "school.nurse: 'consent(summary); push(nothing)'",
    );
    expect(load(rule).rules[0]?.limits).toEqual({ summary: ['PoliceRecord.incidents'], nothing: [] });
  });

  it('with a coordinate that it has twice, or that another has', () => {
    const twice = ruleWith(
      'PoliceRecord: [incidents]',
      'PoliceRecord: [incidents]\n  existence:\n    PoliceRecord: [incidents]',
    );
    expect(() => load(twice)).toThrow('PoliceRecord.incidents is under both M06 and M06');
    expect(() => loadPolicySet(smallTexts(SMALL_RULE, ruleWith('M06', 'M06')))).toThrow(
      /^a row is given twice in policies\/rules$/,
    );
  });
});

describe('the purposes', () => {
  const purposesWith = (find: string, put: string): Partial<PolicyTexts> => ({
    purposes: SMALL_PURPOSES.replace(find, () => put),
  });
  const sig = 'SIG: { swedish: x, needsCase: false, roles: [analyst], grounds: [aggregate] }';

  it('are the closed list in its order, each with its name', () => {
    const { purposes } = load(SMALL_RULE, purposesWith(sig, sig.replace('false', 'true')));
    expect([...purposes.keys()].slice(0, 3)).toEqual(['SIG', 'SSPF', 'TREFAS']);
    expect(purposes.size).toBe(12);
    expect(purposes.get('SIG')).toEqual({
      purpose: 'SIG',
      swedish: 'x',
      needsCase: true,
      roles: ['analyst'],
      grounds: ['aggregate'],
    });
  });

  it.each([
    ['one that is none', sig, `${sig}\n  CURIOSITY${sig.slice(3)}`],
    ['one that is missing', sig, ''],
    ['one for no role', sig, sig.replace('[analyst]', '[]')],
    ['one for a role that is none', sig, sig.replace('analyst', 'boss')],
    ['one that carries nothing', sig, sig.replace('[aggregate]', '[]')],
    ['one that carries no known ground', sig, sig.replace('aggregate', 'whim')],
    ['one that does not say whether it needs a case', sig, sig.replace('needsCase: false, ', '')],
    ['one with an unknown word', sig, sig.replace('x,', 'x, sv: x,')],
    ['an unknown word', 'roleGroups: {}', 'roleGroups: {}\ngroups: {}'],
    ['a group of roles that are none', 'roleGroups: {}', 'roleGroups: { all: [boss] }'],
  ])('are refused with %s', (_, find, put) => {
    expect(() => load(SMALL_RULE, purposesWith(find, put))).toThrow();
  });
});

describe('a version of the rules', () => {
  it('is frozen, and another one when any text changes by a space', () => {
    const texts = smallTexts(SMALL_RULE);
    const digests = [
      texts,
      { ...texts, rules: [`${SMALL_RULE} `] },
      { ...texts, purposes: `${texts.purposes} ` },
      { ...texts, legalBases: `${texts.legalBases} ` },
    ].map((changed) => loadPolicySet(changed).digest);
    expect(new Set(digests).size).toBe(4);
    for (const digest of digests) expect(digest).toMatch(/^[\w-]{43}$/);
    expect(Object.isFrozen(loadPolicySet(texts))).toBe(true);
  });

  it('is read from its own folder, file by file', () => {
    const { rules, purposes, legalBases } = readPolicyTexts();
    expect(RULE_FILES).toEqual([
      ...['structure', 'every-agency', 'police', 'socialtjanst', 'sig', 'school', 'desk', 'aggregates'],
    ]);
    expect(rules).toHaveLength(RULE_FILES.length);
    expect(rules[2]).toContain('# What the police hold.');
    expect(purposes).toContain('roleGroups:');
    expect(legalBases).toContain("cite: 'OSL 10:27'");
    expect(() => readPolicyTexts(new URL('./', import.meta.url))).toThrow('rules/structure.yaml');
  });
});
