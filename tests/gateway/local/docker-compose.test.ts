import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { AGENCIES } from '../../../schema/agency.ts';
import { processSettings } from '../../../schema/process/read-settings.ts';
import { FINISH_LIMIT_MS } from '../../../schema/process/run-process.ts';
import { DATABASE_KEEPERS, databaseUrls } from '../../../gateway/local/databases.ts';
import { createSystemKeys } from '../../../gateway/local/keys.ts';
import {
  createCommand,
  createPorts,
  createSettings,
  PROCESS_NAMES,
  type Task,
} from '../../../gateway/local/process-settings.ts';

interface Service {
  readonly image?: string;
  readonly pull_policy?: string;
  readonly build?: { readonly context: string; readonly dockerfile_inline: string };
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const PATH = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));
const TEXT = readFileSync(PATH, 'utf8');
const FILE = parse(TEXT, { merge: true }) as ComposeFile;
const LOGINS = { owner: 'o', app: 'a', statistics: 's' };
const PASSWORDS = { police: LOGINS, socialtjanst: LOGINS, school: LOGINS, gateway: { owner: 'o', app: 'a' } };
const PORTS = createPorts(4000);
const FACTS = { ports: PORTS, keys: await createSystemKeys(), databases: databaseUrls(PASSWORDS, PORTS.postgres) };

function service(name: string): Service {
  const found = FILE.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

function settingNames(name: (typeof PROCESS_NAMES)[number], task: Task): readonly string[] {
  return Object.keys(createSettings(name, task, FACTS)).sort();
}

/** As docker compose replaces variables, with every variable unset. */
function interpolate(text: string): string {
  return text
    .replaceAll('$$', '\0')
    .replace(/\$\{(\w+)(?::-([^}]*))?[^}]*\}/g, (_, name: string, fallback?: string) => fallback ?? `<${name}>`)
    .replaceAll('\0', '$');
}

