import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createCommand, createSettings, type Settings } from '../../../gateway/local/process-settings.ts';
import { startProcess, type RunningProcess } from '../../../gateway/local/running-process.ts';
import { waitUntilReady } from '../../../gateway/local/wait-until-ready.ts';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { startFaultProxy, type FaultProxy } from '../../faults/fault-proxy.ts';
import { makeCertificate } from '../../faults/make-certificate.ts';
import { freePort } from '../../gateway/local/free-port.ts';
import type { HttpAnswer } from '../ask.ts';
import { personAs, signToken } from '../at-the-agency.ts';
import { OUTSIDE, startDatabaseOverTls, type DatabaseOverTls } from './database-over-tls.ts';
import { makeDataPlace } from '../data-place.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const ISSUER = 'https://id.example';
const BEFORE_THE_MEETING = readFileSync(`${PROJECT}schema/operations/BeforeTheMeeting.graphql`, 'utf8');
const PREFLIGHT = { 'graphql-require-preflight': '1' };

const certificate = makeCertificate();
const directory = makeDataPlace('production');
const trusted = join(directory, 'trusted.pem');
const processes: RunningProcess[] = [];
const proxies: FaultProxy[] = [];
let issuer: Server;
let keysAsked = 0;
let database: DatabaseOverTls;
let gatewaySettings: Settings;
let url = '';

/** The settings of a process of the system, with all that production demands in place of what is for developing. */
async function forProduction(name: 'gateway' | Agency, settings: Settings): Promise<Settings> {
  const usual = Object.fromEntries(Object.entries(settings).filter(([setting]) => setting !== 'EXPLORER'));
  const jwksUri = `https://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  const tokens = { issuer: ISSUER, jwksUri, audience: 'urn:samsyn:graph', algorithms: ['ES256'], agencies: AGENCIES };
  return {
    ...usual,
    ...{ NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: trusted, TOKEN_ISSUERS: JSON.stringify([tokens]) },
    PORT: String(await freePort()),
    DATABASE_URL: overTls(usual['DATABASE_URL'] ?? ''),
    ...(name === 'gateway' ? {} : { STATISTICS_DATABASE_URL: overTls(usual['STATISTICS_DATABASE_URL'] ?? '') }),
  };
}

function overTls(address: string): string {
  const moved = new URL(address);
  moved.hostname = OUTSIDE;
  moved.port = String(database.port);
  moved.searchParams.set('sslmode', 'verify-full');
  return moved.href;
}

async function start(name: 'gateway' | Agency, settings: Settings): Promise<string> {
  const started = startProcess(
    { name, command: createCommand(name, 'serve'), settings, directory: PROJECT },
    () => undefined,
  );
  processes.push(started);
  const origin = `http://127.0.0.1:${settings['PORT'] ?? ''}`;
  await waitUntilReady(started, origin);
  return origin;
}

/** How a gateway ends that is set otherwise, in its own words. */
async function refusal(changes: Settings): Promise<string> {
  const settings = { ...gatewaySettings, PORT: String(await freePort()), ...changes };
  const plan = { name: 'gateway', command: createCommand('gateway', 'serve'), settings, directory: PROJECT };
  const refused = startProcess(plan, () => undefined);
  expect(await refused.ended).toBe('with status 1');
  return refused.lines().join('\n');
}

