import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { explainAccess, type AccessExplanation } from '../../policies/explain-access.ts';
import { noFacts, type AttestedConsent, type HolderFacts } from '../../policies/holder-facts.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { changeTexts } from './changed-texts.ts';

const POLICY = loadPolicySet();
const NOW = new Date('2026-03-01T12:00:00Z');
const NOTHING: HolderFacts = { ...noFacts('staff-7', NOW), birthDate: '2009-01-01' };
const CONSENT: AttestedConsent = {
  ...{ id: 'S1', rows: ['M28'], recipients: ['police.youth-coordinator'], participants: [], purpose: 'SIG' },
  ...{ from: '2026-01-01', to: '2026-06-30' },
};

/** What the holder knows in a case; the gateway knows nothing at all. */
const FACTS: Readonly<Record<string, HolderFacts>> = {
  nothing: NOTHING,
  assigned: { ...NOTHING, assignments: ['case'] },
  protected: { ...NOTHING, isProtected: true },
  blocked: { ...NOTHING, blocks: [{ rows: [] }], assignments: ['case'] },
  consented: { ...NOTHING, consents: [CONSENT] },
};

/** One question, and what is said to it in both languages. */
interface Explained {
  /** `Type.field to role for PURPOSE`. */
  readonly ask: string;
  readonly knowing?: string;
  readonly is: string;
  readonly grounds?: readonly string[];
  readonly missing?: readonly string[];
  readonly advice?: readonly string[];
}

const CASES = parse(readFileSync(new URL('explanations.yaml', import.meta.url), 'utf8')) as readonly Explained[];

function explain({ ask, knowing }: Pick<Explained, 'ask' | 'knowing'>, policySet = POLICY): AccessExplanation {
  const [coordinate = '', , role, , purpose] = ask.split(' ');
  return explainAccess(
    {
      coordinate,
      role: role as Role,
      purpose: purpose === 'nothing' ? null : (purpose as Purpose),
      holder: recordHolder(coordinate),
      facts: knowing === undefined ? null : FACTS[knowing]!,
    },
    policySet,
  );
}

const wordsOf = (texts: AccessExplanation['missing']): readonly string[] =>
  texts.flatMap(({ english, swedish }) => [english, swedish]);

/** As the cases write it down. */
function inShort({ outcome, code, until, grounds, missing, whatToDo }: AccessExplanation): Omit<Explained, 'ask'> {
  const printed = grounds.map(
    ({ kind, words, limit, laws }) =>
      `${kind}, ${limit ?? 'all'}, ${words.english} (${words.swedish}): ${laws.map(({ cite }) => cite).join(', ')}`,
  );
  return {
    is: [outcome, code, until].filter((word) => word !== null).join(' '),
    ...(printed.length === 0 ? {} : { grounds: printed }),
    ...(missing.length === 0 ? {} : { missing: wordsOf(missing) }),
    ...(whatToDo.length === 0 ? {} : { advice: wordsOf(whatToDo) }),
  };
}

const withCell = (row: string, find: string, put: string): PolicySet =>
  loadPolicySet(changeTexts({ after: `row: ${row}\n`, find, put }));

describe('an explanation', () => {
  it.each(CASES)('of $ask is as it is written down ($is)', (explained) => {
    const { ask, knowing } = explained;
    expect({ ask, knowing, ...inShort(explain(explained)) }).toEqual(explained);
  });

  it('names its field and the version of the rules', () => {
    const { coordinate, policyDigest } = explain({ ask: 'SocialRecord.measures to school.mentor for SIG' });
    expect(coordinate).toBe('SocialRecord.measures');
    expect(policyDigest).toBe(POLICY.digest);
  });

  it('names at the holder what is missing, and not what is known not to be in the way', () => {
    const ask = 'SocialRecord.measures to police.youth-coordinator for SIG';
    const beforehand = explain({ ask });
    const atHolder = explain({ ask, knowing: 'nothing' });
    expect(atHolder.grounds).toEqual(beforehand.grounds);
    expect(atHolder.missing).toEqual(beforehand.missing.slice(0, 2));
    expect(atHolder.whatToDo).toEqual(beforehand.whatToDo);
    // A block looks to an outsider as the want of a ground does.
    expect(explain({ ask, knowing: 'blocked' })).toEqual(atHolder);
  });

  it('names assignment and acts side by side where either will do', () => {
    const policySet = withCell(
      'M10',
      "police.patrol-officer: 'own(assigned)'",
      "police.patrol-officer: 'own(assigned); consent'",
    );
    const ask = 'PoliceRecord.ongoingInvestigations to police.patrol-officer for SIG';
    const beforehand = explain({ ask }, policySet);
    const atHolder = explain({ ask, knowing: 'nothing' }, policySet);
    for (const { grounds, missing, whatToDo } of [beforehand, atHolder]) {
      expect(grounds.map(({ kind }) => kind)).toEqual(['own', 'consent']);
      expect(missing.map(({ english }) => english).slice(0, 2)).toEqual([
        'you are assigned to the case of the person at your agency',
        'a consent in force covers “Ongoing investigations” for you and the purpose SIG',
      ]);
      expect(whatToDo.map(({ english }) => english.split(' ').slice(0, 3).join(' '))).toEqual([
        'Ask your own',
        'Ask socialtjänsten whether',
      ]);
    }
    expect(atHolder.missing).toHaveLength(2);
    expect(beforehand.full?.factsConsulted).toEqual(['blocks', 'assignments', 'consents', 'staffSubject', 'now']);
  });

  it('asks for no act where the role alone suffices', () => {
    const policySet = withCell(
      'M10',
      "police.patrol-officer: 'own(assigned)'",
      "police.patrol-officer: 'own; consent'",
    );
    const { grounds, missing, whatToDo, full } = explain(
      { ask: 'PoliceRecord.ongoingInvestigations to police.patrol-officer for SIG' },
      policySet,
    );
    expect(grounds.map(({ kind }) => kind)).toEqual(['own']);
    expect(missing.map(({ english }) => english)).toEqual(['no block stands between you and the person']);
    expect(whatToDo).toEqual([]);
    expect(full?.factsConsulted).toEqual(['blocks']);
  });

  it('names the age of each section that has one', () => {
    const policySet = withCell(
      'M28',
      "school.mentor: 'consent(minimised)'",
      "school.mentor: 'decision[OSL 10:18a | SoL 20:6]'",
    );
    const [{ english, swedish } = { english: '', swedish: '' }] = explain(
      { ask: 'SocialRecord.measures to school.mentor for SIG' },
      policySet,
    ).missing;
    expect(english.split(' SIG')[1]).toBe(
      '; under OSL 10:18a the person must be younger than 21; under SoL 20:6 the person must be younger than 18',
    );
    expect(swedish.split(' SIG')[1]).toBe(
      '; enligt OSL 10:18a måste personen vara yngre än 21 år; enligt SoL 20:6 måste personen vara yngre än 18 år',
    );
  });

  it('tells an outsider under a block of the acts alone', () => {
    const policySet = withCell('M14', 'school.mentor: never', "school.mentor: 'existence; consent'");
    const ask = 'PoliceRecord.riskRatingExists to school.mentor for SIG';
    const { code, grounds } = explain({ ask, knowing: 'blocked' }, policySet);
    expect(code).toBe('GROUND_NEEDED');
    expect(grounds.map(({ kind }) => kind)).toEqual(['consent']);
  });
});

