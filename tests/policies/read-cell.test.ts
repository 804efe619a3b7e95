import { describe, expect, it } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { decide, type Decision } from '../../policies/decide.ts';
import { parseGrounds } from '../../policies/ground.ts';
import { noFacts, type HolderFacts } from '../../policies/holder-facts.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { PolicyRule, PolicySet } from '../../policies/policy-set.ts';

const POLICY = loadPolicySet();
const NOBODY = noFacts('staff-asker', new Date('2026-03-02T12:00:00Z'));

interface Invented {
  readonly rule: Partial<PolicyRule>;
  readonly coordinate?: string;
  readonly isExistence?: boolean;
  readonly role: Role;
  readonly cell: string;
}

/** The policy with one more coordinate, under a rule that the matrix does not have: what decide must hold to all the same. */
function withRule({ rule, coordinate = 'Shared.field', isExistence = false, role, cell }: Invented): PolicySet {
  const model = POLICY.rules.find(({ row }) => row === 'M28')!;
  const grounds = { ...model.grounds, [role]: parseGrounds(cell) };
  const invented = { ...model, row: 'M99', limits: {}, ...rule, grounds };
  return {
    ...POLICY,
    coordinates: new Map([...POLICY.coordinates, [coordinate, { coordinate, rule: invented, isExistence }]]),
  };
}

interface Asked {
  readonly purpose?: Purpose;
  readonly holder?: Agency | null;
  readonly facts?: HolderFacts | null;
}

function ask(invented: Invented, { purpose = 'SIG', holder = null, facts = null }: Asked = {}): Decision {
  const { coordinate = 'Shared.field', role } = invented;
  return decide({ coordinate, role, purpose, holder, facts }, withRule(invented));
}

describe('own', () => {
  const shared: Invented = { rule: { holder: 'every-agency' }, role: 'school.mentor', cell: 'own' };

  it('of a type that agencies share turns on who holds it, which the desk cannot know', () => {
    expect(ask(shared)).toMatchObject({ outcome: 'perhaps', ground: 'own' });
    expect(ask(shared, { holder: 'school', facts: NOBODY })).toMatchObject({ outcome: 'open', ground: 'own' });
    expect(ask(shared, { holder: 'police', facts: NOBODY })).toMatchObject({ code: 'HOLDER_ONLY' });
    expect(ask(shared, { holder: 'police' })).toMatchObject({ code: 'HOLDER_ONLY' });
    expect(ask(shared, { facts: NOBODY })).toMatchObject({ code: 'HOLDER_ONLY' });
  });

  it('belongs to no role without an agency, whoever holds it, and to nobody at the doors', () => {
    for (const holder of ['every-agency', 'gateway', 'socialtjanst'] as const) {
      for (const rule of [{ holder }, { holder, jointlyHeld: true }]) {
        const analyst: Invented = { rule, role: 'analyst', cell: 'own' };
        const asked = { ...withRule(analyst), purposes: everyGround('analyst') };
        for (const facts of [null, NOBODY]) {
          const question = {
            coordinate: 'Shared.field',
            role: 'analyst',
            purpose: 'STATISTICS',
            holder: null,
          } as const;
          expect(decide({ ...question, facts }, asked)).toMatchObject({ code: 'HOLDER_ONLY' });
        }
      }
    }
    for (const jointlyHeld of [true, false]) {
      const door: Invented = { rule: { holder: 'gateway', jointlyHeld }, role: 'school.mentor', cell: 'own' };
      expect(ask(door)).toMatchObject({ code: 'HOLDER_ONLY' });
    }
  });

  it('is not claimed by naming another holder of a type that one agency owns', () => {
    const asked: Invented = { ...shared, coordinate: 'SocialRecord.invented' };
    expect(ask(asked, { holder: 'school', facts: NOBODY })).toMatchObject({ code: 'HOLDER_ONLY' });
    const held: Invented = { rule: { holder: 'police' }, role: 'school.mentor', cell: 'own' };
    expect(ask(held, { holder: 'school', facts: NOBODY })).toMatchObject({ code: 'HOLDER_ONLY' });
  });
});

describe('a cell with more than one ground', () => {
  const existence: Invented = {
    rule: { holder: 'socialtjanst' },
    role: 'socialtjanst.sig-coordinator',
    cell: 'own(assigned); existence',
    isExistence: true,
  };

  it('rests on the role where that suffices, though another ground wants an assignment', () => {
    expect(ask(existence, { facts: NOBODY })).toMatchObject({ outcome: 'open', ground: 'existence' });
    expect(ask({ ...existence, isExistence: false }, { facts: NOBODY })).toMatchObject({ code: 'ASSIGNMENT_NEEDED' });
  });

  it('under a block looks to an outsider as without a ground, and is told as such at the holder', () => {
    const blocked = { ...NOBODY, blocks: [{ rows: ['M99'] }] };
    const outsider: Invented = { ...existence, role: 'school.principal', cell: 'existence; consent' };
    expect(ask(outsider, { facts: blocked })).toMatchObject({
      code: 'GROUND_NEEDED',
      openableBy: [{ ground: 'consent', laws: [] }],
    });
    expect(ask(existence, { facts: blocked })).toMatchObject({ code: 'BLOCKED', openableBy: [] });
    expect(ask({ ...outsider, cell: 'existence' }, { facts: blocked })).toMatchObject({ code: 'BLOCKED' });
    expect(ask({ ...existence, cell: 'consent' }, { facts: blocked })).toMatchObject({ code: 'BLOCKED' });
  });

  it('opens on an act where the assignment is missing, and names both when both are', () => {
    const either: Invented = { ...existence, isExistence: false, cell: 'own(assigned); consent' };
    expect(ask(either, { facts: NOBODY })).toMatchObject({
      code: 'ASSIGNMENT_NEEDED',
      openableBy: [
        { ground: 'own', laws: [] },
        { ground: 'consent', laws: [] },
      ],
    });
    const consent = {
      ...{ id: 'S1', rows: ['M99'], recipients: ['socialtjanst.sig-coordinator'] as const, participants: [] },
      ...{ purpose: 'SIG' as const, from: '2026-01-01', to: '2026-12-31' },
    };
    expect(ask(either, { facts: { ...NOBODY, consents: [consent] } })).toMatchObject({
      ground: 'consent',
      actId: 'S1',
    });
  });
});

