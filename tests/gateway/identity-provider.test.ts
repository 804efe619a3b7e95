import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { IDENTITY_PROVIDER, startIdentityProvider, type StartedIdentityProvider } from './start-identity-provider.ts';

const EXPLORER = 'http://127.0.0.1:4999';
const run = promisify(execFile);

let provider: StartedIdentityProvider;
let issuer: string;

beforeAll(async () => {
  provider = await startIdentityProvider(EXPLORER);
  issuer = provider.issuer;
});

afterAll(() => {
  provider.child.kill();
});

describe('the development identity provider', () => {
  it.each(DEMO_STAFF)('signs $username in, and the token says who that is', async (staff) => {
    const token = await fetchToken({ issuer, username: staff.username });
    const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: 'urn:samsyn:graph',
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat'],
    });
    expect(protectedHeader.kid).toBe('test-key');
    expect(payload).toMatchObject({
      sub: staff.subject,
      samsyn_role: staff.role,
      samsyn_agency: staff.agency,
      samsyn_workplace: staff.workplace,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(8 * 3600);
  });

  it('publishes no private key', async () => {
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('refuses a sign-in without PKCE, and one that would be sent to a stranger', async () => {
    const withoutPkce = await authorize({ client_id: 'samsyn-explorer', redirect_uri: `${EXPLORER}/graphql` });
    expect(new URL(withoutPkce.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
    const toStranger = await authorize({ client_id: 'samsyn-explorer', redirect_uri: 'http://stranger.test/' });
    expect([toStranger.status, toStranger.headers.get('location')]).toEqual([400, null]);
  });

  it('lets the explorer read the token endpoint from its own origin, and nobody else', async () => {
    const mine = await postToken(EXPLORER);
    expect(mine.headers.get('access-control-allow-origin')).toBe(EXPLORER);
    const foreign = await postToken('http://stranger.test');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('prints a token, and one sentence when it cannot', async () => {
    const { stdout } = await token(['youth'], issuer);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    await expect(token(['nobody'], issuer)).rejects.toMatchObject({
      stderr: expect.stringMatching(/^there is no "nobody": choose one of patrol, youth, .*dpo\n$/) as string,
    });
    await expect(token(['youth'], 'http://127.0.0.1:9')).rejects.toMatchObject({
      stderr: 'no identity provider answers at http://127.0.0.1:9: start the system with `npm start` and try again\n',
    });
  });

  it('does not start in production', async () => {
    const started = run(process.execPath, ['--import', 'tsx', `${IDENTITY_PROVIDER}/main.ts`], {
      env: { ...provider.settings, NODE_ENV: 'production' },
    });
    await expect(started).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^the development identity provider .*\n$/) as string,
    });
  });

  it('names every setting that it lacks or cannot read', async () => {
    const started = run(process.execPath, ['--import', 'tsx', `${IDENTITY_PROVIDER}/main.ts`], {
      env: { PATH: process.env['PATH'], REDIRECT_URIS: 'not json' },
    });
    await expect(started).rejects.toMatchObject({
      code: 1,
      stderr:
        'the settings are not right: PORT is missing; ISSUER is missing; SIGNING_KEYS is missing; REDIRECT_URIS: is not JSON\n',
    });
  });

  it('ends when its parent lets go', async () => {
    const ended = once(provider.child, 'exit');
    provider.child.disconnect();
    expect((await ended)[0]).toBe(0);
  });
});

function authorize(asked: Readonly<Record<string, string>>): Promise<Response> {
  const query = new URLSearchParams({ response_type: 'code', scope: 'openid', ...asked });
  return fetch(`${issuer}/auth?${query.toString()}`, { redirect: 'manual' });
}

function postToken(origin: string): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'samsyn-explorer', code: 'none' });
  return fetch(`${issuer}/token`, { method: 'POST', headers: { origin }, body });
}

function token(words: readonly string[], from: string): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, ['--import', 'tsx', `${IDENTITY_PROVIDER}/token.ts`, ...words], {
    env: { PATH: process.env['PATH'], ISSUER: from },
  });
}
