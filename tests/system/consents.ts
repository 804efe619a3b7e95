import { ask } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import type { CastRole } from '../../subgraphs/platform/town/town.ts';

const DAY_MS = 86_400_000;
let keys = 0;

/** Somebody of the town without a consent of its own, for tests that register some. */
export function consentRefOf(part: CastRole): string {
  return personAs(part).ref;
}

export type ConsentInput = Readonly<Record<string, unknown>>;

/** A consent of all who must be asked, that lets the SIG coordinator have incidents of the police; a test changes it. */
export function consentInput(
  ref: string,
  { days = 90, ...changes }: { readonly days?: number } & ConsentInput,
): ConsentInput {
  keys += 1;
  const now = Date.now();
  return {
    ref,
    caseNumber: 'SN 2026/9001',
    holders: ['police'],
    recipients: ['socialtjanst.sig-coordinator'],
    participants: [],
    fieldGroups: ['M06'],
    purpose: 'SIG',
    from: new Date(now - DAY_MS).toISOString().slice(0, 10),
    to: new Date(now + days * DAY_MS).toISOString().slice(0, 10),
    form: 'WRITTEN',
    custody: 'JOINT',
    givers: ['YOUNG_PERSON', 'CUSTODIAN', 'OTHER_CUSTODIAN'].map((who) => ({ who, said: 'YES' })),
    idempotencyKey: `consent-${now}-${keys}`,
    ...changes,
  };
}

export interface Registered {
  readonly id: string;
  readonly status: string;
  readonly whyNot: string | null;
}

/** Registers a consent as the SIG coordinator. @throws Error with what was said against it */
export async function registerConsent(input: ConsentInput): Promise<Registered> {
  const query =
    'mutation ($input: RegisterConsentInput!) { socialtjanst { registerConsent(input: $input) { id status whyNot } } }';
  const { body } = await ask({ role: 'socialtjanst.sig-coordinator', purpose: 'SIG', query, variables: { input } });
  if (body.errors !== undefined) throw new Error(body.errors.map(({ message }) => message).join('; '));
  return (body.data as { socialtjanst: { registerConsent: Registered } }).socialtjanst.registerConsent;
}

export interface Withdrawn {
  readonly withdrawnAt: string;
  readonly closedEverywhereAt: string;
}

/** Takes a consent back as the SIG coordinator; resolves when that is acknowledged. */
export async function withdrawConsent(ref: string, consentId: string): Promise<Withdrawn> {
  const query =
    'mutation ($input: WithdrawConsentInput!) { socialtjanst { withdrawConsent(input: $input) { withdrawnAt closedEverywhereAt } } }';
  const input = { ref, consentId, by: 'YOUNG_PERSON', reason: 'vill inte längre' };
  const { body } = await ask({ role: 'socialtjanst.sig-coordinator', purpose: 'SIG', query, variables: { input } });
  if (body.errors !== undefined) throw new Error(body.errors.map(({ message }) => message).join('; '));
  return (body.data as { socialtjanst: { withdrawConsent: Withdrawn } }).socialtjanst.withdrawConsent;
}