describe('an assignment', () => {
  it('of any kind will do where the cell names none', () => {
    const assigned: Invented = { rule: { holder: 'school' }, role: 'school.mentor', cell: 'own(assigned)' };
    for (const kind of ['case', 'sig-participant', 'named-person'] as const) {
      expect(ask(assigned, { facts: { ...NOBODY, assignments: [kind] } })).toMatchObject({ outcome: 'open' });
    }
    const named: Invented = { ...assigned, cell: 'own(assigned,named-person)' };
    expect(ask(named, { facts: { ...NOBODY, assignments: ['case'] } })).toMatchObject({ code: 'ASSIGNMENT_NEEDED' });
    expect(ask(assigned)).toMatchObject({ outcome: 'perhaps', ground: 'own', openableBy: [] });
  });
});

describe('a purpose', () => {
  it('that the policy lacks opens nothing, and none opens structure alone', () => {
    const door: Invented = {
      rule: { holder: 'gateway', withoutPurpose: true },
      role: 'school.mentor',
      cell: 'directory',
    };
    const question = { coordinate: 'Shared.field', role: 'school.mentor', holder: null, facts: null } as const;
    const without = { ...withRule(door), purposes: new Map() };
    expect(decide({ ...question, purpose: 'SIG' }, without)).toMatchObject({ code: 'NOT_FOR_PURPOSE' });
    expect(decide({ ...question, purpose: null }, withRule(door))).toMatchObject({ code: 'NOT_FOR_PURPOSE' });
    const open = withRule({ ...door, cell: 'structure' });
    expect(decide({ ...question, purpose: null }, open)).toMatchObject({ outcome: 'open' });
    expect(decide({ ...question, purpose: 'TREFAS' }, open)).toMatchObject({ code: 'NOT_FOR_PURPOSE' });
  });
});

describe('what is open at the desk for any person', () => {
  it('is what neither marking nor block can close', () => {
    const outcomeOf = (rule: Partial<PolicyRule>, cell: string, isExistence = false): string =>
      ask({ rule, role: 'school.mentor', cell, isExistence }).outcome;
    expect(outcomeOf({ holder: 'police' }, 'structure')).toBe('open');
    expect(outcomeOf({ holder: 'police' }, 'directory')).toBe('open');
    expect(outcomeOf({ holder: 'gateway' }, 'existence', true)).toBe('open');
    expect(outcomeOf({ holder: 'every-agency' }, 'existence', true)).toBe('open');
    expect(outcomeOf({ holder: 'police' }, 'existence', true)).toBe('perhaps');
    expect(outcomeOf({ holder: 'school' }, 'own')).toBe('perhaps');
    expect(outcomeOf({ holder: 'police', maskedWhenProtected: true }, 'structure')).toBe('perhaps');
    expect(outcomeOf({ holder: 'police', maskedCoordinates: ['Shared.field'] }, 'structure')).toBe('perhaps');
    expect(outcomeOf({ holder: 'every-agency' }, 'existence; consent')).toBe('perhaps');
    expect(outcomeOf({ holder: 'every-agency' }, 'consent', true)).toBe('perhaps');
    expect(outcomeOf({ holder: 'every-agency' }, 'own(assigned)', true)).toBe('perhaps');
    expect(ask({ rule: { holder: 'police' }, role: 'school.mentor', cell: 'consent' })).toMatchObject({
      ground: 'consent',
      openableBy: [{ ground: 'consent' }],
    });
  });

  it('and is closed by no block at the holder either', () => {
    const blocked = { ...NOBODY, blocks: [{ rows: [] }] };
    const outcomeOf = (holder: PolicyRule['holder'], cell: string, isExistence = false): string =>
      ask({ rule: { holder }, role: 'school.mentor', cell, isExistence }, { facts: blocked }).outcome;
    expect(outcomeOf('police', 'structure')).toBe('open');
    expect(outcomeOf('police', 'directory')).toBe('open');
    expect(outcomeOf('gateway', 'existence', true)).toBe('open');
    expect(outcomeOf('every-agency', 'existence', true)).toBe('open');
    expect(outcomeOf('police', 'existence', true)).toBe('closed');
    expect(outcomeOf('school', 'own')).toBe('closed');
  });

  it('breaks off rather than decide an act at nobody', () => {
    const asked: Invented = { rule: { holder: 'every-agency' }, role: 'school.mentor', cell: 'consent' };
    expect(() => ask(asked, { facts: NOBODY })).toThrow('Shared.field has no holder');
  });
});

/** The purposes, with every ground admitted for a role. */
function everyGround(role: Role): PolicySet['purposes'] {
  return new Map(
    [...POLICY.purposes].map(([name, purpose]) => [
      name,
      purpose.roles.includes(role) ? { ...purpose, grounds: [...purpose.grounds, 'own' as const] } : purpose,
    ]),
  );
}