beforeAll(async () => {
  writeFileSync(trusted, certificate.cert);
  const { facts, gatewaySettings: usual } = inject('system');
  issuer = createServer({ ...certificate }, (_request, response) => {
    keysAsked += 1;
    const keys = facts.keys.identityKeys.keys.map((key) => ({ ...key, d: undefined }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  database = await startDatabaseOverTls(facts.ports.postgres, certificate);
  const agencies = await Promise.all(
    AGENCIES.map(async (agency) => {
      const origin = await start(agency, await forProduction(agency, createSettings(agency, 'serve', facts)));
      const proxy = await startFaultProxy(origin, certificate);
      proxies.push(proxy);
      return [agency, `${proxy.url}/graphql`] as const;
    }),
  );
  gatewaySettings = {
    ...(await forProduction('gateway', usual)),
    ...{ RECORD_CHAIN: 'production', AGENCY_URLS: JSON.stringify(Object.fromEntries(agencies)) },
  };
  url = await start('gateway', gatewaySettings);
});

afterAll(async () => {
  await Promise.all(processes.map((started) => started.stop()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  database.close();
  issuer.close();
  rmSync(directory, { recursive: true, force: true });
});

async function send(body: object): Promise<HttpAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      ...{ 'samsyn-purpose': 'INVESTIGATION', 'samsyn-case': 'K-1234-25' },
      authorization: `Bearer ${await signToken({ iss: ISSUER })}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as HttpAnswer['body'] };
}

describe('gateway and agencies in production, with TLS between all of them', () => {
  it('answer a registered operation, with the issuer, the agencies and the record reached by TLS alone', async () => {
    const documentId = `sha256:${createHash('sha256').update(BEFORE_THE_MEETING).digest('hex')}`;
    const { status, body } = await send({ documentId, variables: { number: personAs('knownToAll').number } });
    expect([status, body.errors, body.extensions?.missing]).toEqual([200, undefined, undefined]);
    expect(body.data).toMatchObject({ individual: { police: { isKnown: true } } });
    expect(keysAsked).toBeGreaterThan(0);
    expect(database.encrypted()).toBeGreaterThan(AGENCIES.length);
    expect(database.inTheClear()).toBe(0);
  });

  it('answer nothing that nobody has looked at, and show no explorer and no schema', async () => {
    for (const query of ['{ me { role } }', '{ __schema { types { name } } }']) {
      const { status, body } = await send({ query });
      expect([status, body.errors?.[0]?.extensions?.['code']]).toEqual([403, 'DOCUMENT_UNREGISTERED']);
    }
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([405, expect.stringContaining('json')]);
    const query = await fetch(`${url}/graphql?query={me{role}}`, { headers: PREFLIGHT });
    expect(query.status).toBe(401);
  });

  it('do not start without the certificate of the database: nothing is asked in the clear', async () => {
    expect(await refusal({ NODE_EXTRA_CA_CERTS: '' })).toMatch(/^gateway: .*certificate/m);
    expect(database.inTheClear()).toBe(0);
  });
});

describe('a gateway that starts in all that is safe but one setting', () => {
  const inTheClear = (address: string): string => address.replace('?sslmode=verify-full', '');

  it('does not start, and names that one alone', async () => {
    const agencies = JSON.parse(gatewaySettings['AGENCY_URLS'] ?? '{}') as Record<string, string>;
    const [tokens] = JSON.parse(gatewaySettings['TOKEN_ISSUERS'] ?? '[]') as Record<string, string>[];
    const cases: readonly (readonly [Settings, string])[] = [
      [{ LOG_LEVEL: 'debug' }, 'LOG_LEVEL=debug writes more than operations need'],
      [{ HOST: '0.0.0.0' }, 'HOST is open to the network without TLS'],
      [{ DATABASE_URL: inTheClear(gatewaySettings['DATABASE_URL'] ?? '') }, 'DATABASE_URL is reached without TLS'],
      [{ REF_KEY: Buffer.alloc(32, 7).toString('base64url') }, 'REF_KEY is not random'],
      [
        { AGENCY_URLS: JSON.stringify({ ...agencies, school: 'http://school.example/graphql' }) },
        'AGENCY_URLS (school) is not https',
      ],
      [
        { TOKEN_ISSUERS: JSON.stringify([{ ...tokens, jwksUri: 'http://id.example/jwks' }]) },
        'TOKEN_ISSUERS (jwksUri) is not https',
      ],
      [{ EXPLORER: JSON.stringify({ issuer: ISSUER, clientId: 'x' }) }, 'EXPLORER is for developing'],
      [{ AD_HOC_ROLES: 'analyst' }, 'AD_HOC_ROLES lets documents in that nobody has looked at'],
      [{ CORS_ORIGINS: 'http://sig.kommun.example' }, 'CORS_ORIGINS has one that is not https'],
    ];
    const said: string[] = [];
    // Two at a time: each is a process of its own.
    for (let at = 0; at < cases.length; at += 2) {
      said.push(...(await Promise.all(cases.slice(at, at + 2).map(([changes]) => refusal(changes)))));
    }
    for (const [at, [, problem]] of cases.entries()) {
      expect(said[at]).toContain(`gateway: NODE_ENV=production refuses unsafe settings: ${problem}`);
      expect(said[at]).not.toContain('; ');
    }
  });
});
