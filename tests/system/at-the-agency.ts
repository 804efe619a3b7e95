import { importJWK, SignJWT, type JWK } from 'jose';
import { inject } from 'vitest';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../schema/ref.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { CastRole } from '../../subgraphs/platform/town/town.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** Who asks in these tests, unless a test says otherwise: an investigator of the police. */
const INVESTIGATOR: Claims = {
  sub: 'staff-investigator',
  samsyn_role: 'police.investigator',
  samsyn_agency: 'police',
  samsyn_workplace: 'police',
};

export interface Signing {
  readonly key: JWK;
  readonly algorithm: string;
}

/** Signs a token as the identity provider would; a claim that is `undefined` is left out. */
export async function signToken(claims: Claims = {}, signing?: Signing): Promise<string> {
  const { facts, urls } = inject('system');
  const { key, algorithm } = signing ?? { key: facts.keys.identityKeys.keys[0] ?? {}, algorithm: 'ES256' };
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: urls['identity-provider'] ?? '', aud: 'urn:samsyn:graph', iat: now, exp: now + 300 };
  return new SignJWT({ ...usual, ...INVESTIGATOR, ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: key.kid ?? 'none' })
    .sign(await importJWK(key, algorithm));
}

/** A signed text with another algorithm in its header and any signature. */
export function reheaded(token: string, header: Claims, sign: (signed: string) => string): string {
  const [, payload = ''] = token.split('.');
  const signed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
  return `${signed}.${sign(signed)}`;
}

/** A person of the town, as the graph and the agencies know one. */
export interface KnownPerson {
  readonly ref: string;
  readonly number: string;
  readonly name: string;
}

const persons = new Map<CastRole, KnownPerson>();

/** The person of the town who plays that part. */
export function personAs(part: CastRole): KnownPerson {
  const person = persons.get(part) ?? findPerson(part);
  persons.set(part, person);
  return person;
}

function findPerson(part: CastRole): KnownPerson {
  const { town: options, facts } = inject('system');
  const town = createTown(options);
  const { number, givenName, familyName } = town.person(town.cast[part]);
  if (number === null) throw new Error(`${part} has no number`);
  const ref = deriveRef(PersonalIdentityNumber.parse(number, new Date()), parseRefKey(facts.keys.refKey));
  return { ref, number, name: `${givenName} ${familyName}` };
}

export const POLICE_QUESTION =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { police { name isKnown } } } }';

const POLICY_DIGEST = loadPolicySet().digest;

const POLICE_COORDINATES = ['Individual.police', 'PoliceRecord.name', 'PoliceRecord.isKnown'];

export interface ReceiptWish {
  readonly audience?: Agency;
  readonly refs?: readonly string[];
  readonly changes?: Partial<Receipt>;
  readonly key?: JWK;
  readonly at?: Date;
}

/** Issues a receipt as the gateway would, for the investigator's question of the police. */
export async function issueReceipt({ audience, refs, changes, key, at }: ReceiptWish = {}): Promise<string> {
  const issuer = await createReceiptIssuer(key ?? inject('system').facts.keys.receiptPrivateKey);
  const receipt: Receipt = {
    subject: 'staff-investigator',
    role: 'police.investigator',
    purpose: 'OWN_AGENCY',
    caseNumber: null,
    coordinates: POLICE_COORDINATES,
    refsDigest: digestRefs(refs ?? [personAs('knownToAll').ref]),
    policyDigest: POLICY_DIGEST,
    requestId: `test-${Math.random().toString(36).slice(2)}`,
    ...changes,
  };
  return issuer.issue(receipt, audience ?? 'police', at ?? new Date());
}

export function representationsOf(...refs: readonly string[]): { readonly representations: readonly object[] } {
  return { representations: refs.map((ref) => ({ __typename: 'Individual', ref })) };
}

export interface AgencyCall {
  readonly agency?: Agency;
  /** `null`: not sent. */
  readonly token?: string | null;
  readonly receipt?: string | null;
  readonly query?: string;
  readonly variables?: object;
  /** Sent in place of query and variables. */
  readonly rawBody?: string;
  readonly contentType?: string;
}

export interface AgencyReply {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions?: Claims }[];
  };
}

/** Calls an agency's own port, past the gateway; what is not given is as the gateway would send it. */
export async function callAgency({ agency = 'police', ...call }: AgencyCall = {}): Promise<AgencyReply> {
  const response = await fetch(`${inject('system').urls[agency] ?? ''}/graphql`, {
    method: 'POST',
    headers: { 'content-type': call.contentType ?? 'application/json', ...(await credentialsOf(call)) },
    body: call.rawBody ?? bodyOf(call),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as AgencyReply['body'] };
}

async function credentialsOf(call: AgencyCall): Promise<Readonly<Record<string, string>>> {
  const token = call.token === undefined ? await signToken() : call.token;
  const receipt = call.receipt === undefined ? await issueReceipt() : call.receipt;
  return {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(receipt === null ? {} : { 'samsyn-receipt': receipt }),
  };
}

function bodyOf({ query = POLICE_QUESTION, variables }: AgencyCall): string {
  return JSON.stringify({ query, variables: variables ?? representationsOf(personAs('knownToAll').ref) });
}
