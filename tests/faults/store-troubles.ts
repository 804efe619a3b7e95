import { expect } from 'vitest';
import type { RunningStore } from '../gateway/shared-store/start-store.ts';
import type { FaultySystem } from './faulty-system.ts';
import { answeredOf, ENOUGH, expectNothingElse, type GatewayTrouble, type Meanwhile } from './gateway-troubles.ts';
import { until } from './until.ts';
import type { Watch } from './watch.ts';

/** What befalls the store that gateways share. */
export const STORE_TROUBLES: readonly GatewayTrouble[] = [
  {
    name: 'the shared store is away',
    seen: 'all is answered whole, for as long as the list of revocations is relied on; then 503 `REVOCATIONS_UNKNOWN`',
    recovers: 'by itself',
    needsStore: true,
    run: loseStore,
  },
  {
    name: 'the shared store hangs',
    seen: 'all is answered whole; limits are counted by each gateway alone',
    recovers: 'by itself',
    needsStore: true,
    run: hangStore,
  },
];

async function loseStore(system: FaultySystem, watch: Watch, { faulty, codes }: Meanwhile): Promise<void> {
  const store = storeOf(system);
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  await store.kill();
  const without = load.answered();
  await until(() => load.answered() > without + ENOUGH);
  await until(() => load.saw('REVOCATIONS_UNKNOWN'));
  await store.startAgain();
  const closed = load.answered();
  await until(() => load.answered() > closed + ENOUGH);
  const observed = await load.end();
  expect(observed.every(({ asked }) => asked !== null)).toBe(true);
  const seen = await watch.expectTruth(observed, faulty);
  expect(['REVOCATIONS_UNKNOWN', ...codes]).toEqual(expect.arrayContaining([...seen]));
}

async function hangStore(system: FaultySystem, watch: Watch, meanwhile: Meanwhile): Promise<void> {
  const store = storeOf(system);
  const load = watch.begin();
  await until(() => load.answered() > ENOUGH);
  store.hang();
  const hung = load.answered();
  await until(() => load.answered() > hung + 4 * ENOUGH);
  store.goOn();
  const back = load.answered();
  await until(() => load.answered() > back + ENOUGH);
  const observed = await load.end();
  expect(answeredOf(observed)).toHaveLength(observed.length);
  await expectNothingElse(observed, watch, meanwhile);
}

function storeOf({ store }: FaultySystem): RunningStore {
  if (store === null) throw new Error('neither valkey-server nor redis-server is in PATH');
  return store;
}
