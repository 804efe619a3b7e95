import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createAttestationIssuer, type NewAttestation } from '../../policies/consent-attestation.ts';
import { digestRefs } from '../../policies/receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import { issueReceipt, personAs, representationsOf, signToken } from './at-the-agency.ts';
import { consentInput, registerConsent, withdrawConsent } from './consents.ts';

const QUESTION =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { police { incidents { date } } } } }';
const COORDINATES = ['Individual.police', 'PoliceRecord.incidents', 'PoliceIncident.date'];
const ASKER = {
  subject: 'staff-sig',
  role: 'socialtjanst.sig-coordinator',
  purpose: 'SIG',
  caseNumber: 'SN 2026/1001',
} as const;
const LONGEST_LIFE_MS = 12_000;

let ref: string;
let consentId: string;
let token: string;
let requests = 0;

beforeAll(async () => {
  ref = personAs('droppedSuspicion').ref;
  consentId = (await registerConsent(consentInput(ref, {}))).id;
  token = await signToken({
    sub: ASKER.subject,
    samsyn_role: ASKER.role,
    samsyn_agency: 'socialtjanst',
    samsyn_workplace: 'socialtjanst',
  });
});

function newRequest(): string {
  requests += 1;
  return `forgery-${Date.now()}-${requests}`;
}

interface Reply {
  readonly status: number;
  readonly code: unknown;
  readonly incidents: unknown;
}

/** Asks the police, past the gateway, with a receipt of the gateway's and the attestation. */
async function askPolice(requestId: string, attestation: string, about = ref): Promise<Reply> {
  const receipt = await issueReceipt({ refs: [about], changes: { ...ASKER, requestId, coordinates: COORDINATES } });
  const response = await fetch(`${inject('system').urls['police'] ?? ''}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-receipt': receipt,
    },
    body: JSON.stringify({
      ...{ query: QUESTION, variables: representationsOf(about) },
      extensions: { consents: attestation },
    }),
  });
  const body = (await response.json()) as {
    readonly data?: { readonly _entities: { readonly police: { readonly incidents: unknown } }[] };
    readonly errors?: { readonly extensions?: { readonly code?: unknown } }[];
  };
  const code = body.errors?.[0]?.extensions?.code ?? null;
  return { status: response.status, code, incidents: body.data?._entities[0]?.police.incidents ?? null };
}

/** Asks socialtjänsten for an attestation as the gateway does. */
async function attest(requestId: string, holder: Agency = 'police', refs: readonly string[] = [ref]): Promise<string> {
  const changes = { ...ASKER, requestId, coordinates: [], refsDigest: digestRefs(refs) };
  const response = await fetch(`${inject('system').urls['socialtjanst'] ?? ''}/consent-attestations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-receipt': await issueReceipt({ audience: 'socialtjanst', changes }),
    },
    body: JSON.stringify({ asks: [{ holder, refs }] }),
  });
  const { attestations } = (await response.json()) as { attestations: { attestation: string }[] };
  return attestations[0]?.attestation ?? '';
}

async function forge(key: JWK, requestId: string, changes: Partial<NewAttestation> = {}): Promise<string> {
  const [from, to] = ['2026-01-01', '2099-01-01'];
  const consent = {
    id: consentId,
    rows: ['M06'],
    recipients: [ASKER.role],
    participants: [],
    purpose: ASKER.purpose,
    from,
    to,
  };
  const { subject, role, purpose } = ASKER;
  const issuer = await createAttestationIssuer(key);
  return issuer.issue(
    { requestId, subject, role, purpose, consents: { [ref]: [consent] }, ...changes },
    'police',
    new Date(),
  );
}

function claimsOf(attestation: string): Pick<NewAttestation, 'consents'> {
  const [, payload = ''] = attestation.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Pick<NewAttestation, 'consents'>;
}

const REFUSED: Reply = { status: 403, code: 'CONSENT_INVALID', incidents: null };

