import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { APPROVALS_NEEDED } from '../../../policies/aggregates/load-approvers.ts';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { asOwner } from '../at-the-database.ts';
import { askAs, freshKey, staff, type Fields, type Staff } from '../at-the-desk.ts';
import { agenciesOf, askContribution, DEFINITIONS, definitionOf } from './ask-contribution.ts';

/** The school's demo staff have approved it once only. */
const HALF = 'known-to-three';
const { digest: HALF_DIGEST } = definitionOf(HALF);
const SCHOOL = { agency: 'school', definition: HALF } as const;

const principal: Staff = { role: 'school.principal', subject: 'staff-principal', purpose: 'OWN_AGENCY' };
const counsellor = staff('school.counsellor', 'approver', 'OWN_AGENCY');
const APPROVAL = 'id definition digest role isYours approvedAt withdrawnAt reason';

interface Acted {
  readonly value: Fields | null;
  readonly problem: string | null;
}

async function act(who: Staff, [agency, action]: readonly [Agency, string], input: Fields): Promise<Acted> {
  const type = action === 'approveAggregate' ? 'ApproveAggregateInput!' : 'WithdrawAggregateApprovalInput!';
  const query = `mutation ($input: ${type}) { ${agency} { ${action}(input: $input) { ${APPROVAL} } } }`;
  const { body } = await askAs(who, query, { input });
  const answered = body.data?.[agency] as Readonly<Record<string, Fields | null>> | null | undefined;
  const problem = body.errors?.[0]?.extensions?.['problem'];
  return { value: answered?.[action] ?? null, problem: typeof problem === 'string' ? problem : null };
}

function approve(who: Staff, agency: Agency, changes: Fields = {}): Promise<Acted> {
  const input = { definition: HALF, digest: HALF_DIGEST, idempotencyKey: freshKey(), ...changes };
  return act(who, [agency, 'approveAggregate'], input);
}

async function toApprove(who: Staff, agency: Agency): Promise<readonly Fields[] | null> {
  const query = `{ ${agency} { aggregateApprovals { definition digest approvedBy needed isApproved measure dimensions
    approvals { ${APPROVAL} } } } }`;
  const { body } = await askAs(who, query);
  const desk = body.data?.[agency] as Readonly<Record<string, readonly Fields[] | null>> | null | undefined;
  return desk?.['aggregateApprovals'] ?? null;
}

async function published(agency: Agency): Promise<readonly Fields[]> {
  const response = await fetch(`${inject('system').urls[agency] ?? ''}/aggregates/approvals`);
  return ((await response.json()) as { readonly approvals: readonly Fields[] }).approvals;
}

async function publishedHalf(): Promise<Fields | undefined> {
  return (await published('school')).find(({ definition }) => definition === HALF);
}

/** Takes away what these tests added, so that the town is as its staff left it. */
async function forget(): Promise<void> {
  await asOwner('school', async (client) => {
    const mine = `(SELECT public_id FROM aggregate_approval WHERE staff_subject LIKE 'staff-desk-%')`;
    await client.query(`DELETE FROM aggregate_withdrawal WHERE approval_id IN ${mine}`);
    await client.query(`DELETE FROM aggregate_approval WHERE public_id IN ${mine}`);
  });
}

beforeAll(forget);
afterAll(forget);

async function expectUnapproved(said: string): Promise<void> {
  const reply = await askContribution(SCHOOL);
  expect([reply.status, reply.code]).toEqual([403, 'AGGREGATE_UNAPPROVED']);
  expect(reply.text).toContain(said);
}

describe('the approvals of the town', () => {
  it('are of every definition by two of each owner, but for one, and public without a name', async () => {
    for (const agency of AGENCIES) {
      const own = [...DEFINITIONS.values()].filter((definition) => agenciesOf(definition).includes(agency));
      const expected = own.map(({ id, digest }) => {
        const isHalf = agency === 'school' && id === HALF;
        const approvals = isHalf ? 1 : APPROVALS_NEEDED;
        return {
          definition: id,
          digest,
          approvals,
          needed: APPROVALS_NEEDED,
          withdrawn: false,
          since: isHalf ? null : (expect.any(String) as string),
        };
      });
      const told = await published(agency);
      expect(told).toEqual(expected);
      expect(JSON.stringify(told)).not.toContain('staff-');
    }
  });
});

