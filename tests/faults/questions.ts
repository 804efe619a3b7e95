import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { deriveRef, parseRefKey } from '../../schema/ref.ts';
import type { CastRole } from '../../subgraphs/platform/town/town.ts';
import type { GraphqlAnswer } from '../system/ask.ts';
import { consentInput } from '../system/consents.ts';
import type { FaultySystem, Username } from './faulty-system.ts';

/** What one of the clients asks, again and again. */
export interface Question {
  readonly name: string;
  readonly username: Username;
  readonly purpose: Purpose;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came of asking; null where nothing came at all. */
export type Asked = { readonly status: number; readonly text: string; readonly body: GraphqlAnswer } | null;

const JOINT = `police { isKnown protectedMarking incidents { type date } seriousTalks { plannedFor } }
  socialtjanst { isKnown name concernReports { receivedAt } }
  school { protectedMarking protectedContact grades { grade } attendance { term } }`;
const REGISTER =
  'mutation ($input: RegisterConsentInput!) { socialtjanst { registerConsent(input: $input) { id status whyNot } } }';

function numberOf({ town }: FaultySystem, part: CastRole): string {
  return town.person(town.cast[part]).number ?? '';
}

function refOf(system: FaultySystem, part: CastRole): string {
  const number = PersonalIdentityNumber.parse(numberOf(system, part), new Date());
  return deriveRef(number, parseRefKey(system.local.facts.keys.refKey));
}

function refsOf(system: FaultySystem, ...parts: readonly CastRole[]): readonly string[] {
  return parts.map((part) => refOf(system, part));
}

function byRefs(fields: string): string {
  return `query ($refs: [ID!]!) { individuals(refs: $refs) { ref ${fields} } }`;
}

function byNumber(fields: string): string {
  return `query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref ${fields} } }`;
}

/**
 * Clients of different rights who ask for different persons at the same time: one person by number, several by ref, some on a
 * consent, and two who need one agency alone.
 */
export async function prepareQuestions(system: FaultySystem): Promise<readonly Question[]> {
  const consented = refOf(system, 'droppedSuspicion');
  await registerConsent(system, consented);
  return [
    {
      name: 'a case worker, one person of all agencies',
      ...{ username: 'caseworker', purpose: 'SIG', variables: { pin: numberOf(system, 'knownToAll') } },
      query: byNumber(JOINT),
    },
    {
      name: 'a SIG coordinator, three persons, one on a consent',
      ...{ username: 'sig', purpose: 'SIG', query: byRefs(JOINT) },
      variables: { refs: [consented, ...refsOf(system, 'sigMember', 'exitCase')] },
    },
    ...personsOfOneAgency(system),
  ];
}

/** Clients each of whom needs another agency, and that one alone. */
export function questionsOfOneAgency(system: FaultySystem): readonly Question[] {
  return [
    ...personsOfOneAgency(system),
    {
      name: 'a case worker, one person of socialtjänsten alone',
      ...{ username: 'caseworker', purpose: 'OWN_AGENCY', variables: { pin: numberOf(system, 'knownToAll') } },
      query: byNumber('socialtjanst { isKnown name concernReports { receivedAt } }'),
    },
  ];
}

function personsOfOneAgency(system: FaultySystem): readonly Question[] {
  return [
    {
      name: 'an investigator, three persons of the police alone',
      ...{ username: 'investigator', purpose: 'OWN_AGENCY' },
      query: byRefs('police { isKnown protectedMarking incidents { type date narrative } }'),
      variables: { refs: refsOf(system, 'turned18', 'knownToAll', 'placedElsewhere') },
    },
    {
      name: 'a principal, two persons of the school alone',
      ...{ username: 'principal', purpose: 'OWN_AGENCY' },
      query: byRefs('school { name protectedMarking grades { grade } attendance { term } }'),
      variables: { refs: refsOf(system, 'sigMember', 'knownToAll') },
    },
  ];
}

async function registerConsent(system: FaultySystem, ref: string): Promise<void> {
  const asked = await ask(system, {
    name: 'a consent',
    ...{ username: 'sig', purpose: 'SIG', query: REGISTER, variables: { input: consentInput(ref, {}) } },
  });
  if (asked?.body.errors !== undefined) throw new Error(asked.text);
}

/** Asks the gateway over a kept connection. */
export async function ask({ local, tokens }: FaultySystem, question: Question): Promise<Asked> {
  const { username, purpose, query, variables } = question;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${tokens[username]}`,
    'samsyn-purpose': purpose,
    'samsyn-case': 'SN 2026/1001',
  };
  const body = JSON.stringify({ query, variables });
  try {
    const response = await fetch(local.graphqlUrl, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as GraphqlAnswer };
  } catch {
    return null;
  }
}
