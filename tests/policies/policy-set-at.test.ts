import fc from 'fast-check';
import { swedishDay } from '../../schema/swedish-day.ts';
import { describe, expect, it } from 'vitest';
import { decide, type Decision } from '../../policies/decide.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createPolicyCalendar, describeDays, listOutOfForce, policySetAt } from '../../policies/policy-set-at.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { PURPOSES } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { changeTexts } from './changed-texts.ts';

const POLICY = loadPolicySet();
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const lawsOf = (policySet: PolicySet, row: string, role: Role): readonly (readonly string[])[] =>
  policySet.rules.find((rule) => rule.row === row)!.grounds[role].map(({ laws }) => laws);
const kindsOf = (policySet: PolicySet, row: string, role: Role): readonly string[] =>
  policySet.rules.find((rule) => rule.row === row)!.grounds[role].map(({ kind }) => kind);

const offersOf = (decision: Decision): readonly string[] =>
  decision.outcome === 'open' ? [] : decision.openableBy.flatMap(({ ground, laws }) => [ground, ...laws]);

describe('the policy in force on a day', () => {
  it('is the whole policy once every section is in force', () => {
    const now = noon('2026-01-15');
    expect(policySetAt(POLICY, now).rules).toEqual(POLICY.rules);
    expect(listOutOfForce(POLICY, now)).toEqual([]);
  });

  it('loses a section on the days when it is not in force, and the ground with the last of them', () => {
    const before = policySetAt(POLICY, noon('2025-11-30'));
    expect(lawsOf(POLICY, 'M06', 'school.principal')).toEqual([['OSL 10:27', 'OSL 10:15a']]);
    expect(lawsOf(before, 'M06', 'school.principal')).toEqual([['OSL 10:27']]);
    const earlier = policySetAt(POLICY, noon('2025-03-31'));
    expect(lawsOf(earlier, 'M44', 'police.patrol-officer')).toEqual([]);
    expect(kindsOf(earlier, 'M44', 'police.youth-coordinator')).toEqual(['consent']);
  });

  it('has no feedback before SoL 19:6 and OSL 26:9 a, which carry it together', () => {
    expect(kindsOf(policySetAt(POLICY, noon('2026-01-14')), 'M24', 'school.mentor')).toEqual([]);
    expect(kindsOf(policySetAt(POLICY, noon('2026-01-15')), 'M24', 'school.mentor')).toEqual(['feedback']);
    const later = loadPolicySet(changeTexts({ after: 'SoL 19:6', find: 'from: 2026-01-15', put: 'from: 2026-02-01' }));
    expect(kindsOf(policySetAt(later, noon('2026-01-20')), 'M24', 'school.mentor')).toEqual([]);
  });

  it('begins at midnight in Sweden, summer and winter', () => {
    expect(swedishDay(new Date('2025-11-30T22:59:59Z'))).toBe('2025-11-30');
    expect(swedishDay(new Date('2025-11-30T23:00:00Z'))).toBe('2025-12-01');
    expect(swedishDay(new Date('2025-06-30T22:00:00Z'))).toBe('2025-07-01');
  });

  it('counts the last day in', () => {
    const policySet = loadPolicySet(
      changeTexts({ find: '{ from: 2025-12-01 }', put: '{ from: 2025-12-01, to: 2026-06-30 }' }),
    );
    const at = (day: string): unknown => lawsOf(policySetAt(policySet, noon(day)), 'M06', 'school.principal');
    expect(at('2026-06-30')).toEqual([['OSL 10:27', 'OSL 10:15a']]);
    expect(at('2026-07-01')).toEqual([['OSL 10:27']]);
    expect(listOutOfForce(policySet, noon('2026-07-01'))).toEqual(['OSL 10:15a (2025-12-01 to 2026-06-30)']);
    expect(describeDays({ from: '2026-01-01', to: null })).toBe('from 2026-01-01');
  });

  it('closes a row that is out of force to everybody, and keeps it in the closed world', () => {
    const dated = loadPolicySet(
      changeTexts({ find: '- row: M28\n', put: '- row: M28\n  inForce: { from: 2027-01-01 }\n' }),
    );
    const decideOn = (day: string): Decision =>
      decide(
        {
          coordinate: 'SocialRecord.measures',
          role: 'socialtjanst.case-worker',
          purpose: 'SIG',
          holder: 'socialtjanst',
          facts: null,
        },
        policySetAt(dated, noon(day)),
      );
    expect(decideOn('2026-12-31')).toMatchObject({ outcome: 'closed', code: 'NEVER', row: 'M28' });
    expect(decideOn('2027-01-01').outcome).toBe('perhaps');
  });

  it('leaves the policy that it is given, and its digest, as they are', () => {
    const cells = structuredClone(POLICY.rules);
    expect(policySetAt(POLICY, noon('2020-01-01')).digest).toBe(POLICY.digest);
    expect(POLICY.rules).toEqual(cells);
  });

  it('never opens, and never offers, more than the texts do', () => {
    const question = fc.record({
      coordinate: fc.constantFrom(...POLICY.coordinates.keys()),
      role: fc.constantFrom(...ROLES),
      purpose: fc.constantFrom(null, ...PURPOSES),
    });
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(question, day, (asked, now) => {
        const full = { ...asked, holder: recordHolder(asked.coordinate), facts: null };
        const then = decide(full, policySetAt(POLICY, now));
        const texts = decide(full, POLICY);
        if (then.outcome === 'open') expect(then).toEqual(texts);
        else expect(offersOf(texts)).toEqual(expect.arrayContaining([...offersOf(then)]));
        if (texts.outcome === 'closed') expect(then.outcome).toBe('closed');
      }),
      { numRuns: 500 },
    );
  });

  it('is the same object all day, and another one the day after', () => {
    const at = createPolicyCalendar(POLICY);
    const morning = at(new Date('2025-11-30T06:00:00Z'));
    expect(at(new Date('2025-11-30T22:00:00Z'))).toBe(morning);
    expect(lawsOf(morning, 'M06', 'school.principal')).toEqual([['OSL 10:27']]);
    expect(lawsOf(at(new Date('2025-11-30T23:30:00Z')), 'M06', 'school.principal')).toEqual([
      ['OSL 10:27', 'OSL 10:15a'],
    ]);
  });

  it('is still the same for what came before midnight and is decided after it', () => {
    const at = createPolicyCalendar(POLICY);
    const [before, after] = [new Date('2025-11-30T22:59:59Z'), new Date('2025-11-30T23:00:01Z')];
    const [evening, night] = [at(before), at(after)];
    expect(night).not.toBe(evening);
    for (let time = 0; time < 3; time += 1) expect([at(before), at(after)]).toEqual([evening, night]);
    expect([at(before) === evening, at(after) === night]).toEqual([true, true]);
    // Two days are kept, and no more.
    at(new Date('2025-12-02T12:00:00Z'));
    expect(at(after)).toBe(night);
    expect(at(before)).not.toBe(evening);
  });
});
