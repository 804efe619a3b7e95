import { setTimeout as sleep } from 'node:timers/promises';
import type { Agency } from '../../schema/agency.ts';
import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { brokenDatabase } from './broken-database.ts';
import type { FaultySystem } from './faulty-system.ts';
import { until } from './until.ts';
import type { Watch } from './watch.ts';

/** What befalls an agency's own process, database or clock, and not the way to it. */
export interface AgencyTrouble {
  readonly name: string;
  readonly codes: readonly ErrorCode[];
  readonly befall: (agency: Agency, system: FaultySystem, watch: Watch) => Promise<void>;
  /** Takes it away again; nothing but the agency itself may be started anew. */
  readonly lift: (agency: Agency, system: FaultySystem) => Promise<void>;
}

const TEN_MINUTES_MS = 600_000;
/** While it starts, longer than it is waited for. */
const SLOW_MS = 2_500;

const databaseOf = (agency: Agency): string => `samsyn_${agency}`;

export const AGENCY_TROUBLES: readonly AgencyTrouble[] = [
  wrongClock('its clock ten minutes ahead', TEN_MINUTES_MS),
  wrongClock('its clock ten minutes behind', -TEN_MINUTES_MS),
  {
    name: 'is killed, and starts slowly',
    codes: ['AGENCY_UNAVAILABLE', 'AGENCY_TIMEOUT'],
    befall: killHard,
    lift: startSlowly,
  },
  {
    name: 'SIGTERM: what is under way there is told, then it is gone',
    codes: ['AGENCY_UNAVAILABLE'],
    befall: stopMidFlight,
    lift: (agency, { local }) => local.restart(agency),
  },
  {
    name: 'its disk is full: its log cannot be written',
    codes: ['AGENCY_UNAVAILABLE'],
    befall: (agency, { local }) => brokenDatabase(local, databaseOf(agency)).fill('disclosure_log'),
    lift: (agency, { local }) => brokenDatabase(local, databaseOf(agency)).empty('disclosure_log'),
  },
  {
    name: 'its database takes no writes',
    codes: ['AGENCY_UNAVAILABLE'],
    befall: (agency, { local }) => brokenDatabase(local, databaseOf(agency)).makeReadOnly(true),
    lift: (agency, { local }) => brokenDatabase(local, databaseOf(agency)).makeReadOnly(false),
  },
];

function wrongClock(name: string, offsetMs: number): AgencyTrouble {
  return {
    name,
    codes: ['AGENCY_REFUSED'],
    befall: async (agency, system) => {
      await system.setClocks([agency], offsetMs);
      await system.proxies[agency].break({
        // What the agency's own clock would say; Node.js writes the header by a clock that cannot be set.
        breakAnswer: (answer) => ({
          ...answer,
          headers: { ...answer.headers, date: new Date(Date.now() + offsetMs).toUTCString() },
        }),
      });
    },
    lift: (agency, system) => system.setClocks([agency], 0),
  };
}

async function killHard(agency: Agency, { local }: FaultySystem): Promise<void> {
  local.kill(agency, 'SIGKILL');
  await until(() => local.pids()[agency] === undefined);
}

/** Its requests wait in the middle, for its own log, while it is told to stop and closes its doors. None may be lost by that. */
async function stopMidFlight(agency: Agency, { local }: FaultySystem, watch: Watch): Promise<void> {
  const held = await brokenDatabase(local, databaseOf(agency)).hold('disclosure_log');
  const underWay = watch.load(1);
  await until(async () => (await held.waiting()) >= watch.askedOf(agency));
  local.kill(agency, 'SIGTERM');
  await until(() => isGone(local.urls[agency]));
  await held.release();
  watch.expectAllWhole(await underWay);
  await until(() => local.pids()[agency] === undefined);
}

async function isGone(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    () => false,
    () => true,
  );
}

async function startSlowly(agency: Agency, { local, proxies }: FaultySystem): Promise<void> {
  await proxies[agency].break({
    passOn: (response, answer) => {
      setTimeout(() => response.writeHead(answer.status, answer.headers).end(answer.body), SLOW_MS);
    },
  });
  await local.restart(agency);
  await sleep(SLOW_MS / 2);
  await proxies[agency].lift();
}