describe('the full explanation', () => {
  const fullOf = (ask: string): AccessExplanation['full'] => explain({ ask }).full;

  it('leads back to the rule: row, why, cell, facts, ages and days', () => {
    expect(fullOf('SocialRecord.measures to police.youth-coordinator for SIG')).toEqual({
      row: 'M28',
      title: { english: 'Measures', swedish: 'Insatser' },
      why: '18 a p.2: ask whether disclosure harms planned or ongoing help',
      needsLawyer: false,
      cell: ['Consent: OSL 10:1 and OSL 12:2', 'On request, the holder decides: OSL 10:18a'],
      factsConsulted: ['blocks', 'consents', 'staffSubject', 'now', 'grants', 'birthDate'],
      limits: [],
      ageLimits: ['OSL 10:18a: younger than 21'],
      datesInForce: ['M28: always', 'OSL 10:1: always', 'OSL 12:2: always', 'OSL 10:18a: from 2025-04-01'],
    });
    expect(fullOf('PoliceRecord.exitCase to police.youth-coordinator for SIG')).toMatchObject({ needsLawyer: true });
    expect(fullOf('PoliceRecord.shoeSize to police.youth-coordinator for SIG')).toBeNull();
  });

  it.each([
    ['PoliceRecord.exitCase to police.youth-coordinator for SIG', ['blocks', 'assignments']],
    ['PoliceRecord.isKnown to police.patrol-officer for SIG', ['blocks']],
    ['PoliceRecord.name to police.patrol-officer for SIG', ['isProtected', 'blocks']],
    ['PoliceRecord.protectedMarking to police.patrol-officer for SIG', []],
    ['PoliceRecord.name to police.patrol-officer for nothing', []],
    ['ConcernReport.worry to police.patrol-officer for SIG', ['blocks', 'hasReported', 'now']],
    [
      'PoliceRecord.suspicions to socialtjanst.sig-coordinator for SIG',
      ['blocks', 'consents', 'grants', 'staffSubject', 'now'],
    ],
    ['SocialRecord.measures to school.mentor for SIG', ['blocks', 'consents', 'staffSubject', 'now']],
    ['PoliceRecord.isKnown to socialtjanst.worker-at-police for SIG', ['blocks', 'grants', 'staffSubject', 'now']],
    [
      'SchoolRecord.presentNow to police.patrol-officer for MISSING_CHILD',
      ['isProtected', 'blocks', 'grants', 'staffSubject', 'now'],
    ],
  ])('names the facts that decide %s', (ask, facts) => {
    expect(fullOf(ask)?.factsConsulted).toEqual(facts);
  });

  it.each([
    [
      'SocialRecord.measures to school.mentor for SIG',
      'minimised: SocialRecord.measures, SocialMeasure.from, SocialMeasure.to',
    ],
    ['ConcernReport.worry to police.patrol-officer for SIG', 'own-report: the holder keeps to it'],
    ['SocialInvestigation.content to police.investigator for INVESTIGATION', 'statement-only: nothing of the graph'],
  ])('names the limit of %s', (ask, limit) => {
    expect(fullOf(ask)?.limits).toEqual([limit]);
  });

  it('names each limit, each section and each age once, however many grounds share them', () => {
    const policySet = withCell(
      'M28',
      "school.mentor: 'consent(minimised)'",
      "school.mentor: 'decision[OSL 10:27 | SoL 20:6](minimised); push[SoL 20:6](minimised)'",
    );
    const { full } = explain({ ask: 'SocialRecord.measures to school.mentor for SIG' }, policySet);
    expect(full?.limits).toHaveLength(1);
    expect(full?.ageLimits).toEqual(['SoL 20:6: younger than 18']);
    expect(full?.datesInForce).toEqual(['M28: always', 'OSL 10:27: always', 'SoL 20:6: from 2025-07-01']);
    expect(full?.factsConsulted).toEqual(['blocks', 'grants', 'staffSubject', 'now', 'birthDate']);
  });
});
