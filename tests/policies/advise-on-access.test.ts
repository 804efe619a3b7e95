import { describe, expect, it } from 'vitest';
import { adviseOnAccess, listActs, listConditions, type AdviceContext } from '../../policies/advise-on-access.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { Question } from '../../policies/question.ts';
import { readCell, type Cell } from '../../policies/read-cell.ts';

const POLICY = loadPolicySet();

function contextOf(coordinate: string, changes: Partial<Question> = {}): AdviceContext & { readonly cell: Cell } {
  const question: Question = {
    ...{ coordinate, role: 'police.patrol-officer', purpose: 'SIG', holder: 'police', facts: null },
    ...changes,
  };
  return { question, policySet: POLICY, cell: readCell(POLICY.coordinates.get(coordinate)!, question, POLICY) };
}

// What is written of each case in full: explanations.yaml.
describe('advice', () => {
  it('is none where no rule names the field', () => {
    const nowhere = { ...contextOf('PoliceRecord.name'), cell: null };
    expect(listConditions(nowhere)).toEqual([]);
    expect(listActs(nowhere)).toEqual([]);
    expect(adviseOnAccess(nowhere, null)).toEqual([]);
  });

  it('names no condition where nothing could open the field, and none where nothing could close it', () => {
    expect(listConditions(contextOf('PoliceRecord.name', { role: 'analyst' }))).toEqual([]);
    expect(listConditions(contextOf('PoliceRecord.protectedMarking'))).toEqual([]);
  });

  it('speaks of the holder where nobody can say which agency that is', () => {
    const context = contextOf('PoliceRecord.incidents', { role: 'socialtjanst.case-worker' });
    const unsaid: AdviceContext = { ...context, cell: { ...context.cell, holder: null } };
    const advice = adviseOnAccess(unsaid, 'GROUND_NEEDED');
    expect(advice.map(({ english }) => english.split(':')[0])).toEqual([
      'Ask the holder to decide',
      'It cannot be asked for',
    ]);
    expect(advice[1]?.english).toContain('the holder sends it');
    expect(advice[0]?.swedish).toContain('Begär beslut hos den som har uppgiften:');
    expect(adviseOnAccess(unsaid, 'HOLDER_ONLY')).toEqual([
      {
        english:
          'Only staff of the holder see their own copy. Ask at your own agency, or call the function in the directory.',
        swedish:
          'Bara personal hos den som har uppgiften ser sin egen uppgift. Fråga hos din myndighet, eller ring funktionen i katalogen.',
      },
    ]);
  });
});
