import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../schema/role.ts';
import { ask } from './ask.ts';
import { personAs, signToken } from './at-the-agency.ts';
import { act, blockInput, BLOCKS, doneIn, LIFT, readAs, SET } from './block-commands.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';
import { codesOf, expectRefused } from './refused-by-gateway.ts';

const DECIDES = 'police.investigator';
const PURPOSE = 'OWN_AGENCY';

let ref: string;

beforeAll(() => {
  ref = personAs('onlyPolice').ref;
});

describe('a mutation', () => {
  const one = 'setBlock(input: $a) { id }';
  const doing = (selection: string, more = ''): string => `mutation ($a: SetBlockInput!${more}) { ${selection} }`;
  it.each([
    ['values in its text', 'mutation { police { liftBlock(input: { ref: "x", id: "y", reason: "z" }) { id } } }'],
    [
      'a value among variables',
      doing(
        'police { setBlock(input: { ref: $r, kind: PERSON_BLOCK, reason: "r", idempotencyKey: "k" }) { id } again: setBlock(input: $a) { id } }',
        ', $r: ID!',
      ),
    ],
    ['two actions', doing(`police { ${one} b: ${one} }`)],
    ['the same action twice', doing(`police { ${one} ${one} }`)],
    [
      'two actions in fragments',
      `${doing('police { ...A ...B }')} fragment A on PoliceActions { ${one} } fragment B on PoliceActions { b: ${one} }`,
    ],
    ['two agencies', doing(`police { ${one} } school { ${one} }`)],
    ['the same agency twice', doing(`police { ${one} } again: police { ${one} }`)],
    [
      'a default value',
      'mutation ($a: SetBlockInput! = { ref: "x", kind: PERSON_BLOCK, reason: "r", idempotencyKey: "k" }) { police { setBlock(input: $a) { id } } }',
    ],
    ['a condition', doing('police { setBlock(input: $a) @include(if: $if) { id } }', ', $if: Boolean!')],
    ['a condition on the door', doing(`police @skip(if: $if) { ${one} }`, ', $if: Boolean!')],
    ['a condition on a fragment', doing(`police { ... @skip(if: false) { ${one} } }`)],
    ['no action', 'mutation { police { __typename } }'],
    ['nothing at all', 'mutation { __typename }'],
  ])('with %s is refused, and it is said what to do', async (_, query) => {
    const before = await blocksOf(ref);
    const answer = await ask({
      role: DECIDES,
      purpose: PURPOSE,
      query,
      variables: { a: blockInput(ref), if: true, r: ref },
    });
    expectRefused(answer, 200, 'OPERATION_UNSUPPORTED');
    expect(answer.body.errors?.[0]?.message.length).toBeGreaterThan(20);
    expect(await blocksOf(ref)).toEqual(before);
  });

  it('may name its action otherwise, spread it and ask for types', async () => {
    const query =
      'mutation ($a: SetBlockInput!) { __typename now: police { __typename ...Set } } fragment Set on PoliceActions { done: setBlock(input: $a) { __typename kind } }';
    const input = blockInput(ref, { staffSubject: 'staff-nobody' });
    const { body } = await ask({ role: DECIDES, purpose: PURPOSE, query, variables: { a: input } });
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({
      __typename: 'Mutation',
      now: { __typename: 'PoliceActions', done: { __typename: 'AccessBlock', kind: 'CONFLICT_OF_INTEREST' } },
    });
  });

  it('needs a purpose, a variable of the right kind and a field that exists', async () => {
    const input = blockInput(ref);
    expectRefused(
      await ask({ role: DECIDES, purpose: null, query: SET, variables: { input } }),
      400,
      'PURPOSE_MISSING',
    );
    expectRefused(await act(SET, { ...input, kind: 'WHIM' }), 200, 'VARIABLES_INVALID');
    expectRefused(await act(SET, { ...input, reason: 'släkt\0' }), 200, 'VARIABLES_INVALID');
    expectRefused(await act(SET.replace('setBlock', 'setBlok'), input), 200, 'DOCUMENT_INVALID');
    expect(await blocksOf(ref)).not.toContain(input['idempotencyKey']);
  });

  it('is withheld from every role that does not decide at that agency, and is not done', async () => {
    for (const role of ROLES.filter((other) => other !== DECIDES)) {
      const before = await blocksOf(ref);
      const purpose = role === 'analyst' ? 'STATISTICS' : role === 'data-protection-officer' ? 'OVERSIGHT' : PURPOSE;
      const { status, body } = await ask({ role, purpose, query: SET, variables: { input: blockInput(ref) } });
      const closed = role === 'analyst' ? { police: null } : { police: { setBlock: null } };
      expect([role, status, body.errors, body.data]).toEqual([role, 200, undefined, closed]);
      expect(body.extensions?.withheld).toHaveLength(1);
      expect(await blocksOf(ref)).toEqual(before);
    }
  });

  it('names at most 200 persons, as any request', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `r1_${String(index).padStart(43, 'x')}`);
    expectRefused(await act(SET, blockInput(ref, { rows })), 200, 'DOCUMENT_TOO_LARGE');
  });
});

