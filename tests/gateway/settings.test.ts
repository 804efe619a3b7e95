import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSystemKeys } from '../../gateway/local/keys.ts';
import {
  createCommand,
  createPorts,
  createSettings,
  PROCESS_NAMES,
  type ProcessName,
  type Settings,
  type SystemFacts,
} from '../../gateway/local/process-settings.ts';
import { databaseUrls } from '../../gateway/local/databases.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SLOW_MS = 60_000;
const PASSWORD = 'a-password-that-nobody-may-see';

const passwords = { owner: PASSWORD, app: PASSWORD, statistics: PASSWORD };
const facts: SystemFacts = {
  ports: createPorts(9_900),
  keys: await createSystemKeys(),
  databases: databaseUrls({ police: passwords, socialtjanst: passwords, school: passwords, gateway: passwords }, 9_932),
};

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** Starts a process with nothing but these settings, to its end. */
function run(command: readonly string[], settings: Readonly<Record<string, string>>): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: PROJECT, env, timeout: SLOW_MS }, (_, out, error) =>
      resolve({ status: child.exitCode ?? -1, out, error }),
    );
  });
}

function without(settings: Settings, ...names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}

/** For each process: settings to leave out, and settings to spoil. */
const SPOILED: Readonly<Record<ProcessName, { readonly missing: readonly string[]; readonly malformed: Settings }>> = {
  gateway: {
    missing: ['DATABASE_URL', 'AGENCY_URLS', 'APOLLO_TELEMETRY_DISABLED'],
    malformed: {
      PORT: 'seventy',
      REF_KEY: 'too-short',
      TOKEN_ISSUERS: '[{"issuer":"nowhere"}]',
      RECEIPT_PRIVATE_KEY: '{not json',
      AGENCY_TIMEOUT_MS: '1',
      EXPLORER: '{"secret":true}',
    },
  },
  'identity-provider': {
    missing: ['ISSUER', 'PORT'],
    malformed: { SIGNING_KEYS: '{}', REDIRECT_URIS: '["no address"]' },
  },
  police: {
    missing: ['DATABASE_URL', 'CONSENT_KEYS'],
    malformed: { PORT: '0', RECEIPT_KEYS: '{"keys":[]}', TOKEN_ISSUERS: '[]', LOG_LEVEL: 'loud' },
  },
  socialtjanst: {
    missing: ['TOKEN_ISSUERS', 'PORT'],
    malformed: {
      ...{ DATABASE_URL: 'nowhere', RECEIPT_KEYS: 'x' },
      CONSENT_PRIVATE_KEY: JSON.stringify({ ...facts.keys.consentPrivateKey, d: 'no key' }),
    },
  },
  school: {
    missing: ['RECEIPT_KEYS', 'PORT'],
    malformed: {
      NODE_ENV: 'playground',
      TOKEN_ISSUERS: '{}',
      DATABASE_URL: `http://school:${PASSWORD}@db.example/samsyn`,
      STATISTICS_DATABASE_URL: `postgres://school:${PASSWORD}%@db.example/samsyn`,
    },
  },
};

/** Settings of other processes, that a careless copy would bring along. */
const FOREIGN: Settings = { SAMSYN_SECRET: PASSWORD, OWNER_DATABASE_URL: facts.databases.gateway.owner };

describe('a process with wrong settings', { timeout: SLOW_MS }, () => {
  it.each(PROCESS_NAMES)('%s names all of them at once, in one line, and does not start', async (name) => {
    const { missing, malformed } = SPOILED[name];
    const settings = { ...without(createSettings(name, 'serve', facts), ...missing), ...malformed, ...FOREIGN };
    const { status, out, error } = await run(createCommand(name, 'serve'), settings);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(error).not.toMatch(/\bat .+:\d+|node_modules|ZodError/);
    expect(error).not.toContain(PASSWORD);
    for (const setting of missing) expect(error).toContain(`${setting} is missing`);
    for (const setting of Object.keys(malformed))
      expect(error).toMatch(new RegExp(`\\b${setting}( \\([^)]+\\))?:? \\S`));
    for (const setting of Object.keys(FOREIGN)) expect(error).toContain(`${setting} is not a setting of this process`);
  });

  it.each(['police', 'gateway'] as const)('%s says so too when it is to make its tables', async (name) => {
    const { status, error } = await run(createCommand(name, 'migrate'), {});
    expect([status, error.trim()]).toEqual([1, `${name}: the settings are not right: OWNER_DATABASE_URL is missing`]);
  });

  it('school names both of them when it is to fill its register', async () => {
    const { status, error } = await run(createCommand('school', 'fill'), { REF_KEY: 'short' });
    expect([status, error.trimEnd().split('\n')]).toEqual([
      1,
      [expect.stringMatching(/OWNER_DATABASE_URL is missing; REF_KEY: \S/)],
    ]);
  });

  it('every process says what it can be told to do when it is told nothing', async () => {
    const { status, error } = await run(
      createCommand('police', 'serve').slice(0, -1),
      createSettings('police', 'serve', facts),
    );
    expect([status, error.trim()]).toEqual([
      1,
      'police: say what to do: one of serve, migrate, fill, print-schema, print-measures',
    ]);
  });

  it('the development identity provider, which asks for no password, does not start in production', async () => {
    const settings = { ...createSettings('identity-provider', 'serve', facts), NODE_ENV: 'production' };
    const { status, out, error } = await run(createCommand('identity-provider', 'serve'), settings);
    expect([status, out]).toEqual([1, '']);
    expect(error).toMatch(/^[^\n]*does not start with NODE_ENV=production[^\n]*\n$/);
  });
});
