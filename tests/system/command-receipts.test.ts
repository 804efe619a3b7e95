import { beforeAll, describe, expect, it } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import { ask } from './ask.ts';
import { callAgency, issueReceipt, personAs, signToken } from './at-the-agency.ts';
import { blockInput, readAs, SET } from './block-commands.ts';
import { expectRefusedByAgency } from './refused-by-agency.ts';

const SHORT = 'mutation ($input: SetBlockInput!) { police { setBlock(input: $input) { id } } }';
const COORDINATES = ['Mutation.police', 'PoliceActions.setBlock', 'AccessBlock.id'];

let ref: string;
let other: string;

beforeAll(() => {
  ref = personAs('onlyPolice').ref;
  other = personAs('knownToAll').ref;
});

function receiptFor(
  changes: object = {},
  audience: Agency = 'police',
  refs: readonly string[] = [ref],
): Promise<string> {
  return issueReceipt({ audience, refs, changes: { coordinates: COORDINATES, ...changes } });
}

describe('the receipt of an action', () => {
  it('lets that action be done at that agency about that person', async () => {
    const variables = { input: blockInput(ref, { staffSubject: 'staff-receipt' }) };
    const { status, body } = await callAgency({ query: SHORT, variables, receipt: await receiptFor() });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.data).toMatchObject({ police: { setBlock: { id: expect.any(String) as string } } });
  });

  it('cannot be replayed at another agency', async () => {
    for (const [audience, agency] of [
      ['police', 'school'],
      ['socialtjanst', 'police'],
    ] as const) {
      const query = SHORT.replace('police', agency);
      const receipt = await receiptFor({}, audience);
      await expectRefusedByAgency(
        { agency, query, variables: { input: blockInput(ref) }, receipt },
        401,
        'RECEIPT_INVALID',
      );
    }
  });

  it('serves no other person, in whatever place of the variables', async () => {
    const wrong = [blockInput(other), blockInput(ref, { reason: other }), blockInput(ref, { rows: [other] })];
    for (const input of wrong) {
      const call = { query: SHORT, variables: { input }, receipt: await receiptFor() };
      await expectRefusedByAgency(call, 403, 'RECEIPT_EXCEEDED');
    }
    const beside = {
      query: SHORT,
      variables: { input: blockInput(ref), more: { ref: other } },
      receipt: await receiptFor(),
    };
    await expectRefusedByAgency(beside, 403, 'RECEIPT_EXCEEDED');
    expect(
      await readAs('police', 'SELECT 1 FROM access_block WHERE person_ref = $1 AND reason = $2', [ref, other]),
    ).toEqual([]);
  });

  it('serves no other action, none twice, and none whose values stand in the text', async () => {
    const literal = `mutation ($input: SetBlockInput!) { police { setBlock(input: { ref: "${ref}", kind: PERSON_BLOCK, reason: "literal", idempotencyKey: "literal-1" }) { id } } }`;
    const wider = [
      'mutation ($input: LiftBlockInput!) { police { liftBlock(input: $input) { id } } }',
      SHORT.replace('{ id }', '{ id reason }'),
      'mutation ($input: SetBlockInput!) { police { setBlock(input: $input) { id } b: setBlock(input: $input) { id } } }',
      'mutation ($input: SetBlockInput!) { police { setBlock(input: $input) { id } } b: police { setBlock(input: $input) { id } } }',
    ];
    for (const query of wider) {
      const lifting = { ref, id: 'x', reason: 'r' };
      const variables = { input: query.includes('LiftBlockInput') ? lifting : blockInput(ref) };
      await expectRefusedByAgency({ query, variables, receipt: await receiptFor() }, 403, 'RECEIPT_EXCEEDED');
    }
    const { status } = await callAgency({
      query: literal,
      variables: { input: blockInput(ref) },
      receipt: await receiptFor(),
    });
    expect([400, 403]).toContain(status);
    expect(await readAs('police', "SELECT 1 FROM access_block WHERE reason = 'literal'", [])).toEqual([]);
  });

  it('is not that of a question', async () => {
    const question = await issueReceipt({ refs: [ref] });
    await expectRefusedByAgency(
      { query: SHORT, variables: { input: blockInput(ref) }, receipt: question },
      403,
      'RECEIPT_EXCEEDED',
    );
  });

  it('gives staff of another agency no right there, even if the gateway were to issue one', async () => {
    const role = 'socialtjanst.case-worker';
    const claims = {
      sub: 'staff-caseworker',
      samsyn_role: role,
      samsyn_agency: 'socialtjanst',
      samsyn_workplace: 'police',
    };
    const receipt = await receiptFor({ role, subject: 'staff-caseworker' });
    const input = blockInput(ref, { staffSubject: 'staff-foreign' });
    const { status, body } = await callAgency({
      query: SHORT,
      variables: { input },
      receipt,
      token: await signToken(claims),
    });
    expect([status, body.data]).toEqual([200, { police: { setBlock: null } }]);
    expect(JSON.stringify(body.errors)).toContain('HOLDER_ONLY');
    expect(await readAs('police', "SELECT 1 FROM access_block WHERE staff_subject = 'staff-foreign'", [])).toEqual([]);
  });
});

describe('a question to a desk', () => {
  it('names its persons in variables alone', async () => {
    const query = `{ police { blocks(ref: "${ref}") { id } } }`;
    const { body } = await ask({ role: 'police.investigator', purpose: 'OWN_AGENCY', query });
    expect(body.errors?.[0]?.extensions?.['code']).toBe('OPERATION_UNSUPPORTED');
    const changes = { coordinates: ['Query.police', 'PoliceDesk.blocks', 'AccessBlock.id'] };
    const receipt = await issueReceipt({ refs: [], changes });
    await expectRefusedByAgency({ query, variables: {}, receipt }, 403, 'RECEIPT_EXCEEDED');
  });

  it('comes with what is behind the desks of several agencies, each for the own staff', async () => {
    const query =
      'query ($ref: ID!) { police { agency blocks(ref: $ref) { id } } school { agency blocks(ref: $ref) { id } } me { role } }';
    const { body } = await ask({ role: 'school.principal', purpose: 'OWN_AGENCY', query, variables: { ref } });
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({
      police: { agency: 'Polisen', blocks: null },
      school: { agency: 'Skolan', blocks: [] },
      me: { role: 'school.principal' },
    });
    expect(body.extensions?.withheld).toMatchObject([{ path: ['police', 'blocks'], code: 'HOLDER_ONLY' }]);
  });

  it('is done through the gateway as one action of the whole', async () => {
    const input = blockInput(ref, { staffSubject: 'staff-through' });
    const { status } = await ask({
      role: 'police.investigator',
      purpose: 'OWN_AGENCY',
      query: SET,
      variables: { input },
    });
    expect(status).toBe(200);
  });
});
