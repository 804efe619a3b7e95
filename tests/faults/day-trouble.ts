import { expect } from 'vitest';
import { PROCESS_NAMES } from '../../gateway/local/process-settings.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { FaultySystem } from './faulty-system.ts';
import { answeredOf, ENOUGH, expectNothingElse, type GatewayTrouble, type Meanwhile } from './gateway-troubles.ts';
import { until } from './until.ts';
import type { Watch } from './watch.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How long before midnight the clients begin. */
const BEFORE_MS = 5_000;

/** All that there is to reload while a gateway serves: everything that was decided, at midnight, by the policy of the new day. */
export const DAY_TROUBLE: GatewayTrouble = {
  name: 'reload: the policy’s day turns under load',
  seen: 'every request is answered whole',
  recovers: 'nothing breaks',
  run: turnDay,
};

/** The clocks of all processes together come to be shortly before midnight in Sweden, and go on from there. */
async function turnDay(system: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const { local } = system;
  const { gateway } = local.pids();
  const midnight = nextMidnight(Date.now());
  const offsetMs = midnight - BEFORE_MS - Date.now();
  await system.setClocks(PROCESS_NAMES, offsetMs);
  await system.signIn();
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  expect(Date.now() + offsetMs).toBeLessThan(midnight);
  await until(() => Date.now() + offsetMs > midnight);
  const turned = load.answered();
  await until(() => load.answered() > turned + 2 * ENOUGH);
  const observed = await load.end();
  expect(local.pids().gateway).toBe(gateway);
  expect(answeredOf(observed)).toHaveLength(observed.length);
  await expectNothingElse(observed, watch, meanwhile);
  await goBack(system);
}

/** Time does not go back: whoever has seen the new day is started anew in the old one. */
async function goBack(system: FaultySystem): Promise<void> {
  await system.setClocks(PROCESS_NAMES, 0);
  await Promise.all((['gateway', ...AGENCIES] as const).map((name) => system.local.restart(name)));
  await system.signIn();
}

/** The next midnight in Sweden, ms since 1970; it falls on a whole minute, also when the clocks change. */
function nextMidnight(now: number): number {
  const today = swedishDay(new Date(now));
  const minutes = Array.from(
    { length: 2 + DAY_MS / MINUTE_MS + 60 },
    (_, at) => (Math.floor(now / MINUTE_MS) + at) * MINUTE_MS,
  );
  return minutes.find((at) => at > now && swedishDay(new Date(at)) !== today) ?? now;
}
