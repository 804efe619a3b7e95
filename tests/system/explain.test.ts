import { describe, expect, it } from 'vitest';
import type { Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { explainAccess } from '../../policies/explain-access.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { PURPOSE_TABLE } from '../policies/purpose-table.ts';
import { numberOf, refOf, theTown, unknownNumbers } from './persons.ts';

const POLICY = loadPolicySet();
const town = theTown();
const SHAPE = `coordinate outcome code until
  grounds { kind limit words { english swedish } laws { cite statute says swedish underAge } }
  missing { english swedish } whatToDo { english swedish }
  full { row title { english swedish } why needsLawyer cell factsConsulted limits ageLimits datesInForce policyDigest }`;
const EXPLAIN = `query Explain($ref: ID, $coordinates: [String!]!, $for: ExplainedAsker) {
  explainAccess(ref: $ref, coordinates: $coordinates, for: $for) { ${SHAPE} }
}`;
const SIMULATE = `query Simulate($input: Simulation!) { simulate(input: $input) { ${SHAPE} } }`;
const FIELDS = ['SocialRecord.measures', 'PoliceRecord.suspicions', 'SchoolRecord.attendance', 'SocialRecord.nothing'];

const explain = (
  role: Role,
  purpose: Purpose,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<HttpAnswer> => ask({ role, purpose, query: EXPLAIN, variables: { coordinates: FIELDS, ...variables } });
const explanationsIn = ({ body }: HttpAnswer): readonly Record<string, unknown>[] =>
  body.data?.['explainAccess'] as readonly Record<string, unknown>[];
const codeIn = ({ body }: HttpAnswer): unknown => body.errors?.[0]?.extensions?.['code'];

describe('explainAccess', () => {
  it('gives every role, for a purpose of its own, the explanation of the policy, and keeps the full part to itself', async () => {
    for (const role of ROLES.filter((known) => known !== 'data-protection-officer')) {
      const purpose = (Object.keys(PURPOSE_TABLE) as Purpose[]).find((name) =>
        PURPOSE_TABLE[name].roles.includes(role),
      )!;
      const answer = await explain(role, purpose);
      expect(answer.body.errors).toBeUndefined();
      const wanted = FIELDS.map((coordinate) =>
        explainAccess({ coordinate, role, purpose, holder: recordHolder(coordinate), facts: null }, POLICY),
      );
      const shown = explanationsIn(answer);
      expect(
        shown.map(({ coordinate, outcome, code, missing, whatToDo, full }) => ({
          coordinate,
          outcome,
          code,
          missing,
          whatToDo,
          full,
        })),
      ).toEqual(
        wanted.map(({ coordinate, outcome, code, missing, whatToDo }) => ({
          coordinate,
          outcome,
          code,
          missing,
          whatToDo,
          full: null,
        })),
      );
    }
  });

  it('is the same bytes for a known person, an unknown one, a protected one, and nobody', async () => {
    const refs = [town.person(town.cast.knownToAll), town.person(town.cast.protectedPopulationRecord)]
      .map((person) => refOf(numberOf(person)))
      .concat(unknownNumbers(town, 1).map(refOf));
    const texts = await Promise.all(
      [null, ...refs].map(async (ref) => {
        const { status, text } = await explain('police.youth-coordinator', 'SIG', { ref });
        return `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`;
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('TURNS_ON_FACTS');
  });

  it('tells the data protection officer rule, facts and digest, for any role and purpose', async () => {
    const asker = { role: 'police.youth-coordinator', purpose: 'SIG' };
    const [measures] = explanationsIn(await explain('data-protection-officer', 'OVERSIGHT', { for: asker }));
    expect(measures).toMatchObject({
      outcome: 'TURNS_ON_FACTS',
      full: {
        row: 'M28',
        factsConsulted: ['blocks', 'consents', 'staffSubject', 'now', 'grants', 'birthDate'],
        ageLimits: ['OSL 10:18a: younger than 21'],
        policyDigest: POLICY.digest,
      },
    });
  });

  it('refuses another role to everybody else, and what is no field or no ref, without saying it again', async () => {
    const asker = { role: 'police.investigator', purpose: 'INVESTIGATION' };
    const number = numberOf(town.person(town.cast.knownToAll));
    for (const answer of [
      await explain('police.youth-coordinator', 'SIG', { for: asker }),
      await explain('data-protection-officer', 'OVERSIGHT', { for: { ...asker, role: 'boss' } }),
      await explain('police.youth-coordinator', 'SIG', { coordinates: [number] }),
      await explain('police.youth-coordinator', 'SIG', { coordinates: [refOf(number)] }),
    ]) {
      expect(codeIn(answer)).toBe('VARIABLES_INVALID');
      expect(answer.body.data?.['explainAccess']).toBeNull();
      expect(answer.text).not.toContain(number);
      expect(answer.text).not.toContain('r1_');
    }
    expect(codeIn(await explain('police.youth-coordinator', 'SIG', { ref: number }))).toBe('INVALID_REF');
  });
});

const PERSON = { age: 17 };
const simulate = (role: Role, purpose: Purpose, input: Readonly<Record<string, unknown>>): Promise<HttpAnswer> =>
  ask({ role, purpose, query: SIMULATE, variables: { input } });
const outcomesOf = ({ body }: HttpAnswer): readonly unknown[] =>
  (body.data?.['simulate'] as readonly Record<string, unknown>[]).map(({ outcome, code }) => code ?? outcome);

describe('simulate', () => {
  const measures = {
    role: 'police.youth-coordinator',
    purpose: 'SIG',
    coordinates: ['SocialRecord.measures', 'SocialRecord.treatmentNotes'],
    day: '2026-03-01',
  };
  const grant = {
    kind: 'decision',
    law: 'OSL 10:18a',
    coordinates: ['SocialRecord.measures'],
    role: 'police.youth-coordinator',
    purpose: 'SIG',
    until: '2026-12-31',
  };

  it('decides on made-up facts for any role, also for an analyst who asks', async () => {
    const given = (person: object): Promise<HttpAnswer> =>
      simulate('analyst', 'STATISTICS', { ...measures, person: { ...PERSON, ...person } });
    expect(outcomesOf(await given({}))).toEqual(['GROUND_NEEDED', 'NEVER']);
    expect(outcomesOf(await given({ grants: [grant] }))).toEqual(['OPEN', 'NEVER']);
    expect(outcomesOf(await given({ grants: [grant], age: 21 }))).toEqual(['GROUND_NEEDED', 'NEVER']);
    expect(outcomesOf(await given({ grants: [grant], blocked: true }))).toEqual(['GROUND_NEEDED', 'NEVER']);
    const consent = {
      rows: ['M28'],
      recipients: ['police.youth-coordinator'],
      purpose: 'SIG',
      from: '2026-01-01',
      to: '2026-06-30',
    };
    const open = await given({ consents: [consent] });
    expect(outcomesOf(open)).toEqual(['OPEN', 'NEVER']);
    expect(open.body.data?.['simulate']).toMatchObject([
      { until: '2026-06-30', grounds: [{ kind: 'consent' }], full: null },
      {},
    ]);
  });

  it.each([
    ['a number for a coordinate', (number: string) => ({ ...measures, coordinates: [number], person: PERSON })],
    ['a ref for a coordinate', (number: string) => ({ ...measures, coordinates: [refOf(number)], person: PERSON })],
    ['a number for a role', (number: string) => ({ ...measures, role: number, person: PERSON })],
    ['a number for a day', (number: string) => ({ ...measures, day: number, person: PERSON })],
    ['a number for a birth date', (number: string) => ({ ...measures, person: { birthDate: number } })],
    [
      'a ref for a row',
      (number: string) => ({
        ...measures,
        person: { consents: [{ rows: [refOf(number)], purpose: 'SIG', from: '2026-01-01', to: '2026-02-01' }] },
      }),
    ],
    ['a number for a law', (number: string) => ({ ...measures, person: { grants: [{ ...grant, law: number }] } })],
    ['a number for an assignment', (number: string) => ({ ...measures, person: { assignments: [number] } })],
  ])('refuses %s and does not say it again', async (_, make) => {
    const number = numberOf(town.person(town.cast.knownToAll));
    const answer = await simulate('school.mentor', 'SSPF', make(number));
    expect(codeIn(answer)).toBe('VARIABLES_INVALID');
    expect(answer.body.data?.['simulate']).toBeNull();
    expect(answer.text).not.toContain(number);
    expect(answer.text).not.toContain('r1_');
  });
});