describe('docker-compose.yml', () => {
  it.each(PROCESS_NAMES)('serves %s by the same command and with exactly the settings of npm start', (name) => {
    const { command, environment } = service(name);
    expect(command).toEqual(['node', ...createCommand(name, 'serve')]);
    expect(Object.keys(environment).sort()).toEqual(settingNames(name, 'serve'));
    expect(environment['PORT']).toBe(String(PORTS[name]));
  });

  it.each(PROCESS_NAMES)('gives %s the time to answer what is under way, however long it drains', (name) => {
    const [, seconds] = /^(\d+)s$/.exec(service(name).stop_grace_period ?? '') ?? [];
    const longestDrainMs = Number(seconds) * 1000 - FINISH_LIMIT_MS;
    expect(processSettings.DRAIN_MS.safeParse(longestDrainMs).success).toBe(false);
    expect(longestDrainMs).toBeGreaterThan(processSettings.DRAIN_MS.parse(undefined));
  });

  it.each(DATABASE_KEEPERS)('prepares the database of %s with the settings of each of its tasks', (keeper) => {
    const { command, environment, depends_on: dependsOn } = service(`${keeper}-preparation`);
    const script = command?.at(-1) ?? '';
    const tasks: readonly Task[] = keeper === 'gateway' ? ['migrate'] : ['migrate', 'fill'];
    for (const task of tasks) {
      expect(script).toContain(`node ${createCommand(keeper, task).join(' ')}`);
      for (const setting of settingNames(keeper, task)) expect(environment, task).toHaveProperty(setting);
    }
    expect(script).toContain(`gateway/local/prepare-database.ts ${keeper}`);
    expect('STATISTICS_PASSWORD' in environment).toBe(keeper !== 'gateway');
    expect(dependsOn).toEqual({ [`${keeper}-database`]: { condition: 'service_healthy' } });
    expect(service(keeper).depends_on).toHaveProperty(
      `${keeper}-preparation.condition`,
      'service_completed_successfully',
    );
  });

  it('gives JSON where JSON is read, and the addresses of its own services', () => {
    for (const name of PROCESS_NAMES) {
      for (const [setting, value] of Object.entries(createSettings(name, 'serve', FACTS))) {
        const written = interpolate(service(name).environment[setting] ?? '');
        if (/^[{[]/.test(value) && !written.startsWith('<'))
          expect(Object.keys(JSON.parse(written) as object), setting).toEqual(Object.keys(JSON.parse(value) as object));
      }
    }
    const urls = JSON.parse(service('gateway').environment['AGENCY_URLS'] ?? '') as Readonly<Record<string, string>>;
    for (const agency of AGENCIES) expect(urls[agency]).toBe(`http://${agency}:${PORTS[agency]}/graphql`);
  });

  it.each(DATABASE_KEEPERS)('has %s served by one login and prepared by the other', (keeper) => {
    const addressOf = (name: string, setting: string): readonly string[] => {
      const url = new URL(interpolate(service(name).environment[setting] ?? '').replace(/[<>]/g, ''));
      return [url.username, url.hostname, url.pathname];
    };
    const place = [`${keeper}-database`, `/samsyn_${keeper}`];
    expect(addressOf(keeper, 'DATABASE_URL')).toEqual([`${keeper}_app`, ...place]);
    expect(addressOf(`${keeper}-preparation`, 'OWNER_DATABASE_URL')).toEqual([`${keeper}_owner`, ...place]);
    if (keeper === 'gateway') return;
    expect(addressOf(keeper, 'STATISTICS_DATABASE_URL')).toEqual([`${keeper}_statistics`, ...place]);
  });

  it('gives the key of tokens to the agencies, and not to the gateway', () => {
    for (const name of PROCESS_NAMES) {
      const isAgency = AGENCIES.some((agency) => agency === name);
      expect([name, 'AGGREGATE_TOKEN_KEY' in service(name).environment]).toEqual([name, isAgency]);
    }
    expect(service('gateway-preparation').environment).not.toHaveProperty('AGGREGATE_TOKEN_KEY');
  });

  it('gives every keeper a PostgreSQL container of its own, on a network that only it can reach', () => {
    for (const keeper of DATABASE_KEEPERS) {
      const database = service(`${keeper}-database`);
      expect(database.image).toMatch(/^postgres:(1[6-9]|[2-9]\d)/);
      expect(database.networks).toHaveLength(1);
      const network = database.networks[0] ?? '';
      const guests = Object.entries(FILE.services).filter(([, guest]) => guest.networks.includes(network));
      expect(guests.map(([name]) => name).sort()).toEqual([keeper, `${keeper}-database`, `${keeper}-preparation`]);
      expect(FILE.networks[network]).toEqual({ internal: true });
      expect(database.ports).toBeUndefined();
      expect(database.volumes).toHaveLength(1);
    }
  });

  it('names every secret that is not set, and holds none', () => {
    for (const [name, { environment }] of Object.entries(FILE.services)) {
      for (const [setting, value] of Object.entries(environment)) {
        if (/PASSWORD|DATABASE_URL|SUPERUSER|_KEY/.test(setting))
          expect(value, `${name} ${setting}`).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
      }
    }
    expect(TEXT).not.toMatch(/"d":|password=|:[^$/@\s]+@/i);
  });

  it('checks the health of all that runs on, and lets only this computer in', () => {
    for (const [name, { healthcheck, ports = [], restart }] of Object.entries(
      FILE.services as Readonly<Record<string, Service & { readonly restart?: string }>>,
    )) {
      if (!name.endsWith('-preparation')) expect(healthcheck?.test.length, name).toBeGreaterThan(1);
      expect(restart === 'unless-stopped', name).toBe(!name.endsWith('-preparation'));
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('builds one image, as an ordinary user and without what only developers need', () => {
    const built = Object.entries(FILE.services).filter(([, { build }]) => build !== undefined);
    expect(built.map(([name]) => name)).toEqual(['identity-provider']);
    const dockerfile = built[0]?.[1].build?.dockerfile_inline ?? '';
    expect(dockerfile).toMatch(/^FROM node:20-slim$/m);
    expect(dockerfile).toMatch(/^RUN npm ci .*--omit=dev$/m);
    expect(dockerfile.trimEnd().split('\n').at(-1)).toBe('USER node');
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap((match) => match[1]?.split(' ') ?? []);
    for (const folder of ['schema', 'policies', 'subgraphs', 'gateway']) expect(copied).toContain(folder);
    for (const name of PROCESS_NAMES) expect(service(name).image).toBe(service('identity-provider').image);
  });

  it('refers only to what it defines, without going in a circle', () => {
    const visit = (name: string, above: readonly string[]): void => {
      expect(above, 'a circle of depends_on').not.toContain(name);
      for (const next of Object.keys(service(name).depends_on ?? {})) visit(next, [...above, name]);
    };
    for (const [name, { networks, volumes = [] }] of Object.entries(FILE.services)) {
      visit(name, []);
      for (const network of networks) expect(Object.keys(FILE.networks)).toContain(network);
      for (const volume of volumes) expect(Object.keys(FILE.volumes)).toContain(volume.split(':')[0]);
    }
  });

  const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  it.runIf(hasCompose)('is accepted by docker compose, which names an unset secret', () => {
    const names = [...new Set([...TEXT.matchAll(/\$\{(\w+):\?/g)].map((match) => match[1] ?? ''))];
    const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    const whole = { ...environment, ...Object.fromEntries(names.map((name) => [name, 'x'])) };
    const run = (env: NodeJS.ProcessEnv) =>
      spawnSync('docker', ['compose', '--env-file', '/dev/null', '-f', PATH, 'config', '--quiet'], {
        env,
        encoding: 'utf8',
      });
    expect(run(whole).stderr).toBe('');
    expect(run(whole).status).toBe(0);
    const unset = run({ ...whole, REF_KEY: '' });
    expect(unset.status).not.toBe(0);
    expect(unset.stderr).toContain('REF_KEY');
  });
});
