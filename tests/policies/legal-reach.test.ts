import { describe, expect, it } from 'vitest';
import { parseGrounds } from '../../policies/ground.ts';
import { findUnlawful, whyOutOfReach } from '../../policies/legal-reach.ts';
import { loadPolicySet, readPolicyTexts } from '../../policies/load-policy-set.ts';
import type { LegalBasis } from '../../policies/policy-set.ts';
import { changeTexts } from './changed-texts.ts';

const { legalBases } = loadPolicySet();
const basis = (cite: string): LegalBasis => legalBases.get(cite)!;

/** What is wrong when one role's cell of one row says something else. */
function unlawfulWith(row: string, role: string, cell: string): readonly string[] {
  const line = new RegExp(`row: ${row}\\n[^]*?\\n(    ${role}: [^\\n]*)`);
  const [, old] = readPolicyTexts()
    .rules.map((text) => line.exec(text))
    .find((match) => match !== null)!;
  const texts = changeTexts({ after: `row: ${row}\n`, find: old!, put: `    ${role}: '${cell}'` });
  return findUnlawful(loadPolicySet(texts));
}

describe('how far a section of law reaches', () => {
  it('carries every cell of the matrix as it stands', () => {
    expect(findUnlawful(loadPolicySet())).toEqual([]);
  });

  it.each([
    [
      'the general clause from socialtjänsten',
      'M28',
      'school.principal',
      'decision[OSL 10:27]',
      'cannot release from socialtjanst',
    ],
    [
      'the general clause from the school nurse',
      'M49',
      'socialtjanst.case-worker',
      'push[OSL 10:27]',
      'never reaches M49',
    ],
    ['anything from the criminal record', 'M09', 'socialtjanst.case-worker', 'decision[SoL 20:6]', 'never reaches M09'],
    ['consent to the criminal record', 'M09', 'police.investigator', 'consent', 'never reaches M09'],
    [
      '10:15 a from socialtjänsten',
      'M26',
      'police.investigator',
      'decision[OSL 10:15a]',
      'cannot release from socialtjanst',
    ],
    ['10:15 a past 18 kap.', 'M11', 'socialtjanst.case-worker', 'push[OSL 10:15a]', 'never reaches M11'],
    ['10:18 a to the school', 'M28', 'school.mentor', 'decision[OSL 10:18a]', 'cannot release to school.mentor'],
    ['10:23 from school data outside 25:1', 'M50', 'police.investigator', 'decision[OSL 10:23]', 'never reaches M50'],
    [
      '2025:170 7 § from socialtjänsten',
      'M28',
      'police.investigator',
      'decision[2025:170 7]',
      'cannot release from socialtjanst',
    ],
    ['2025:170 7 § from the school nurse', 'M49', 'police.investigator', 'decision[2025:170 7]', 'never reaches M49'],
    [
      '2025:170 4 § beyond contact details',
      'M46',
      'police.investigator',
      'decision[2025:170 4]',
      'about M02, M45 only',
    ],
    [
      'LUL 11 § to others than the investigator',
      'M28',
      'police.youth-coordinator',
      'decision[LUL 11]',
      'cannot release to police.youth-coordinator',
    ],
    ['LUL 34 § for anything but suspicions', 'M06', 'socialtjanst.case-worker', 'push[LUL 34]', 'about M08 only'],
    ['polislagen to the school', 'M06', 'school.principal', 'push[polislagen 6]', 'cannot release to school.principal'],
    ['SoL 15:7 beyond placements', 'M27', 'police.investigator', 'decision[SoL 15:7]', 'about M30, M31 only'],
    ['consent to what protects the operation', 'M10', 'socialtjanst.case-worker', 'consent', 'never reaches M10'],
    ['consent for third persons', 'M12', 'socialtjanst.sig-coordinator', 'consent', 'never reaches M12'],
    ['feedback on the content of an investigation', 'M27', 'school.principal', 'feedback', 'it is about M20'],
  ])('refuses %s', (...[, row, role, cell, why]) => {
    const problems = unlawfulWith(row, role, cell);
    expect(problems.join('\n')).toContain(`${row}, ${role}: `);
    expect(problems.join('\n')).toContain(why);
  });

  it('asks each agency that holds a copy', () => {
    expect(
      whyOutOfReach(basis('2025:170 4'), { holder: 'school', row: 'M02', role: 'police.patrol-officer' }),
    ).toBeNull();
    expect(whyOutOfReach(basis('2025:170 4'), { holder: 'police', row: 'M02', role: 'police.patrol-officer' })).toBe(
      'it cannot release from police',
    );
    const [problem] = unlawfulWith('M02', 'police.patrol-officer', 'decision[2025:170 7]');
    expect(problem).toBe(
      'M02, police.patrol-officer: decision cannot rest on 2025:170 7: it cannot release from socialtjanst',
    );
  });

  it.each([
    [
      'a section that nobody rests on',
      "- cite: 'OSL 10:2'",
      "- { cite: 'OSL 10:5', statute: x, says: x, swedish: x, from: [police], to: [school] }\n- cite: 'OSL 10:2'",
      'OSL 10:5 stands in legal-bases.yaml and no rule rests on it',
    ],
    [
      'a section that does not say from whom',
      '  from: [socialtjanst]\n  to: [police.investigator]',
      '  to: [police.investigator]',
      'LUL 11 does not say `from` whom',
    ],
    ['a section that does not say to whom', '  to: [police.investigator]', '', 'LUL 11 does not say `to` whom'],
    ['a row that is none', 'only: [M36]', 'only: [M36, M99]', 'OSL 26:7 names M99, which is no row'],
    [
      'days that end before they begin',
      '{ from: 2025-12-01 }',
      '{ from: 2025-12-01, to: 2025-11-30 }',
      'OSL 10:15a ends on 2025-11-30',
    ],
  ])('names %s', (_, find, put, problem) => {
    expect(findUnlawful(loadPolicySet(changeTexts({ find, put }))).join('\n')).toContain(problem);
  });

  it.each(['{ from: 2025-12-01, to: 2025-12-01 }', '{ from: 2025-12-01, to: 2027-06-30 }'])(
    'says nothing of days that end no sooner than they begin (%s)',
    (put) => {
      expect(findUnlawful(loadPolicySet(changeTexts({ find: '{ from: 2025-12-01 }', put })))).toEqual([]);
    },
  );

  it('says nothing of rows that are about no person, nor of sections that the loader refuses', () => {
    const policySet = loadPolicySet();
    const door = policySet.rules.find(({ holder }) => holder === 'gateway')!;
    const cell = parseGrounds('push[OSL 10:27]; push[OSL 99:9]');
    const row = policySet.rules.find(({ holder }) => holder === 'police')!;
    const rules = [
      ...policySet.rules,
      { ...door, grounds: { ...door.grounds, analyst: cell } },
      { ...row, grounds: { ...row.grounds, analyst: parseGrounds('push[OSL 99:9]') } },
    ];
    expect(findUnlawful({ ...policySet, rules })).toEqual([]);
  });
});
