import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startProcess, type RunningProcess } from '../../gateway/local/running-process.ts';
import { waitUntilReady } from '../../gateway/local/wait-until-ready.ts';
import { freePort } from '../gateway/local/free-port.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { personAs, reheaded, signToken, type Claims } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';

const WHO = '{ me { role agency workplace } }';
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

async function askAs(token: string | null, query = WHO): Promise<HttpAnswer> {
  const headers = { authorization: token === null ? '' : `Bearer ${token}` };
  return ask({ role: 'police.investigator', purpose: null, query, headers });
}

async function expectRefused(token: string | null, status: number, code: string): Promise<void> {
  const answer = await askAs(token);
  expect(answer.body.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  expect(answer.body.data).toBeUndefined();
  expectNothingInside(answer.text, 'staff-investigator');
}

function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}

describe('the gateway, told who asks', () => {
  it('lets in who has a token of a trusted issuer, so that the refusals below have one cause each', async () => {
    const { status, body } = await askAs(await signToken());
    expect(status).toBe(200);
    expect(body.data).toEqual({ me: { role: 'police.investigator', agency: 'police', workplace: 'police' } });
  });

  it('refuses who sends no token, or something else than one', async () => {
    const token = await signToken();
    await expectRefused(null, 401, 'UNAUTHENTICATED');
    await expectRefused('secret', 401, 'UNAUTHENTICATED');
    const { body } = await ask({
      role: 'analyst',
      purpose: null,
      query: WHO,
      headers: { authorization: `Basic ${token}` },
    });
    expect(body.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    await expectRefused('eyJh.eyJh.AAAA', 401, 'TOKEN_FOREIGN');
  });

  it('refuses who has no good token before a large body has come, and waits for it where the token is good', async () => {
    const codeTold = async (token: string): Promise<string | null> => {
      const url = inject('system').graphqlUrl;
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': '100000',
      };
      const asked = request(url, { method: 'POST', headers }).on('error', () => undefined);
      asked.flushHeaders();
      const told = once(asked, 'response').then(([response]) => text(response as IncomingMessage));
      const waited = await Promise.race([told, sleep(500, null)]);
      asked.destroy();
      told.catch(() => undefined);
      return waited && ((JSON.parse(waited) as HttpAnswer['body']).errors?.[0]?.extensions?.['code'] as string);
    };
    expect(await codeTold('eyJh.eyJh.AAAA')).toBe('TOKEN_FOREIGN');
    expect(await codeTold(await signToken({ exp: seconds(-30) }))).toBe('TOKEN_EXPIRED');
    expect(await codeTold(await signToken())).toBe(null);
  });

  it('refuses a token that has expired, is not yet valid, or never expires', async () => {
    await expectRefused(await signToken({ exp: seconds(-30) }), 401, 'TOKEN_EXPIRED');
    await expectRefused(await signToken({ nbf: seconds(120) }), 401, 'TOKEN_FOREIGN');
    await expectRefused(await signToken({ exp: undefined }), 401, 'TOKEN_FOREIGN');
    await expectRefused(await signToken({ sub: undefined }), 401, 'TOKEN_FOREIGN');
  });

  it('refuses a token that was good a moment ago, once it has expired', async () => {
    const token = await signToken({ exp: seconds(2) });
    expect((await askAs(token)).status).toBe(200);
    await expect.poll(async () => (await askAs(token)).status, { timeout: 15_000, interval: 500 }).toBe(401);
    await expectRefused(token, 401, 'TOKEN_EXPIRED');
  });

  it('refuses a token of another issuer, or for another system', async () => {
    await expectRefused(await signToken({ iss: 'https://login.example.org' }), 401, 'TOKEN_FOREIGN');
    await expectRefused(await signToken({ iss: undefined }), 401, 'TOKEN_FOREIGN');
    await expectRefused(await signToken({ aud: 'urn:another:graph' }), 401, 'TOKEN_FOREIGN');
    await expectRefused(await signToken({ aud: undefined }), 401, 'TOKEN_FOREIGN');
  });

  it('refuses a token that is signed by another key, or by no key', async () => {
    const { facts } = inject('system');
    const [identityKey = {}] = facts.keys.identityKeys.keys;
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const strange: JWK = { ...(await exportJWK(privateKey)), kid: identityKey.kid ?? '' };
    await expectRefused(await signToken({}, { key: strange, algorithm: 'ES256' }), 401, 'TOKEN_FOREIGN');
    const ofGateway = { key: facts.keys.receiptPrivateKey, algorithm: 'EdDSA' };
    await expectRefused(await signToken({}, ofGateway), 401, 'TOKEN_FOREIGN');
    const token = await signToken();
    const { kid = '' } = identityKey;
    await expectRefused(
      reheaded(token, { alg: 'none', kid }, () => 'AAAA'),
      401,
      'TOKEN_FOREIGN',
    );
    const publicKey = Object.fromEntries(Object.entries(identityKey).filter(([name]) => name !== 'd'));
    const pem = await exportSPKI((await importJWK(publicKey, 'ES256')) as CryptoKey);
    for (const secret of [pem, JSON.stringify(publicKey)]) {
      const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
      await expectRefused(reheaded(token, { alg: 'HS256', kid }, sign), 401, 'TOKEN_FOREIGN');
    }
  });

  it('refuses a token that was altered', async () => {
    const [header = '', payload = '', signature = ''] = (await signToken()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const risen = { ...claims, samsyn_role: 'police.youth-coordinator' };
    const forged = Buffer.from(JSON.stringify(risen)).toString('base64url');
    await expectRefused(`${header}.${forged}.${signature}`, 401, 'TOKEN_FOREIGN');
    await expectRefused(
      `${header}.${payload}.${signature.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'))}`,
      401,
      'TOKEN_FOREIGN',
    );
  });

  it.each([
    ['unknown', { samsyn_role: 'police.chief' }],
    ['missing', { samsyn_role: undefined }],
    ['a list', { samsyn_role: ['police.investigator'], samsyn_agency: 'school' }],
    ['another agency’s', { samsyn_agency: 'school' }],
    ['another agency’s, with the workplace to match', { samsyn_agency: 'school', samsyn_workplace: 'police' }],
    ['at no known agency', { samsyn_agency: 'customs', samsyn_workplace: 'customs' }],
    ['seated nowhere known', { samsyn_workplace: 'customs' }],
  ])('refuses a role that is %s', async (_, claims) => {
    await expectRefused(await signToken(claims), 403, 'ROLE_UNKNOWN');
  });

  it('sees the social worker who sits with the police as socialtjänsten’s, and nothing else', async () => {
    const query = `query ($refs: [ID!]!) { me { role agency workplace } individuals(refs: $refs) { police { isKnown } socialtjanst { isKnown } } }`;
    const { ref } = personAs('knownToAll');
    const { body } = await ask({
      role: 'socialtjanst.worker-at-police',
      purpose: 'OWN_AGENCY',
      query,
      variables: { refs: [ref] },
    });
    expect(body.data).toEqual({
      me: { role: 'socialtjanst.worker-at-police', agency: 'socialtjanst', workplace: 'police' },
      individuals: [{ police: { isKnown: null }, socialtjanst: { isKnown: true } }],
    });
  });
});

describe('an issuer that may speak for one agency', () => {
  let gateway: RunningProcess | null = null;
  let url = '';

  beforeAll(async () => {
    const { gatewaySettings } = inject('system');
    const port = await freePort();
    const [issuer] = JSON.parse(gatewaySettings['TOKEN_ISSUERS'] ?? '[]') as readonly object[];
    const settings = {
      ...gatewaySettings,
      PORT: String(port),
      RECORD_CHAIN: 'one-issuer',
      TOKEN_ISSUERS: JSON.stringify([{ ...issuer, agencies: ['school'] }]),
    };
    const command = ['--import', 'tsx', 'gateway/main.ts', 'serve'];
    gateway = startProcess({ name: 'gateway', command, settings, directory: PROJECT }, () => undefined);
    url = `http://127.0.0.1:${port}`;
    await waitUntilReady(gateway, url);
  });

  afterAll(async () => gateway?.stop());

  it('is believed of that agency’s roles, and of no other', async () => {
    const post = async (token: string): Promise<Response> =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: WHO }),
      });
    const principal = {
      sub: 'staff-principal',
      samsyn_role: 'school.principal',
      samsyn_agency: 'school',
      samsyn_workplace: 'school',
    };
    expect((await post(await signToken(principal))).status).toBe(200);
    const refused = await post(await signToken());
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('"ROLE_UNKNOWN"');
    const analyst = { samsyn_role: 'analyst', samsyn_agency: 'police' };
    expect((await post(await signToken(analyst))).status).toBe(403);
  });
});
