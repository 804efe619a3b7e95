import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LocalSystem } from '../../../gateway/local/local-system.ts';
import { AGENCIES } from '../../../schema/agency.ts';
import { SERVING_FLAGS } from '../../../gateway/local/process-settings.ts';
import { startContender, type Contender } from '../start-contender.ts';
import { INSPECTOR_FLAG } from './collected-memory.ts';

const FOLDER = fileURLToPath(new URL('../contenders/', import.meta.url));
const SDL = fileURLToPath(new URL('../../../schema/sdl/', import.meta.url));

/** A gateway that is measured. */
export interface MeasuredGateway extends Contender {
  readonly name: string;
  readonly isOurs: boolean;
}

/** Installs what is compared with from its own lock file, once. */
export async function installContenders(): Promise<void> {
  if (existsSync(`${FOLDER}node_modules`)) return;
  process.stdout.write('installing what is compared with, once\n');
  const install = promisify(execFile);
  await install('npm', ['ci', '--ignore-scripts', '--no-engine-strict'], { cwd: FOLDER, maxBuffer: 16 * 1024 * 1024 });
}

interface OtherContender {
  readonly name: string;
  readonly file: string;
  readonly settings?: Readonly<Record<string, string>>;
}

const OTHERS: readonly OtherContender[] = [
  { name: 'Apollo Server 5 + @apollo/gateway, as it comes', file: 'apollo-server' },
  { name: 'graphql-yoga 5 + @apollo/gateway', file: 'yoga' },
  { name: 'Hive Gateway, planner in JavaScript', file: 'hive' },
  { name: 'Hive Gateway, planner in Rust', file: 'hive', settings: { PLANNER: 'rust' } },
  { name: 'node:http + executor of @apollo/gateway + undici', file: 'executor-undici' },
  { name: 'floor: node:http + undici + merged by hand, no GraphQL', file: 'floor' },
];

export interface Bench {
  readonly system: LocalSystem;
  readonly firstPort: number;
  /** What the floor asks each agency. */
  readonly questions: Readonly<Record<string, string>>;
}

/** Starts agencies whose answers are made beforehand, and every gateway before the same ones. */
export async function startAll({ system, firstPort, questions }: Bench): Promise<{
  readonly gateways: readonly MeasuredGateway[];
  readonly agencies: readonly Contender[];
}> {
  const names = ['gateway', ...AGENCIES];
  const agencies = await Promise.all(
    names.map((name, at) =>
      startContender('tests/bench/gateways/precomputed-agency.ts', { SUBGRAPH: name, PORT: String(firstPort + at) }),
    ),
  );
  const urls = Object.fromEntries(names.map((name, at) => [name, agencies[at]?.url ?? '']));
  const shared = {
    ...{ APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production', AGENCY_URLS: JSON.stringify(urls) },
    ...{
      SUPERGRAPH: `${SDL}supergraph.graphql`,
      GATEWAY_SDL: `${SDL}gateway.graphql`,
      QUESTIONS: JSON.stringify(questions),
    },
  };
  const gateways = await startOurs(system, { urls, firstPort: firstPort + 10 });
  for (const [at, { name, file, settings }] of OTHERS.entries()) {
    const given = { ...shared, ...settings, PORT: String(firstPort + 20 + at) };
    const started = await startContender(`tests/bench/contenders/${file}.mjs`, given);
    gateways.push({ name, isOurs: false, ...started, stop: () => started.stop() });
  }
  return { gateways, agencies };
}

async function startOurs(
  system: LocalSystem,
  { urls, firstPort }: { readonly urls: Readonly<Record<string, string>>; readonly firstPort: number },
): Promise<MeasuredGateway[]> {
  const settings = {
    ...system.settings('gateway'),
    ...{ EXPLORER: '', LOG_LEVEL: 'info', RECORD_CHAIN: 'bench' },
    AGENCY_URLS: JSON.stringify(Object.fromEntries(AGENCIES.map((agency) => [agency, urls[agency]]))),
  };
  const at = (port: number): typeof settings & { PORT: string } => ({ ...settings, PORT: String(port) });
  const inspectable = { args: ['serve'], flags: [...SERVING_FLAGS, INSPECTOR_FLAG] };
  const on = await startContender('gateway/main.ts', at(firstPort), inspectable);
  const flags = SERVING_FLAGS;
  const off = await startContender('tests/bench/gateway-without-record.ts', at(firstPort + 1), { flags });
  const bare = await startContender('tests/bench/gateway-without-record.ts', at(firstPort + 2), {
    ...{ args: ['without-receipts'], flags },
  });
  return [
    { name: 'Samsyn, everything on', isOurs: true, ...on, stop: () => on.stop() },
    { name: 'Samsyn, record off', isOurs: true, ...off, stop: () => off.stop() },
    { name: 'Samsyn, record and receipts off', isOurs: true, ...bare, stop: () => bare.stop() },
  ];
}
