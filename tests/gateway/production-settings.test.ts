import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSystemKeys } from '../../gateway/local/keys.ts';
import { createCommand, createPorts, createSettings, type SystemFacts } from '../../gateway/local/process-settings.ts';
import { databaseUrls } from '../../gateway/local/databases.ts';
import { loadDocuments } from '../../gateway/documents/load-documents.ts';
import { readAuditSettings } from '../../gateway/cli/audit-settings.ts';
import { findUnsafeSettings } from '../../gateway/find-unsafe-settings.ts';
import { gatewaySettings } from '../../gateway/gateway-settings.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { readSettings } from '../../schema/process/read-settings.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SLOW_MS = 60_000;
const GOOD = randomBytes(24).toString('base64url');
const passwords = { owner: GOOD, app: GOOD, statistics: GOOD };
const facts: SystemFacts = {
  ports: createPorts(9_950),
  keys: await createSystemKeys(),
  databases: databaseUrls({ police: passwords, socialtjanst: passwords, school: passwords, gateway: passwords }, 9_982),
};

type Settings = Readonly<Record<string, string>>;

/** Starts a process in production, and gives how it refused. */
function refusal(
  name: 'gateway' | (typeof AGENCIES)[number],
  task: 'serve' | 'migrate' | 'fill',
  changes: Settings,
): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...createSettings(name, task, facts),
    NODE_ENV: 'production',
    ...changes,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, createCommand(name, task), { cwd: PROJECT, env, timeout: SLOW_MS }, (_, out, error) =>
      resolve(`${out}${error}`),
    );
  });
}

const ISSUER = { audience: 'urn:samsyn:graph', algorithms: ['ES256'], agencies: [...AGENCIES] };
const SAFE_ISSUER = [{ ...ISSUER, issuer: 'https://id.example', jwksUri: 'https://id.example/jwks' }];

describe('a gateway in production', { timeout: SLOW_MS }, () => {
  it('does not start with the settings of npm start, and says all that is unsafe in one line', async () => {
    const said = await refusal('gateway', 'serve', {
      HOST: '0.0.0.0',
      LOG_LEVEL: 'debug',
      EXPLORER: JSON.stringify({ issuer: 'http://127.0.0.1:9960', clientId: 'x' }),
      REF_KEY: Buffer.alloc(32, 7).toString('base64url'),
      DATABASE_URL: 'postgres://gateway_app:postgres@db.example:5432/samsyn_gateway',
      SHARED_STORE_URL: 'redis://:shared@store.example:6379',
      AD_HOC_ROLES: 'analyst',
      CORS_ORIGINS: 'http://sig.kommun.example',
    });
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect(said).toMatch(/^gateway: NODE_ENV=production refuses unsafe settings: /);
    for (const problem of [
      'LOG_LEVEL=debug',
      'HOST is open to the network without TLS',
      'DATABASE_URL has no password, or one that is short or usual',
      'DATABASE_URL is reached without TLS',
      'SHARED_STORE_URL has no password, or one that is short or usual',
      'SHARED_STORE_URL is reached without TLS',
      'REF_KEY is not random',
      'TOKEN_ISSUERS (issuer) is an identity provider of this computer',
      'TOKEN_ISSUERS (jwksUri) is not https',
      ...AGENCIES.map((agency) => `AGENCY_URLS (${agency}) is not https`),
      'EXPLORER is for developing',
      'AD_HOC_ROLES',
      'CORS_ORIGINS has one that is not https',
    ]) {
      expect(said).toContain(problem);
    }
    expect(said).not.toMatch(/:postgres@|:shared@/);
  });

  it('finds nothing unsafe in settings for real data', () => {
    const { EXPLORER, ...usual } = createSettings('gateway', 'serve', facts);
    expect(EXPLORER).toBeDefined();
    const { pathname } = new URL(usual['DATABASE_URL'] ?? '');
    const agencyUrls = (scheme: string): string =>
      JSON.stringify(Object.fromEntries(AGENCIES.map((agency) => [agency, `${scheme}://${agency}.example/graphql`])));
    const database = `postgres://gateway_app:${GOOD}@db.example:5432${pathname}`;
    const safe = { ...usual, NODE_ENV: 'production', TOKEN_ISSUERS: JSON.stringify(SAFE_ISSUER), HOST: '0.0.0.0' };
    const byProxy = {
      ...{ ...safe, TLS_BY: 'proxy', AGENCY_URLS: agencyUrls('https') },
      DATABASE_URL: `${database}?sslmode=verify-full`,
    };
    const byMesh = { ...safe, TLS_BY: 'mesh', AGENCY_URLS: agencyUrls('http'), DATABASE_URL: database };
    const find = (settings: Settings): readonly string[] =>
      findUnsafeSettings(readSettings(gatewaySettings, settings), loadDocuments());
    expect(find(byProxy)).toEqual([]);
    expect(find(byMesh)).toEqual([]);
    expect(find({ ...byProxy, AGENCY_URLS: agencyUrls('http') })).toHaveLength(AGENCIES.length);
    for (const said of ['host=other.example', 'password=x', 'sslmode=disable', 'ssl=false', 'user=postgres']) {
      const otherThanItSeems = find({ ...byProxy, DATABASE_URL: `${byProxy.DATABASE_URL}&${said}` });
      expect([said, ...otherThanItSeems]).toEqual([
        said,
        expect.stringContaining('DATABASE_URL says who, where or how'),
      ]);
    }
    const store = (scheme: string, password = GOOD, host = 'store.example'): Settings => ({
      SHARED_STORE_URL: `${scheme}://:${password}@${host}:6379`,
    });
    for (const scheme of ['rediss', 'valkeys']) expect(find({ ...byProxy, ...store(scheme) })).toEqual([]);
    expect(find({ ...byProxy, ...store('redis', GOOD, '127.0.0.1') })).toEqual([]);
    expect(find({ ...byMesh, ...store('valkey') })).toEqual([]);
    // A proxy before the gateway is not on the way to the store.
    for (const scheme of ['redis', 'valkey'])
      expect(find({ ...byProxy, ...store(scheme) })).toEqual([expect.stringContaining('SHARED_STORE_URL is reached')]);
    for (const safeWay of [
      { ...byProxy, ...store('rediss', 'short') },
      { ...byMesh, ...store('redis', 'short') },
    ])
      expect(find(safeWay)).toEqual([expect.stringContaining('SHARED_STORE_URL has no password')]);
    expect(findUnsafeSettings(readSettings(gatewaySettings, byMesh), [])).toEqual([
      'schema/operations/ holds no registered document, so nothing could be asked',
    ]);
  });
});