describe('a holder', () => {
  it('opens on what socialtjänsten attests, once', async () => {
    const requestId = newRequest();
    const attestation = await attest(requestId);
    expect(await askPolice(requestId, attestation)).toMatchObject({
      status: 200,
      incidents: expect.any(Array) as unknown[],
    });
    expect(await askPolice(requestId, attestation)).toEqual(REFUSED);
  });

  it('opens on what is attested of as many persons as a request may name, which is more than a header holds', async () => {
    const requestId = newRequest();
    const key = inject('system').facts.keys.consentPrivateKey;
    const { consents } = claimsOf(await forge(key, requestId));
    const others = Array.from(
      { length: 199 },
      (_, at) => [`r1_${String(at).padStart(43, 'A')}`, consents[ref] ?? []] as const,
    );
    const attestation = await forge(key, requestId, { consents: { ...consents, ...Object.fromEntries(others) } });
    expect(attestation.length).toBeGreaterThan(50_000);
    expect(await askPolice(requestId, attestation)).toMatchObject({
      status: 200,
      incidents: expect.any(Array) as unknown[],
    });
  });

  it('refuses what the gateway’s own key has signed, whatever key it says that it is', async () => {
    const { receiptPrivateKey, consentPrivateKey } = inject('system').facts.keys;
    const requestId = newRequest();
    expect(await askPolice(requestId, await forge(receiptPrivateKey, requestId))).toEqual(REFUSED);
    const posing = { ...receiptPrivateKey, kid: consentPrivateKey.kid ?? '' };
    expect(await askPolice(requestId, await forge(posing, requestId))).toEqual(REFUSED);
  });

  it('refuses what any other key has signed, as another agency’s', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const requestId = newRequest();
    const key = { ...(await exportJWK(privateKey)), kid: inject('system').facts.keys.consentPrivateKey.kid ?? '' };
    expect(await askPolice(requestId, await forge(key, requestId))).toEqual(REFUSED);
  });

  it('refuses one that is altered, for another request, or for another holder', async () => {
    const requestId = newRequest();
    const [header = '', payload = '', signature = ''] = (await attest(requestId)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      consents: Record<string, { rows: string[] }[]>;
    };
    claims.consents[ref]?.[0]?.rows.push('M08');
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await askPolice(requestId, `${header}.${altered}.${signature}`)).toEqual(REFUSED);
    expect(await askPolice(newRequest(), await attest(requestId))).toEqual(REFUSED);
    expect(await askPolice(requestId, await attest(requestId, 'school'))).toEqual(REFUSED);
  });

  it('opens nothing of another person with it', async () => {
    const other = personAs('turns18Soon').ref;
    const requestId = newRequest();
    expect(await askPolice(requestId, await attest(requestId), other)).toMatchObject({ status: 200, incidents: null });
  });

  it('opens nothing on what was attested before a withdrawal, once that is acknowledged', async () => {
    const requestId = newRequest();
    const early = await attest(requestId);
    const started = Date.now();
    await withdrawConsent(ref, consentId);
    expect(Date.now() - started).toBeLessThan(LONGEST_LIFE_MS + 3_000);
    expect(await askPolice(requestId, early)).toEqual(REFUSED);
    const late = newRequest();
    expect(await askPolice(late, await attest(late))).toMatchObject({ status: 200, incidents: null });
  });
});

describe('socialtjänsten', () => {
  it('attests nothing about others than the receipt, nor to a body of another form', async () => {
    const post = async (body: unknown): Promise<number> => {
      const changes = { ...ASKER, requestId: newRequest(), coordinates: [], refsDigest: digestRefs([ref]) };
      const response = await fetch(`${inject('system').urls['socialtjanst'] ?? ''}/consent-attestations`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'samsyn-receipt': await issueReceipt({ audience: 'socialtjanst', changes }),
        },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    expect(await post({ asks: [{ holder: 'police', refs: [ref] }] })).toBe(200);
    expect(await post({ asks: [{ holder: 'police', refs: [personAs('turned18').ref] }] })).toBe(403);
    expect(
      await post({
        asks: [
          { holder: 'police', refs: [ref] },
          { holder: 'school', refs: [personAs('turned18').ref] },
        ],
      }),
    ).toBe(403);
    expect(await post({ asks: [{ holder: 'bank', refs: [ref] }] })).toBe(400);
    expect(await post({ asks: [] })).toBe(400);
    expect(await post({ holder: 'police', refs: [ref] })).toBe(400);
    expect(await post([])).toBe(400);
  });
});
