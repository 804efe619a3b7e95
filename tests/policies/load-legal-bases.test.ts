import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { SMALL_RULE, smallTexts } from './small-texts.ts';

const LAWS = "- { cite: 'OSL 10:27', statute: a, says: b, swedish: c }";
const loadLaws = (legalBases: string): PolicySet => loadPolicySet({ ...smallTexts(SMALL_RULE), legalBases });

describe('the sections of law', () => {
  const withBasis = (more: string): PolicySet => loadLaws(LAWS.replace(' }', `, ${more} }`));

  it('reach nobody and nothing that they do not name', () => {
    expect(loadLaws(LAWS).legalBases.get('OSL 10:27')).toEqual({
      cite: 'OSL 10:27',
      statute: 'a',
      says: 'b',
      swedish: 'c',
      from: [],
      to: [],
      only: null,
      never: [],
      carries: null,
      underAge: null,
      inForce: null,
    });
    const said = withBasis(
      'from: [school], to: [police, analyst], only: [M06], never: [S01], carries: push, underAge: 18',
    );
    expect(said.legalBases.get('OSL 10:27')).toMatchObject({
      from: ['school'],
      to: ['police', 'analyst'],
      only: ['M06'],
      never: ['S01'],
      carries: 'push',
      underAge: 18,
    });
  });

  it.each([
    'from: [bank]',
    'from: [analyst]',
    'to: [bank]',
    'only: [M6]',
    'never: [incidents]',
    'carries: whim',
    'underAge: 0',
    'underAge: -18',
    'underAge: 17.5',
    'inForce: { to: 2026-01-01 }',
    'inForce: { from: 2026-13-01 }',
    'upTo: 18',
  ])('are refused with `%s`', (more) => {
    expect(() => withBasis(more)).toThrow();
  });

  it('are refused when one is given twice, or lacks what it says', () => {
    expect(() => loadLaws(`${LAWS}\n${LAWS}`)).toThrow('a section is given twice in legal-bases.yaml');
    expect(() => loadLaws(LAWS.replace('says: b, ', ''))).toThrow('says');
  });
});
