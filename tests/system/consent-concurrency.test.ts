import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import type { Role } from '../../schema/role.ts';
import { personAs } from './at-the-agency.ts';
import { consentInput, registerConsent, withdrawConsent, type ConsentInput } from './consents.ts';

const SESSIONS = 200;
/** Persons of whom the police hold something, and who have no consent but those of this test. */
const PARTS = ['droppedSuspicion', 'turned15', 'turned18', 'turns15Soon', 'turns18Soon', 'missing'] as const;
const ROLES: readonly Role[] = [
  'socialtjanst.sig-coordinator',
  'socialtjanst.sig-coordinator',
  'school.principal',
  'school.counsellor',
  'police.patrol-officer',
];
const QUERY = 'query ($refs: [ID!]!) { individuals(refs: $refs) { ref police { drugInterventions { date } } } }';
const WARM_MS = 5_000;
const AFTER_MS = 5_000;

interface Seen {
  readonly role: Role;
  readonly ref: string;
  readonly receivedAt: number;
  readonly isOpen: boolean;
}

async function look(role: Role, ref: string): Promise<Seen> {
  const system = inject('system');
  const username = DEMO_STAFF.find((staff) => staff.role === role)?.username ?? '';
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${system.tokens[username] ?? ''}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': 'SN 2026/1001',
    },
    body: JSON.stringify({ query: QUERY, variables: { refs: [ref] } }),
  });
  const text = await response.text();
  const receivedAt = performance.now();
  const [person] = ((JSON.parse(text) as { data?: { individuals?: unknown[] } | null }).data?.individuals ?? []) as {
    readonly police?: { readonly drugInterventions?: unknown } | null;
  }[];
  return { role, ref, receivedAt, isOpen: (person?.police?.drugInterventions ?? null) !== null };
}

/** A busy socialtjänst may not get to it; what was not acknowledged is sent again, under the same key. */
async function untilDone<Done>(work: () => Promise<Done>): Promise<Done> {
  for (;;) {
    const done = await work().catch(() => null);
    if (done !== null) return done;
    await sleep(200);
  }
}

async function register(input: ConsentInput): Promise<string> {
  return (await untilDone(() => registerConsent(input))).id;
}

/** When the withdrawal was acknowledged. */
async function acknowledge(ref: string, consentId: string): Promise<number> {
  await untilDone(() => withdrawConsent(ref, consentId));
  return performance.now();
}

it('shows nothing of a withdrawn consent in any answer after the acknowledgement, to 200 sessions at once', async () => {
  const recipients = ['socialtjanst.sig-coordinator', 'school.principal', 'school.counsellor'];
  const refs = PARTS.map((part) => personAs(part).ref);
  const seen: Seen[] = [];
  let isOver = false;
  const sessions = Array.from({ length: SESSIONS }, async (_, session) => {
    await sleep(session * 15);
    for (let turn = session; !isOver; turn += 1) {
      const role = ROLES[session % ROLES.length] ?? 'school.principal';
      seen.push(await look(role, refs[turn % refs.length] ?? ''));
      await sleep(700 + (session % 7) * 100);
    }
  });
  const ids = await Promise.all(refs.map((ref) => register(consentInput(ref, { fieldGroups: ['M15'], recipients }))));
  await sleep(WARM_MS);
  const acknowledged = new Map(
    await Promise.all(refs.map(async (ref, at) => [ref, await acknowledge(ref, ids[at] ?? '')] as const)),
  );
  await sleep(AFTER_MS);
  isOver = true;
  await Promise.all(sessions);

  const withoutOwn = seen.filter(({ role }) => role !== 'police.patrol-officer');
  const isAfter = ({ ref, receivedAt }: Seen): boolean => receivedAt > (acknowledged.get(ref) ?? 0);
  const before = withoutOwn.filter((answer) => !isAfter(answer));
  const after = withoutOwn.filter(isAfter);
  process.stdout.write(
    `answers: ${seen.length}; open before: ${before.filter(({ isOpen }) => isOpen).length}; after: ${after.length}\n`,
  );
  expect(after.filter(({ isOpen }) => isOpen)).toEqual([]);
  expect(after.length).toBeGreaterThan(50);
  for (const ref of refs) expect(before.some((answer) => answer.ref === ref && answer.isOpen)).toBe(true);
}, 90_000);
