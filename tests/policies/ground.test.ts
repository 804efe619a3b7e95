import { describe, expect, it } from 'vitest';
import { GROUND_KINDS, parseGrounds } from '../../policies/ground.ts';

const bare = { laws: [], assignment: null, limit: null };

describe('a cell of a rule', () => {
  it.each([
    'structure',
    'directory',
    'own',
    'existence',
    'consent',
    'decision',
    'push',
    'feedback',
    'emergency',
    'aggregate',
    'metadata',
    'never',
  ] as const)('can say `%s`', (kind) => {
    expect(parseGrounds(kind)).toEqual([{ kind, ...bare }]);
    expect(GROUND_KINDS).toContain(kind);
  });

  it('has its alternatives in their order, however they are spaced', () => {
    expect(parseGrounds(' consent ;own(assigned);  push[OSL 10:27|OSL 10:15a] ')).toEqual([
      { ...bare, kind: 'consent' },
      { ...bare, kind: 'own', assignment: 'case' },
      { ...bare, kind: 'push', laws: ['OSL 10:27', 'OSL 10:15a'] },
    ]);
  });

  it.each([
    ['own', null],
    ['own(assigned)', 'case'],
    ['own( assigned , sig-participant )', 'sig-participant'],
    ['own(assigned,named-person)', 'named-person'],
    ['own(sig-participant)', null],
    ['own(named-person)', null],
  ])('asks in `%s` for the assignment %s, and sets no limit', (cell, assignment) => {
    expect(parseGrounds(cell)).toEqual([{ kind: 'own', laws: [], assignment, limit: null }]);
  });

  it('takes what stands in brackets behind any other ground for a limit, and for no assignment', () => {
    expect(parseGrounds('consent(assigned)')).toEqual([{ ...bare, kind: 'consent', limit: 'assigned' }]);
    expect(parseGrounds('decision[SoL 20:6 | ](summary)')).toEqual([
      { kind: 'decision', laws: ['SoL 20:6'], assignment: null, limit: 'summary' },
    ]);
  });

  it.each([
    '',
    ';',
    'perhaps',
    'Own',
    'own assigned',
    'not own',
    'own(assigned',
    'own()',
    'decision[]',
    'decision[SoL 20:6',
    'decision(summary)[SoL 20:6]',
    'decision[SoL 20:6](summary)!',
    'decision[SoL 20:6](summary)(more)',
    'consent own',
    'consent; perhaps',
    '[SoL 20:6]',
  ])('is refused as `%s`', (cell) => {
    expect(() => parseGrounds(cell)).toThrow(TypeError);
    expect(() => parseGrounds(cell)).toThrow('` is not a ground');
  });

  it('names the clause that it cannot read, alone', () => {
    expect(() => parseGrounds('consent; perhaps ')).toThrow(/^`perhaps` is not a ground$/);
  });
});