describe('a definition that one person of the owner has approved', () => {
  it('is not answered, and the refusal says how many of how many', async () => {
    await expectUnapproved('school (1 of 2)');
    expect((await askContribution({ ...SCHOOL, agency: 'police' })).status).toBe(200);
  });

  it('is not approved by the same person again, under whatever key', async () => {
    const again = await approve(principal, 'school');
    expect(again.value).toMatchObject({ definition: HALF, isYours: true, withdrawnAt: null });
    const once = await approve(principal, 'school');
    expect(once.value?.['id']).toBe(again.value?.['id']);
    await expectUnapproved('school (1 of 2)');
  });

  it('is not approved by its author', async () => {
    const author: Staff = { ...counsellor, subject: definitionOf(HALF).author };
    expect(await approve(author, 'school')).toMatchObject({ value: null, problem: 'aggregate-author' });
    await expectUnapproved('school (1 of 2)');
  });

  it.each([
    ['school.mentor', 'school'],
    ['school.nurse', 'school'],
    ['police.investigator', 'school'],
    ['socialtjanst.case-worker', 'school'],
    ['analyst', 'school'],
    ['data-protection-officer', 'school'],
  ] as const)('is not approved by a %s', async (role, agency) => {
    const purpose = role === 'analyst' ? 'STATISTICS' : role === 'data-protection-officer' ? 'OVERSIGHT' : 'OWN_AGENCY';
    const other: Staff = { role, subject: 'staff-desk-other', purpose, agency: 'school' };
    expect((await approve(other, agency)).value).toBeNull();
    expect(await toApprove(other, agency)).toBeNull();
    await expectUnapproved('school (1 of 2)');
  });

  it('is not approved in another wording, nor one that counts nothing of the agency', async () => {
    const digest = definitionOf('incidents').digest;
    expect(await approve(counsellor, 'school', { digest })).toMatchObject({ value: null, problem: 'aggregate-digest' });
    const incidents = { definition: 'incidents', digest };
    expect(await approve(counsellor, 'school', incidents)).toMatchObject({ problem: 'unknown-aggregate' });
    expect(await approve(counsellor, 'school', { definition: 'none' })).toMatchObject({ problem: 'unknown-aggregate' });
    await expectUnapproved('school (1 of 2)');
  });

  it('counts no approval of an earlier wording', async () => {
    await asOwner('school', (client) =>
      client.query(
        `INSERT INTO aggregate_approval (at, public_id, definition, digest, staff_subject, role)
         VALUES (now(), 'earlier-wording', $1, 'earlier', 'staff-desk-earlier', 'school.counsellor')`,
        [HALF],
      ),
    );
    await expectUnapproved('school (1 of 2)');
    const listed = (await toApprove(counsellor, 'school'))?.find(({ definition }) => definition === HALF);
    expect(listed).toMatchObject({ approvedBy: 1, needed: 2, isApproved: false });
    expect((listed?.['approvals'] as readonly Fields[]).map((approval) => approval['digest'])).toContain('earlier');
  });
});

describe('a second person of the owner', () => {
  const key = freshKey();
  let id: unknown;

  it('opens it, once, however often the approval is sent', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => approve(counsellor, 'school', { idempotencyKey: key })));
    id = sent[0]?.value?.['id'];
    expect(sent.map(({ value }) => value?.['id'])).toEqual([id, id, id]);
    expect(sent[0]?.value).toMatchObject({
      definition: HALF,
      digest: HALF_DIGEST,
      role: 'school.counsellor',
      isYours: true,
    });
    expect((await askContribution(SCHOOL)).status).toBe(200);
    expect(await publishedHalf()).toMatchObject({
      approvals: 2,
      withdrawn: false,
      since: expect.any(String) as string,
    });
    const other = {
      definition: 'unexcused-absence',
      digest: definitionOf('unexcused-absence').digest,
      idempotencyKey: key,
    };
    expect(await approve(counsellor, 'school', other)).toMatchObject({ value: null, problem: 'key-used' });
  });

  it('is not told by name, also not to colleagues', async () => {
    const listed = await toApprove(principal, 'school');
    expect(listed?.find(({ definition }) => definition === HALF)).toMatchObject({ approvedBy: 2, isApproved: true });
    expect(JSON.stringify(listed)).not.toContain('staff-desk');
  });

  it('closes it at once by taking the approval back, as any approver of the agency can', async () => {
    const withdraw = (who: Staff, input: Fields): Promise<Acted> =>
      act(who, ['school', 'withdrawAggregateApproval'], input);
    expect(await withdraw(principal, { id, reason: ' ' })).toMatchObject({ value: null, problem: 'reason' });
    expect(await withdraw(principal, { id: 'none', reason: 'fel' })).toMatchObject({ problem: 'unknown-approval' });
    const mentor = staff('school.mentor', 'mentor', 'OWN_AGENCY');
    expect((await withdraw(mentor, { id, reason: 'fel' })).value).toBeNull();
    expect((await askContribution(SCHOOL)).status).toBe(200);
    const taken = await withdraw(principal, { id, reason: 'Räknar för litet' });
    expect(taken.value).toMatchObject({ id, reason: 'Räknar för litet', isYours: false });
    await expectUnapproved('school (1 of 2)');
    expect(await publishedHalf()).toMatchObject({ approvals: 1, withdrawn: true, since: null });
    const again = await withdraw(counsellor, { id, reason: 'en gång till' });
    expect(again.value?.['reason']).toBe('Räknar för litet');
  });

  it('can approve it anew', async () => {
    const old = await approve(counsellor, 'school', { idempotencyKey: key });
    expect(old.value).toMatchObject({ id, withdrawnAt: expect.any(String) as string });
    await expectUnapproved('school (1 of 2)');
    expect((await approve(counsellor, 'school')).value?.['id']).not.toBe(id);
    expect((await askContribution(SCHOOL)).status).toBe(200);
  });
});

describe('an approval at the desk', () => {
  it('is on the agency’s log with its action, and about no person', async () => {
    const { answer } = await (async () => {
      const query = `mutation ($input: ApproveAggregateInput!) { school { approveAggregate(input: $input) { id } } }`;
      const input = {
        definition: 'unexcused-absence',
        digest: definitionOf('unexcused-absence').digest,
        idempotencyKey: freshKey(),
      };
      return { answer: await askAs(principal, query, { input }) };
    })();
    const requestId = String(answer.body.extensions?.['requestId']);
    const lines = await asOwner('school', async (client) => {
      const { rows } = await client.query('SELECT * FROM disclosure_log WHERE request_id = $1', [requestId]);
      return rows as readonly Fields[];
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ person_ref: null, staff_subject: 'staff-principal' });
    expect(lines[0]?.['released']).toContain('SchoolActions.approveAggregate');
  });
});
