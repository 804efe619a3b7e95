import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSES } from '../../schema/purpose.ts';
import { ROLES } from '../../schema/role.ts';
import { decide, type Decision } from '../../policies/decide.ts';
import type { Question } from '../../policies/question.ts';
import { noFacts, type HolderFacts } from '../../policies/holder-facts.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';

const POLICY = loadPolicySet();
const STRANGER: HolderFacts = noFacts('staff-test', new Date('2026-11-22T10:00:00Z'));
const COLLEAGUE: HolderFacts = { ...STRANGER, assignments: ['case', 'sig-participant', 'named-person'] };

const decideAs = (coordinate: string, rest: Partial<Question>): Decision =>
  decide(
    {
      coordinate,
      role: 'police.investigator',
      purpose: 'INVESTIGATION',
      holder: recordHolder(coordinate),
      facts: null,
      ...rest,
    },
    POLICY,
  );

const question = fc.record({
  coordinate: fc.constantFrom(...POLICY.coordinates.keys()),
  role: fc.constantFrom(...ROLES),
  purpose: fc.constantFrom(null, ...PURPOSES),
});

/** The own session, and what there is of aggregates: nothing of a person. */
const OPEN_BEFORE =
  /^(Query\.(me|aggregates|aggregateRuns)$|(Me|OpenPurpose|LocalText|Aggregate(Definition|Parameter|TableShape|Source|Run))\.)/;

describe('decide', () => {
  it('closes what no rule names', () => {
    expect(decideAs('PoliceRecord.criminalRecord', {})).toMatchObject({ outcome: 'closed', code: 'NO_RULE' });
  });

  it('says at the desk that it turns on facts, and at the holder what the facts say', () => {
    const narrative = { role: 'police.youth-coordinator' as const };
    expect(decideAs('PoliceIncident.narrative', narrative).outcome).toBe('perhaps');
    expect(decideAs('PoliceIncident.narrative', { ...narrative, facts: COLLEAGUE }).outcome).toBe('open');
    expect(decideAs('PoliceIncident.narrative', { ...narrative, facts: STRANGER })).toMatchObject({
      outcome: 'closed',
      code: 'ASSIGNMENT_NEEDED',
    });
  });

  it('wants the kind of assignment that the rule names', () => {
    const named = { role: 'socialtjanst.case-worker' as const, purpose: 'OWN_AGENCY' as const };
    const as = (facts: HolderFacts): string => decideAs('SocialRecord.economicAssistance', { ...named, facts }).outcome;
    expect(as({ ...STRANGER, assignments: ['case'] })).toBe('closed');
    expect(as({ ...STRANGER, assignments: ['named-person'] })).toBe('open');
  });

  it('masks name and number of a protected person even from the own agency', () => {
    const facts = { ...COLLEAGUE, isProtected: true };
    expect(decideAs('PoliceRecord.name', { facts })).toMatchObject({ outcome: 'closed', code: 'PROTECTED_IDENTITY' });
    expect(decideAs('PoliceRecord.protectedMarking', { facts }).outcome).toBe('open');
  });

  it('opens the sign of existence where the content stays closed', () => {
    const patrol = { role: 'police.patrol-officer' as const };
    expect(decideAs('PoliceRecord.riskRatingExists', { ...patrol, facts: STRANGER }).outcome).toBe('open');
    expect(decideAs('PoliceRecord.riskRating', patrol)).toMatchObject({ outcome: 'closed', code: 'NEVER' });
  });

  it('shows no less to who has reported concern than a consent alone does', () => {
    const principal = { role: 'school.principal', purpose: 'SIG' } as const;
    const consent = {
      ...{ id: 'c1', rows: ['M26'], recipients: ['school.principal' as const], participants: [] },
      ...{ purpose: 'SIG' as const, from: '2026-01-01', to: '2026-12-31' },
    };
    const facts = { ...STRANGER, hasReported: true, consents: [consent] };
    const groundOn = (known: HolderFacts): unknown =>
      decideAs('SocialRecord.investigations', { ...principal, facts: known });
    expect(groundOn(facts)).toMatchObject({ outcome: 'open', ground: 'consent' });
    expect(groundOn({ ...facts, consents: [] })).toMatchObject({ outcome: 'open', ground: 'feedback' });
  });

  it('names what would open a field, within the purpose', () => {
    const sig = { role: 'police.youth-coordinator' as const, purpose: 'SIG' as const };
    const openableBy = [
      { ground: 'consent', laws: [] },
      { ground: 'decision', laws: ['OSL 10:18a'] },
    ];
    expect(decideAs('SocialRecord.measures', sig)).toMatchObject({ outcome: 'perhaps', openableBy });
    expect(decideAs('SocialRecord.measures', { ...sig, facts: STRANGER })).toMatchObject({
      code: 'GROUND_NEEDED',
      openableBy,
    });
    expect(
      decideAs('SocialRecord.measures', { role: 'police.youth-coordinator', purpose: 'OWN_AGENCY' }),
    ).toMatchObject({ code: 'NOT_FOR_PURPOSE', openableBy: [] });
  });

  it('never opens a field of a person before a purpose is declared', () => {
    fc.assert(
      fc.property(question, ({ coordinate, role }) => {
        const decision = decideAs(coordinate, { role, purpose: null, facts: COLLEAGUE });
        if (decision.outcome === 'open') expect(coordinate).toMatch(OPEN_BEFORE);
      }),
      { numRuns: 2000 },
    );
  });

  it('never closes at the desk what the holder would open, and never opens at the holder more than at the desk', () => {
    fc.assert(
      fc.property(
        question,
        fc.constantFrom(STRANGER, COLLEAGUE, { ...COLLEAGUE, isProtected: true }),
        (asked, facts) => {
          const desk = decideAs(asked.coordinate, asked);
          const holder = decideAs(asked.coordinate, { ...asked, facts });
          if (holder.outcome === 'open') expect(desk.outcome).not.toBe('closed');
          if (desk.outcome === 'closed') expect(holder).toEqual(desk);
          expect(holder.outcome).not.toBe('perhaps');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never opens a field because a fact is missing', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const withFacts = decideAs(asked.coordinate, { ...asked, facts: COLLEAGUE });
        const without = decideAs(asked.coordinate, { ...asked, facts: STRANGER });
        if (without.outcome === 'open') expect(withFacts.outcome).toBe('open');
      }),
      { numRuns: 2000 },
    );
  });
});