describe('a block', () => {
  const withheldFrom = async (role: Role, field: string): Promise<unknown> => {
    const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${field} } }`;
    const { body } = await ask({ role, purpose: PURPOSE, query, variables: { refs: [ref] } });
    expect(body.errors).toBeUndefined();
    return (body.extensions?.withheld ?? []).map(({ code }) => code);
  };

  it('closes the person for that one of staff at that agency on the next request, and for nobody else, until it is lifted', async () => {
    const known = 'police { isKnown }';
    expect(await withheldFrom('police.patrol-officer', known)).toEqual([]);
    const { id, ...set } = doneIn(await act(SET, blockInput(ref)));
    expect(set).toMatchObject({ ref, staffSubject: 'staff-patrol', setBy: 'staff-investigator', liftedAt: null });
    expect(await withheldFrom('police.patrol-officer', known)).toEqual(['BLOCKED']);
    for (const role of ['police.investigator', 'police.youth-coordinator'] as const) {
      expect(await withheldFrom(role, known)).toEqual([]);
    }
    expect(await withheldFrom('socialtjanst.case-worker', 'socialtjanst { isKnown }')).toEqual([]);
    const listed = await ask({ role: DECIDES, purpose: PURPOSE, query: BLOCKS, variables: { ref } });
    expect(listed.body.data).toMatchObject({ police: { agency: 'Polisen', blocks: [{ id, liftedAt: null }, {}] } });
    const lifting = { ref, id, reason: 'fel person' };
    const lifted = doneIn(await act(LIFT, lifting));
    expect(lifted).toMatchObject({ id, liftedBy: 'staff-investigator' });
    expect(doneIn(await act(LIFT, lifting))).toEqual(lifted);
    expect(await withheldFrom('police.patrol-officer', known)).toEqual([]);
  });

  it('can close some rows for a role, on the person’s own wish', async () => {
    const wish = { kind: 'PERSON_BLOCK', staffSubject: null, role: 'police.patrol-officer', rows: ['M05'] };
    const { id } = doneIn(await act(SET, blockInput(ref, wish)));
    expect(await withheldFrom('police.patrol-officer', 'police { isKnown }')).toEqual(['BLOCKED']);
    expect(await withheldFrom('police.patrol-officer', 'police { missingOrWanted { kind } }')).toEqual([]);
    doneIn(await act(LIFT, { ref, id, reason: 'på egen begäran' }));
  });

  it('is made once, however often it is sent under one key, and the key serves nothing else', async () => {
    const input = blockInput(ref, { staffSubject: 'staff-somebody' });
    const [first, ...again] = await Promise.all([1, 2, 3].map(() => act(SET, input)));
    expect(again.map(doneIn)).toEqual([1, 2].map(() => doneIn(first!)));
    expect((await blocksOf(ref)).filter((subject) => subject === 'staff-somebody')).toHaveLength(1);
    const other = await act(SET, { ...input, reason: 'något annat' });
    expect([codesOf(other), other.body.errors?.[0]?.extensions?.['problem']]).toEqual([['INPUT_INVALID'], 'key-used']);
    const elsewhere = await act(SET, { ...input, ref: personAs('knownToAll').ref });
    expect(elsewhere.body.errors?.[0]?.extensions?.['problem']).toBe('key-used');
  });

  it('of one’s own conflict of interest is set by oneself and lifted by a colleague alone', async () => {
    const own = { ref: personAs('exitCase').ref };
    const { id } = doneIn(await act(SET, blockInput(own.ref, { staffSubject: 'staff-investigator' })));
    const { id: other } = doneIn(await act(SET, blockInput(own.ref)));
    for (const block of [id, other]) {
      const refused = await act(LIFT, { ...own, id: block, reason: 'behövs inte' });
      expect(refused.body.data).toEqual({ police: { liftBlock: null } });
      expect(refused.body.errors?.[0]?.extensions?.['problem']).toBe('own-conflict');
    }
    const colleague = { headers: { authorization: `Bearer ${await signToken({ sub: 'staff-colleague' })}` } };
    for (const block of [id, other]) {
      const lifted = doneIn(await act(LIFT, { ...own, id: block, reason: 'prövat' }, colleague));
      expect(lifted).toMatchObject({ liftedBy: 'staff-colleague' });
    }
  });

  it.each([
    ['reason', { reason: '  ' }],
    ['reason', { reason: ['gäller 20090101', '2385'].join('-') }],
    ['idempotency-key', { idempotencyKey: 'kort' }],
    ['staff-subject', { staffSubject: null }],
    ['staff-subject', { role: 'police.patrol-officer' }],
    ['staff-subject', { staffSubject: 'Anna Andersson' }],
    ['role', { kind: 'HOLDER_BLOCK', role: 'police.chief' }],
    ['rows', { rows: ['M20'] }],
    ['rows', { rows: ['M99'] }],
    ['ref', { ref: 'somebody' }],
  ])('with a wrong %s is not set, and it is said what to do', async (problem, changes) => {
    const before = await blocksOf(ref);
    const answer = await act(SET, blockInput(ref, changes));
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ police: { setBlock: null } });
    expect(answer.body.errors).toMatchObject([
      { path: ['police', 'setBlock'], extensions: { code: 'INPUT_INVALID', problem } },
    ]);
    expect(await blocksOf(ref)).toEqual(before);
  });

  it('is set, listed and lifted alike for somebody known and somebody unknown', async () => {
    const stranger = refOf(unknownNumbers(theTown(), 1)[0] ?? '');
    const tale = async (person: string): Promise<readonly unknown[]> => {
      const same = (text: string, ...own: readonly unknown[]): string =>
        [person, ...own].reduce<string>((kept, part) => kept.replaceAll(String(part), '_'), text);
      const set = await act(SET, blockInput(person, { staffSubject: 'staff-one' }));
      const { id } = doneIn(set);
      const listed = await ask({ role: DECIDES, purpose: PURPOSE, query: BLOCKS, variables: { ref: person } });
      const wrong = await act(LIFT, { ref: person, id: 'none', reason: 'r' });
      return [set, listed, wrong].map(({ status, text, body }) => [
        status,
        same(text, id, body.extensions?.['requestId']),
      ]);
    };
    expect(await tale(stranger)).toEqual(await tale(personAs('sigMember').ref));
  });
});

describe('the record', () => {
  it('has each act at the gateway and at the agency, and none that was not done as done', async () => {
    const done = await act(SET, blockInput(ref, { staffSubject: 'staff-recorded' }));
    const refused = await act(SET, blockInput(ref, { reason: '' }));
    const [act1, act2] = [done, refused].map(({ body }) => String(body.extensions?.['requestId']));
    const sql = 'WHERE request_id = $1 AND person_ref IS NOT NULL';
    const coordinates = 'released, withheld, person_ref, grounds';
    const entry = await readAs('gateway', `SELECT kind, ${coordinates} FROM release_record ${sql}`, [act1]);
    const grounds = ['PoliceActions.setBlock own'];
    expect(entry).toMatchObject([{ kind: 'act', person_ref: ref, withheld: [] }]);
    expect(entry).toMatchObject([
      { released: expect.arrayContaining(['Mutation.police', 'PoliceActions.setBlock']) as unknown },
    ]);
    expect(entry).toMatchObject([{ grounds: expect.arrayContaining(grounds) as unknown }]);
    const line = await readAs('police', `SELECT ${coordinates} FROM disclosure_log ${sql}`, [act1]);
    expect(line).toMatchObject([
      { person_ref: ref, withheld: [], grounds: expect.arrayContaining(grounds) as unknown },
    ]);
    expect(await readAs('gateway', `SELECT withheld FROM release_record ${sql}`, [act2])).toEqual([
      { withheld: ['PoliceActions.setBlock INPUT_INVALID'] },
    ]);
    expect(await readAs('police', `SELECT released, withheld FROM disclosure_log ${sql}`, [act2])).toEqual([
      { released: [], withheld: ['PoliceActions.setBlock'] },
    ]);
  });

  it('has a question to a desk under the person whom it is about', async () => {
    const { body } = await ask({ role: DECIDES, purpose: PURPOSE, query: BLOCKS, variables: { ref } });
    const sql = 'SELECT kind, released FROM release_record WHERE request_id = $1 AND person_ref = $2';
    expect(await readAs('gateway', sql, [body.extensions?.['requestId'], ref])).toMatchObject([
      { kind: 'release', released: expect.arrayContaining(['PoliceDesk.blocks', 'AccessBlock.reason']) as unknown },
    ]);
  });
});

/** Whom the blocks on a person are about, past every rule. */
async function blocksOf(person: string): Promise<readonly unknown[]> {
  const rows = await readAs<{ readonly staff_subject: string }>(
    'police',
    'SELECT staff_subject FROM access_block WHERE person_ref = $1 ORDER BY id',
    [person],
  );
  return rows.map(({ staff_subject }) => staff_subject);
}
