import { describe, expect, it } from 'vitest';
import { parseGrounds } from '../../policies/ground.ts';
import { noFacts, type HolderFacts, type ReleaseGrant } from '../../policies/holder-facts.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { findStandingAct, type GroundUse } from '../../policies/standing-ground.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const NOBODY = noFacts('staff-asker', NOW);

/** The police youth coordinator, who asks socialtjänsten for measures under SIG. */
function useOf(cell: string, change: Partial<GroundUse> = {}): GroundUse {
  return {
    ground: parseGrounds(cell)[0]!,
    coordinate: 'SocialRecord.measures',
    row: 'M28',
    holder: 'socialtjanst',
    role: 'police.youth-coordinator',
    purpose: 'SIG',
    policySet: loadPolicySet(),
    ...change,
  };
}

function granted(change: Partial<ReleaseGrant>, facts: Partial<HolderFacts> = {}): HolderFacts {
  const grant: ReleaseGrant = {
    id: 'B1',
    kind: 'decision',
    law: 'OSL 10:18a',
    coordinates: ['SocialRecord.measures'],
    role: 'police.youth-coordinator',
    staffSubject: null,
    purpose: 'SIG',
    from: new Date(0),
    until: new Date('2026-06-30T12:00:00Z'),
    ...change,
  };
  return { ...NOBODY, birthDate: '2009-01-01', ...facts, grants: [grant] };
}

describe('an act', () => {
  it('ends at its own moment, or at the end of the last day on which the person is young enough', () => {
    const use = useOf('decision[OSL 10:18a]');
    const untilOf = (birthDate: string): string | undefined => findStandingAct(use, granted({}, { birthDate }))?.until;
    expect(untilOf('2005-07-02')).toBe('2026-06-30T12:00:00.000Z');
    expect(untilOf('2005-07-01')).toBe('2026-06-30T12:00:00.000Z');
    expect(untilOf('2005-06-30')).toBe('2026-06-29');
    expect(untilOf('2005-03-02')).toBeUndefined();
  });

  it('rests on no section that the cell names but that cannot carry it, and on none that is not known', () => {
    for (const law of ['OSL 10:27', '2025:170 7', 'OSL 99:9']) {
      expect(findStandingAct(useOf(`decision[${law}]`), granted({ law }))).toBeNull();
    }
    expect(findStandingAct(useOf('decision'), granted({ law: null }))).toBeNull();
    expect(findStandingAct(useOf('decision[LUL 11]'), granted({ law: 'LUL 11' }))).toBeNull();
    expect(
      findStandingAct(
        useOf('decision[LUL 11]', { role: 'police.investigator' }),
        granted({ law: 'LUL 11', role: 'police.investigator' }),
      ),
    ).toMatchObject({ law: 'LUL 11' });
  });

  it('of an emergency rests on no section, though one is written there, known or not, for a person of whatever age', () => {
    for (const law of [null, 'OSL 99:9', 'OSL 26:7']) {
      const act = findStandingAct(useOf('emergency'), granted({ kind: 'emergency', law }, { birthDate: null }));
      expect(act).toEqual({ id: 'B1', law, until: '2026-06-30T12:00:00.000Z' });
    }
    const older = granted({ kind: 'emergency', law: 'OSL 10:18a' }, { birthDate: null });
    expect(findStandingAct(useOf('emergency'), older)?.until).toBe('2026-06-30T12:00:00.000Z');
  });

  it('is none where the ground rests on the role, or cannot open at all', () => {
    const everything: HolderFacts = { ...granted({}), hasReported: true };
    for (const cell of ['structure', 'directory', 'own', 'existence', 'aggregate', 'metadata', 'never']) {
      expect(findStandingAct(useOf(cell), everything)).toBeNull();
    }
  });

  it('of weighing lifts the secrecy for a consent that ends no later than it says', () => {
    const consent = {
      ...{ id: 'S1', rows: ['M28'], recipients: ['police.youth-coordinator'] as const, participants: [] },
      ...{ purpose: 'SIG' as const, from: '2026-01-01', to: '2026-06-30' },
    };
    const use = useOf('consent(police-secrecy-weighed)');
    const untilOf = (until: string): string | undefined => {
      const facts = { ...granted({ kind: 'weighing', law: null, until: new Date(until) }), consents: [consent] };
      return findStandingAct(use, facts)?.until;
    };
    expect(untilOf('2026-06-30T20:00:00Z')).toBe('2026-06-30T20:00:00.000Z');
    expect(untilOf('2026-06-30T22:00:00Z')).toBe('2026-06-30');
    expect(untilOf('2026-03-02T12:00:00Z')).toBeUndefined();
  });
});
