import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../schema/role.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import { codesOf, expectRefused } from './refused-by-gateway.ts';

const SET =
  'mutation Set($input: SetBlockInput!) { police { setBlock(input: $input) { id ref kind staffSubject setBy liftedAt } } }';
const LIFT = 'mutation Lift($input: LiftBlockInput!) { police { liftBlock(input: $input) { id liftedAt liftedBy } } }';
const BLOCKS = 'query Blocks($ref: ID!) { police { agency blocks(ref: $ref) { id kind reason liftedAt } } }';

let ref: string;
let keys = 0;

beforeAll(() => {
  ref = personAs('onlyPolice').ref;
});

/** A conflict of interest of the patrol officer about the person, unless told otherwise. */
function blockInput(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  keys += 1;
  const usual = { ref, kind: 'CONFLICT_OF_INTEREST', staffSubject: 'staff-patrol', reason: 'släktingar' };
  return { ...usual, idempotencyKey: `commands-${keys}`, ...changes };
}

function act(query: string, input: unknown, role: Role = 'police.investigator'): Promise<HttpAnswer> {
  return ask({ role, purpose: 'OWN_AGENCY', query, variables: { input } });
}

describe('a mutation', () => {
  it.each([
    ['values in its text', `mutation { police { liftBlock(input: { ref: "x", id: "y", reason: "z" }) { id } } }`],
    [
      'two actions',
      'mutation ($a: SetBlockInput!) { police { setBlock(input: $a) { id } b: setBlock(input: $a) { id } } }',
    ],
    [
      'two agencies',
      'mutation ($a: SetBlockInput!) { police { setBlock(input: $a) { id } } school { setBlock(input: $a) { id } } }',
    ],
    [
      'a default value',
      'mutation ($a: SetBlockInput! = { ref: "x", kind: PERSON_BLOCK, reason: "r", idempotencyKey: "12345678" }) { police { setBlock(input: $a) { id } } }',
    ],
    [
      'a condition',
      'mutation ($a: SetBlockInput!, $if: Boolean!) { police { setBlock(input: $a) @include(if: $if) { id } } }',
    ],
    [
      'a condition on a fragment',
      'mutation ($a: SetBlockInput!) { police { ... @skip(if: false) { setBlock(input: $a) { id } } } }',
    ],
    ['no action', 'mutation { police { __typename } }'],
  ])('with %s is refused, and it is said what to do', async (_, query) => {
    const answer = await ask({
      role: 'police.investigator',
      purpose: 'OWN_AGENCY',
      query,
      variables: { a: blockInput(), if: true },
    });
    expectRefused(answer, 200, 'OPERATION_UNSUPPORTED');
  });

  it('needs a purpose, and is not done without one', async () => {
    const answer = await ask({
      role: 'police.investigator',
      purpose: null,
      query: SET,
      variables: { input: blockInput() },
    });
    expectRefused(answer, 400, 'PURPOSE_MISSING');
  });

  it('is withheld from who does not decide at that agency', async () => {
    for (const role of [
      'socialtjanst.case-worker',
      'school.principal',
      'police.patrol-officer',
      'school.mentor',
    ] as const) {
      const { status, body } = await act(SET, blockInput(), role);
      expect([status, body.errors, body.data]).toEqual([200, undefined, { police: { setBlock: null } }]);
      expect(body.extensions?.withheld?.map(({ coordinate }) => coordinate)).toEqual(['PoliceActions.setBlock']);
    }
  });
});

describe('a block', () => {
  it('closes the person for that one of staff at that agency on the next request, and for nobody else, until it is lifted', async () => {
    const isOpen = async (role: Role): Promise<unknown> => {
      const query = 'query ($refs: [ID!]!) { individuals(refs: $refs) { police { isKnown } } }';
      const { body } = await ask({ role, purpose: 'OWN_AGENCY', query, variables: { refs: [ref] } });
      expect(body.errors).toBeUndefined();
      return body.extensions?.withheld?.map(({ code }) => code) ?? [];
    };
    expect(await isOpen('police.patrol-officer')).toEqual([]);
    const set = await act(SET, blockInput());
    expect(set.body.errors).toBeUndefined();
    expect(set.body.data).toMatchObject({
      police: { setBlock: { ref, kind: 'CONFLICT_OF_INTEREST', setBy: 'staff-investigator', liftedAt: null } },
    });
    expect(await isOpen('police.patrol-officer')).toEqual(['BLOCKED']);
    expect(await isOpen('police.investigator')).toEqual([]);
    const { id } = (set.body.data as { police: { setBlock: { id: string } } }).police.setBlock;
    const listed = await ask({ role: 'police.investigator', purpose: 'OWN_AGENCY', query: BLOCKS, variables: { ref } });
    expect(listed.body.data).toMatchObject({ police: { agency: 'Polisen', blocks: [{ id, liftedAt: null }] } });
    const lifted = await act(LIFT, { ref, id, reason: 'fel person' });
    expect(lifted.body.errors).toBeUndefined();
    expect(await isOpen('police.patrol-officer')).toEqual([]);
  });

  it('answers an input that will not do with what to do', async () => {
    const wrong = await act(SET, blockInput({ reason: ' ' }));
    expect(codesOf(wrong)).toEqual(['INPUT_INVALID']);
    expect(wrong.body.data).toEqual({ police: { setBlock: null } });
    expect(wrong.body.errors?.[0]?.message).toContain('reason');
  });
});
