import { describe, expect, it } from 'vitest';
import { diffPolicySets } from '../../policies/diff-policy-sets.ts';
import { readPolicyTexts, type PolicyTexts } from '../../policies/load-policy-set.ts';
import { printChange } from '../../policies/policy-change.ts';
import { outlinePolicy } from '../../policies/policy-outline.ts';
import { changeTexts } from './changed-texts.ts';

const TEXTS = readPolicyTexts();
const NOW = outlinePolicy(TEXTS);

const diff = (before: PolicyTexts, after: PolicyTexts): readonly string[] =>
  diffPolicySets(outlinePolicy(before), outlinePolicy(after)).map(printChange);

/** What a change of the present texts is called, and what the way back is called. */
function bothWays(change: Parameters<typeof changeTexts>[0]): readonly [readonly string[], readonly string[]] {
  const changed = changeTexts(change);
  return [diff(TEXTS, changed), diff(changed, TEXTS)];
}

const W = '  (widening)';

const RULES_M28 = TEXTS.rules.join('').split('row: M28')[1]!;

describe('the difference between two policies', () => {
  it('is nothing between a policy and itself', () => {
    expect(diffPolicySets(NOW, NOW)).toEqual([]);
  });

  it.each([
    [
      'a ground more',
      { after: 'row: M29', find: 'police.youth-coordinator: never', put: 'police.youth-coordinator: consent' },
      ['- M29 police.youth-coordinator: never', `+ M29 police.youth-coordinator: consent${W}`],
      ['- M29 police.youth-coordinator: consent', '+ M29 police.youth-coordinator: never'],
    ],
    [
      'a section of law more',
      { after: 'row: M28', find: "'decision[LUL 11]'", put: "'decision[LUL 11 | OSL 10:23]'" },
      [`+ M28 police.investigator: decision[OSL 10:23]${W}`],
      ['- M28 police.investigator: decision[OSL 10:23]'],
    ],
    [
      'an assignment less',
      {
        after: 'row: M36',
        find: 'socialtjanst.case-worker: own',
        put: "socialtjanst.case-worker: 'own(assigned,named-person)'",
      },
      ['- M36 socialtjanst.case-worker: own', '+ M36 socialtjanst.case-worker: own(assigned,named-person)'],
      ['- M36 socialtjanst.case-worker: own(assigned,named-person)', `+ M36 socialtjanst.case-worker: own${W}`],
    ],
    [
      'another kind of assignment',
      { after: 'row: M24', find: "'own(assigned)'", put: "'own(assigned,sig-participant)'" },
      [
        '- M24 socialtjanst.sig-coordinator: own(assigned)',
        '+ M24 socialtjanst.sig-coordinator: own(assigned,sig-participant)',
      ],
      [
        '- M24 socialtjanst.sig-coordinator: own(assigned,sig-participant)',
        `+ M24 socialtjanst.sig-coordinator: own(assigned)${W}`,
      ],
    ],
    [
      'a limit less',
      { after: 'row: M28', find: "'consent(minimised)'", put: 'consent' },
      ['- M28 school.mentor: consent(minimised)', `+ M28 school.mentor: consent${W}`],
      ['- M28 school.mentor: consent', '+ M28 school.mentor: consent(minimised)'],
    ],
    [
      'a field more',
      { find: 'SocialMeasure: [type, from, to]', put: 'SocialMeasure: [type, from, to, cost]' },
      [`+ SocialMeasure.cost: field under M28${W}`],
      ['- SocialMeasure.cost: field under M28'],
    ],
    [
      'a mask less',
      { after: 'row: M31', find: '  maskedWhenProtected: true\n', put: '' },
      [`~ M31 maskedWhenProtected: true -> false${W}`],
      ['~ M31 maskedWhenProtected: false -> true'],
    ],
    [
      'a row that begins later',
      { find: '- row: M28\n', put: '- row: M28\n  inForce: { from: 2027-01-01 }\n' },
      ['~ M28 inForce: always -> from 2027-01-01'],
      [`~ M28 inForce: from 2027-01-01 -> always${W}`],
    ],
    [
      'other words',
      { after: 'row: M28', find: 'title: Measures', put: 'title: Help given' },
      ['~ M28 title: Measures -> Help given'],
      ['~ M28 title: Help given -> Measures'],
    ],
    [
      'a purpose that more can carry',
      { after: 'TREFAS', find: 'existence, decision, push]', put: 'existence, decision, push, consent]' },
      [`+ purpose TREFAS grounds: consent${W}`],
      ['- purpose TREFAS grounds: consent'],
    ],
    [
      'a purpose that needs no case',
      { after: '  INVESTIGATION', find: 'needsCase: true', put: 'needsCase: false' },
      [`~ purpose INVESTIGATION needsCase: true -> false${W}`],
      ['~ purpose INVESTIGATION needsCase: false -> true'],
    ],
    [
      'a section that reaches one row more',
      { after: "'OSL 10:27'", find: 'never: [M09, M49]', put: 'never: [M09]' },
      [`- law OSL 10:27 never: M49${W}`],
      ['+ law OSL 10:27 never: M49'],
    ],
    [
      'a section with another agency',
      { after: "'2025:170 7'", find: 'from: [school]', put: 'from: [school, socialtjanst]' },
      [`+ law 2025:170 7 from: socialtjanst${W}`],
      ['- law 2025:170 7 from: socialtjanst'],
    ],
    [
      'a section about every row',
      { after: "'LUL 34'", find: '  only: [M08]\n', put: '' },
      [`~ law LUL 34 only: M08 -> nothing${W}`],
      ['~ law LUL 34 only: nothing -> M08'],
    ],
    [
      'a section that ends',
      { find: '{ from: 2025-12-01 }', put: '{ from: 2025-12-01, to: 2026-12-31 }' },
      ['~ law OSL 10:15a inForce: from 2025-12-01 -> 2025-12-01 to 2026-12-31'],
      [`~ law OSL 10:15a inForce: 2025-12-01 to 2026-12-31 -> from 2025-12-01${W}`],
    ],
  ])('names %s, and the way back', (_, change, there, back) => {
    expect(bothWays(change)).toEqual([there, back]);
  });

  it('names a field that moves, as a widening where the new row opens more to anybody', () => {
    const without = changeTexts({ find: '[observedAt, area, text, expiresAt]', put: '[observedAt, area, expiresAt]' });
    const associate = 'Associate: [associateRef, kind, since, notSuspected]';
    const moved = changeTexts({ find: associate, put: `${associate}\n    Observation: [text]` }, without);
    expect(diff(TEXTS, moved)).toEqual(['~ Observation.text: field moved from M11 to M12']);
    expect(diff(moved, TEXTS)).toEqual([`~ Observation.text: field moved from M12 to M11${W}`]);
  });

  it('names rows that come and go with all their cells, and what was borrowed from them', () => {
    const before = { ...TEXTS, rules: TEXTS.rules.map((text) => text.replace(/- row: M12\n[^]*?(?=\n- row)/, '')) };
    const changes = diff(before, TEXTS);
    expect(changes[0]).toBe('+ M12: row Associates (Umgänge)');
    expect(changes).toContain(`+ M12 police.investigator: own${W}`);
    expect(changes).toContain(`+ Associate.kind: field under M12${W}`);
    expect(changes).toHaveLength(1 + 12 + 5);
    expect(diff(TEXTS, before).every((line) => line.startsWith('- ') && !line.endsWith(W))).toBe(true);
    const observed = changeTexts({
      after: 'row: M11',
      find: "sig-coordinator: 'push[OSL 10:27]'",
      put: 'sig-coordinator: never',
    });
    expect(diff(observed, TEXTS).filter((line) => line.endsWith(W))).toEqual([
      `+ M11 socialtjanst.sig-coordinator: push[OSL 10:27]${W}`,
      `+ M13 socialtjanst.sig-coordinator: push[OSL 10:27]${W}`,
    ]);
  });

  it('sees limits of age, limits of cells and masks, and which way each widens', () => {
    const older = changeTexts({ after: 'OSL 10:18a', find: 'underAge: 21', put: 'underAge: 18' });
    expect(diff(older, TEXTS)).toEqual([`~ law OSL 10:18a underAge: 18 -> 21${W}`]);
    expect(diff(TEXTS, older)).toEqual(['~ law OSL 10:18a underAge: 21 -> 18']);
    const narrow = changeTexts({ after: 'row: M28', find: ', SocialMeasure.to]', put: ']' });
    expect(diff(narrow, TEXTS)).toEqual([`+ M28 limit minimised: SocialMeasure.to${W}`]);
    const none = changeTexts({ after: 'row: M28', find: / {2}limits:\n.*\n/.exec(RULES_M28)![0], put: '' });
    expect(diff(TEXTS, none).filter((line) => line.endsWith(W))).toEqual([
      `~ M28 limit minimised: SocialRecord.measures, SocialMeasure.from, SocialMeasure.to -> nothing${W}`,
    ]);
    const unmasked = changeTexts({ find: '  maskedCoordinates: [ConcernReport.facts]\n', put: '' });
    expect(diff(TEXTS, unmasked)).toEqual([`- M22 maskedCoordinates: ConcernReport.facts${W}`]);
    expect(diff(unmasked, TEXTS)).toEqual(['+ M22 maskedCoordinates: ConcernReport.facts']);
  });

  it('reads versions that know other roles, and sections that do not say how far they reach', () => {
    const older = {
      ...TEXTS,
      rules: TEXTS.rules.map((text) => text.replaceAll(/\n {4}school\.nurse: .*/g, '')),
      legalBases: "- { cite: 'OSL 10:27', statute: x, says: y }",
    };
    const changes = diff(older, TEXTS);
    expect(changes).toContain(`+ M49 school.nurse: own${W}`);
    expect(changes).toContain('~ law OSL 10:27 from: nothing -> police, school');
    expect(changes).toContain('+ law OSL 10:18a: added');
  });

  it('says which cell it cannot read', () => {
    const broken = changeTexts({ after: 'row: M28', find: 'emergency', put: 'urgency' });
    expect(() => outlinePolicy(broken)).toThrow('M28, police.patrol-officer: `urgency` is not a ground');
  });
});
