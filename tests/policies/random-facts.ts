import fc from 'fast-check';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import type { Question } from '../../policies/question.ts';
import { GRANT_KINDS, type HolderFacts } from '../../policies/holder-facts.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { recordHolder } from '../../policies/record-holder.ts';

/** A question with facts; half of what is in the facts fits the question, so that fields do open. */
export interface Asked {
  readonly question: Omit<Question, 'facts'>;
  readonly facts: HolderFacts;
}

const ASKER = 'staff-asker';
const COLLEAGUE = 'staff-colleague';
const NOON = 'T12:00:00Z';
const days = fc.constantFrom(
  '2025-01-01',
  '2025-11-30',
  '2026-01-15',
  '2026-03-01',
  '2026-03-02',
  '2026-03-03',
  '2026-12-31',
);
const moments = days.map((day) => new Date(`${day}${NOON}`));

/** Questions about any coordinate, weighted towards those that an act could open. */
export function askedOf(policySet: PolicySet): fc.Arbitrary<Asked> {
  const questions = openableQuestions(policySet);
  const any = fc.record({
    coordinate: fc.constantFrom(...policySet.coordinates.keys()),
    role: fc.constantFrom(...ROLES),
    purpose: fc.constantFrom(...PURPOSES),
  });
  const openable = fc.constantFrom(...questions);
  return fc.oneof({ arbitrary: openable, weight: 3 }, { arbitrary: any, weight: 1 }).chain((told) =>
    fc.record({
      question: fc
        .constantFrom(...AGENCIES)
        .map((agency) => ({ ...told, holder: recordHolder(told.coordinate) ?? agency })),
      facts: factsFor(told, policySet),
    }),
  );
}

interface Told {
  readonly coordinate: string;
  readonly role: Role;
  readonly purpose: Purpose;
}

function openableQuestions({ coordinates, purposes }: PolicySet): readonly Told[] {
  return [...coordinates.values()].flatMap(({ coordinate, rule }) =>
    ROLES.flatMap((role) =>
      [...purposes.values()]
        .filter(({ roles }) => roles.includes(role))
        .filter((purpose) =>
          rule.grounds[role].some(
            ({ kind, assignment }) => purpose.grounds.includes(kind) && (kind !== 'own' || assignment !== null),
          ),
        )
        .map(({ purpose }) => ({ coordinate, role, purpose })),
    ),
  );
}

