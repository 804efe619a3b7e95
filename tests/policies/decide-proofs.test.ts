import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { homeAgency } from '../../schema/role.ts';
import { decide, type Decision } from '../../policies/decide.ts';
import { explainAccess } from '../../policies/explain-access.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { policySetAt } from '../../policies/policy-set-at.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { OPEN_WITHOUT_PURPOSE } from './purpose-table.ts';
import { askedOf, takeAway, type Asked } from './random-facts.ts';

const POLICY = loadPolicySet();
const RUNS = { numRuns: 2_500 };
const asked = askedOf(POLICY);
const counts = { open: 0, closed: 0, takenAway: 0, lost: 0 };

const ask = ({ question }: Pick<Asked, 'question'>, facts: HolderFacts | null, policySet = POLICY): Decision =>
  decide({ ...question, facts }, policySet);
const isOpen = (decision: Decision): boolean => decision.outcome === 'open';
const rowOf = ({ question }: Asked): string | null => POLICY.coordinates.get(question.coordinate)?.rule.row ?? null;

const holderOf = ({ question }: Asked): string | null => {
  const held = POLICY.coordinates.get(question.coordinate)?.rule.holder ?? null;
  return held === 'every-agency' ? question.holder : held;
};

afterAll(() => process.stdout.write(`proofs of decide: ${JSON.stringify(counts)}\n`));

describe('taking away', () => {
  it('a fact, or adding a bar, never opens a field', () => {
    fc.assert(
      fc.property(asked, (told) => {
        const wasOpen = isOpen(ask(told, told.facts));
        counts[wasOpen ? 'open' : 'closed'] += 1;
        for (const less of takeAway(told.facts, rowOf(told))) {
          const stillOpen = isOpen(ask(told, less));
          counts.takenAway += 1;
          if (wasOpen && !stillOpen) counts.lost += 1;
          if (stillOpen) expect(wasOpen).toBe(true);
        }
      }),
      RUNS,
    );
    expect(counts.open).toBeGreaterThan(counts.closed / 10);
    expect(counts.lost).toBeGreaterThan(300);
  });

  it('the purpose opens nothing but the own session', () => {
    fc.assert(
      fc.property(asked, ({ question, facts }) => {
        const decision = decide({ ...question, purpose: null, facts }, POLICY);
        if (isOpen(decision)) expect(OPEN_WITHOUT_PURPOSE).toContain(decision.row);
      }),
      RUNS,
    );
  });

  it('the role from the purpose, or the grounds from the cell, opens nothing', () => {
    fc.assert(
      fc.property(asked, fc.nat(3), (told, index) => {
        const decision = ask(told, told.facts);
        if (isOpen(ask(told, told.facts, withoutRole(told)))) expect(isOpen(decision)).toBe(true);
        if (isOpen(ask(told, told.facts, withoutGround(told, index)))) expect(isOpen(decision)).toBe(true);
        if (isOpen(ask(told, told.facts, withoutRole(told)))) expect(OPEN_WITHOUT_PURPOSE).toContain(decision.row);
      }),
      { numRuns: 1_500 },
    );
  });

  it('days on which the law is in force never opens', () => {
    const days = [
      '2024-01-01',
      '2025-03-31',
      '2025-04-01',
      '2025-06-30',
      '2025-11-30',
      '2025-12-01',
      '2026-01-14',
      '2026-01-15',
    ];
    const sets = fc.constantFrom(...days.map((day) => policySetAt(POLICY, new Date(`${day}T12:00:00Z`))));
    fc.assert(
      fc.property(asked, sets, (told, then) => {
        if (isOpen(ask(told, told.facts, then))) expect(isOpen(ask(told, told.facts))).toBe(true);
        if (ask(told, null).outcome === 'closed') expect(ask(told, null, then).outcome).toBe('closed');
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('what is not known', () => {
  it('is never guessed at the desk: open holds for any person, closed is closed for any, with the same reason', () => {
    fc.assert(
      fc.property(asked, (told) => {
        const desk = ask(told, null);
        const holder = ask(told, told.facts);
        expect(holder.outcome).not.toBe('perhaps');
        if (desk.outcome === 'open') expect(holder).toEqual(desk);
        if (desk.outcome === 'closed') expect(holder).toEqual(desk);
        if (desk.outcome === 'perhaps' && holder.outcome === 'closed' && holder.code === 'GROUND_NEEDED') {
          expect(holder.openableBy).toEqual(desk.openableBy);
        }
      }),
      RUNS,
    );
  });

  it('looks the same to an outsider: two persons of whom neither opens, and alike in marking, are refused alike', () => {
    fc.assert(
      fc.property(asked, asked, (told, other) => {
        const isAtHolder = homeAgency(told.question.role) === holderOf(told);
        const desk = ask(told, null);
        // A sign of existence and what two agencies hold jointly are the asker's to know, so a block may be named.
        if (isAtHolder || desk.outcome !== 'perhaps' || desk.ground === 'existence' || desk.ground === 'own') return;
        const isProtected = told.facts.isProtected;
        const [one, two] = [ask(told, told.facts), ask(told, { ...other.facts, isProtected })];
        if (!isOpen(one) && !isOpen(two)) expect(one).toEqual(two);
      }),
      RUNS,
    );
  });
});

describe('an explanation', () => {
  it('says what was decided, and without facts nothing that turns on a person', () => {
    fc.assert(
      fc.property(asked, (told) => {
        const decision = ask(told, told.facts);
        const explained = explainAccess({ ...told.question, facts: told.facts }, POLICY);
        expect(explained.outcome).toBe({ open: 'OPEN', perhaps: 'TURNS_ON_FACTS', closed: 'CLOSED' }[decision.outcome]);
        if (decision.outcome === 'closed') expect(explained.code).toBe(decision.code);
        if (decision.outcome === 'closed') expect(explained.whatToDo.length).toBeGreaterThan(0);
        if (decision.outcome === 'open')
          expect(explained).toMatchObject({ missing: [], whatToDo: [], until: decision.until });
        for (const text of [...explained.missing, ...explained.whatToDo]) {
          expect(text.english.length * text.swedish.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('names every fact that the decision turns on', () => {
    fc.assert(
      fc.property(asked, asked, (told, other) => {
        const consulted = explainAccess({ ...told.question, facts: null }, POLICY).full?.factsConsulted ?? [];
        const kept = Object.fromEntries(consulted.map((name) => [name, told.facts[name]]));
        // The rest may be anybody's: the decision is the same.
        expect(ask(told, { ...other.facts, ...kept })).toEqual(ask(told, told.facts));
      }),
      RUNS,
    );
  });
});

function withoutRole({ question }: Asked): PolicySet {
  const purposes = [...POLICY.purposes].map(
    ([name, rule]) => [name, { ...rule, roles: rule.roles.filter((role) => role !== question.role) }] as const,
  );
  return { ...POLICY, purposes: new Map(purposes) };
}

function withoutGround({ question }: Asked, index: number): PolicySet {
  const guarded = POLICY.coordinates.get(question.coordinate)!;
  const grounds = { ...guarded.rule.grounds, [question.role]: guarded.rule.grounds[question.role].toSpliced(index, 1) };
  const rule = { ...guarded.rule, grounds };
  return { ...POLICY, coordinates: new Map([...POLICY.coordinates, [question.coordinate, { ...guarded, rule }]]) };
}