describe('a command that makes tables, in production', { timeout: SLOW_MS }, () => {
  it.each(['gateway', 'police'] as const)('of %s goes to no database by an open way', async (name) => {
    const OWNER_DATABASE_URL = `postgres://owner:${GOOD}@db.example:5432/samsyn`;
    const said = await refusal(name, 'migrate', { OWNER_DATABASE_URL });
    expect(said.trimEnd()).toBe(
      `${name}: NODE_ENV=production refuses unsafe settings: OWNER_DATABASE_URL is reached without TLS: add sslmode=verify-full, or say TLS_BY=mesh`,
    );
  });
});

describe('an audit in production', () => {
  it('reads no record and no log by an open way', () => {
    const { keys } = facts;
    const settings = {
      NODE_ENV: 'production',
      RECORD_DATABASE_URL: `postgres://reader:${GOOD}@db.example:5432/samsyn`,
      AGENCY_LOG_URLS: JSON.stringify({ police: 'postgres://reader:short@police.example:5432/samsyn' }),
      RECEIPT_KEYS: JSON.stringify(keys.receiptPublicKeys),
    };
    expect(() => readAuditSettings(settings)).toThrow(/RECORD_DATABASE_URL is reached without TLS/);
    expect(() => readAuditSettings(settings)).toThrow(/AGENCY_LOG_URLS \(police\) has no password/);
    expect(readAuditSettings({ ...settings, NODE_ENV: 'development' }).databaseUrl).toBe(settings.RECORD_DATABASE_URL);
    const mesh = { ...settings, TLS_BY: 'mesh', AGENCY_LOG_URLS: undefined };
    expect(readAuditSettings(mesh).databaseUrl).toBe(settings.RECORD_DATABASE_URL);
  });
});

describe('an agency in production', { timeout: SLOW_MS }, () => {
  it.each(AGENCIES)('%s does not start with unsafe settings, and says all of them', async (agency) => {
    const said = await refusal(agency, 'serve', {
      HOST: '0.0.0.0',
      STATISTICS_DATABASE_URL: `postgres://${agency}_statistics:${agency}_statistics1@db.example:5432/samsyn`,
      AGGREGATE_TOKEN_KEY: Buffer.alloc(32).toString('base64url'),
    });
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect(said).toMatch(new RegExp(`^${agency}: NODE_ENV=production refuses unsafe settings: `));
    for (const problem of [
      'HOST is open to the network',
      'STATISTICS_DATABASE_URL has no password, or one that is short or usual',
      'STATISTICS_DATABASE_URL is reached without TLS',
      'AGGREGATE_TOKEN_KEY is not random',
      'TOKEN_ISSUERS (issuer) is an identity provider of this computer',
    ]) {
      expect(said).toContain(problem);
    }
    expect(said).not.toContain(`${agency}_statistics1`);
  });

  it('never has invented people put among its own', async () => {
    expect(await refusal('school', 'fill', {})).toMatch(
      /^school: NODE_ENV=production refuses .*`fill` makes up people/,
    );
  });
});