function factsFor(told: Told, policySet: PolicySet): fc.Arbitrary<HolderFacts> {
  const { coordinate, role, purpose } = told;
  const rule = policySet.coordinates.get(coordinate)!.rule;
  const fitting = <Value>(fits: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
    fc.oneof({ arbitrary: fc.constant(fits), weight: 6 }, { arbitrary: others, weight: 1 });
  const laws = rule.grounds[role].flatMap((ground) => ground.laws);
  const ids = fc.constantFrom('A1', 'A2', 'A3');
  const consent = fc.record({
    id: ids,
    rows: fitting<readonly string[]>([rule.row, 'M28'], fc.constantFrom<readonly string[]>([], ['M01'])),
    recipients: fitting<Role[]>([role, 'school.nurse'], fc.constantFrom<Role[]>([], ['police.investigator'])),
    participants: fc.constantFrom<string[]>([ASKER, COLLEAGUE], [COLLEAGUE], []),
    purpose: fitting(purpose, fc.constantFrom(...PURPOSES)),
    from: fitting<string>('2025-01-01', days),
    to: fitting<string>('2026-12-31', days),
  });
  const kinds = rule.grounds[role].flatMap(({ kind }) => GRANT_KINDS.filter((known) => known === kind));
  const grant = fc.record({
    id: ids,
    kind: fc.constantFrom(...GRANT_KINDS, ...kinds, ...kinds, ...kinds, ...kinds),
    law: fc.constantFrom(null, ...policySet.legalBases.keys(), ...laws, ...laws, ...laws, ...laws, ...laws, ...laws),
    coordinates: fitting<string[]>([coordinate, 'SocialRecord.measures'], fc.constant(['SchoolRecord.grades'])),
    role: fitting(role, fc.constantFrom(...ROLES)),
    staffSubject: fc.constantFrom(null, ASKER, COLLEAGUE),
    purpose: fitting(purpose, fc.constantFrom(...PURPOSES)),
    from: fitting(new Date('2025-01-01T00:00:00Z'), moments),
    until: fitting(new Date('2027-01-01T00:00:00Z'), moments),
  });
  return fc.record({
    staffSubject: fc.constant(ASKER),
    now: fitting(new Date(`2026-03-02${NOON}`), moments),
    assignments: fc.subarray(['case', 'sig-participant', 'named-person'] as const),
    isProtected: fitting(false, fc.boolean()),
    birthDate: fitting<string | null>(
      '2013-03-02',
      fc.constantFrom(null, '2011-03-02', '2008-02-29', '2005-03-03', '1990-01-01'),
    ),
    blocks: fitting<HolderFacts['blocks']>(
      [],
      fc.constantFrom([{ rows: [] }], [{ rows: [rule.row] }], [{ rows: ['M99'] }]),
    ),
    consents: fc.array(consent, { maxLength: 3 }),
    grants: fc.array(grant, { maxLength: 3 }),
    hasReported: fc.boolean(),
  });
}

/** The facts with one thing less, or one bar more: none of it may open anything. */
export function takeAway(facts: HolderFacts, row: string | null): readonly HolderFacts[] {
  const consentsWith = (at: number, change: Partial<HolderFacts['consents'][number]>): HolderFacts => ({
    ...facts,
    consents: facts.consents.map((consent, index) => (index === at ? { ...consent, ...change } : consent)),
  });
  const grantsWith = (at: number, change: Partial<HolderFacts['grants'][number]>): HolderFacts => ({
    ...facts,
    grants: facts.grants.map((grant, index) => (index === at ? { ...grant, ...change } : grant)),
  });
  return [
    { ...facts, hasReported: false },
    { ...facts, isProtected: true },
    { ...facts, birthDate: null },
    ...['2011-01-01', '2008-02-28', '2005-03-02', '1950-06-06']
      .filter((older) => facts.birthDate !== null && older < facts.birthDate)
      .map((birthDate) => ({ ...facts, birthDate })),
    { ...facts, blocks: [...facts.blocks, { rows: [] }] },
    ...(row === null ? [] : [{ ...facts, blocks: [...facts.blocks, { rows: [row] }] }]),
    { ...facts, consents: [] },
    { ...facts, grants: [] },
    { ...facts, assignments: [] },
    ...facts.assignments.map((gone) => ({ ...facts, assignments: facts.assignments.filter((kind) => kind !== gone) })),
    ...facts.consents.flatMap((consent, at) => [
      { ...facts, consents: facts.consents.toSpliced(at, 1) },
      consentsWith(at, { rows: consent.rows.slice(1) }),
      consentsWith(at, { recipients: consent.recipients.slice(1) }),
      consentsWith(at, { participants: consent.participants.slice(1) }),
      consentsWith(at, { from: '2026-03-03' > consent.from ? '2026-03-03' : consent.from }),
      consentsWith(at, { to: '2026-03-01' < consent.to ? '2026-03-01' : consent.to }),
    ]),
    ...facts.grants.flatMap((grant, at) => [
      { ...facts, grants: facts.grants.toSpliced(at, 1) },
      grantsWith(at, { coordinates: grant.coordinates.slice(1) }),
      grantsWith(at, { law: null }),
      grantsWith(at, { staffSubject: COLLEAGUE }),
      grantsWith(at, { from: new Date(Math.max(grant.from.getTime(), facts.now.getTime() + 1)) }),
      grantsWith(at, { until: new Date(Math.min(grant.until.getTime(), facts.now.getTime())) }),
    ]),
  ];
}
