import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgencyCaller, type AgencyCaller } from '../../../../gateway/federation/agency-caller.ts';
import { createLog } from '../../../../schema/process/log.ts';
import { startFakeAgency, type FakeAgency } from '../fake-agency.ts';

/** What one line has: calls at the agency at a time, and calls that wait. */
const PLACES = 64;
const WAITING = 512;
const MANY = 700;

let agency: FakeAgency;
let line: AgencyCaller;
/** Whose calls were answered, in the order of the answers. */
const answered: string[] = [];
let refused: string[] = [];
/** Calls that the agency has and has not answered yet. */
const held: (() => void)[] = [];

beforeAll(async () => {
  agency = await startFakeAgency();
  line = createAgencyCaller({
    endpoint: { agency: 'police', municipality: null, url: agency.url },
    ...{ timeoutMs: 60_000, queueMs: 60_000, log: createLog('gateway', 'silent') },
  });
});

afterAll(async () => {
  await line.close();
  await agency.close();
});

async function ask(asker: string): Promise<void> {
  const visitor = { request: {}, asker };
  const call = { path: null, headers: {}, body: '{}', mayRepeat: true, visitor, until: Number.POSITIVE_INFINITY };
  await line.call(call).then(
    () => answered.push(asker),
    () => refused.push(asker),
  );
}

describe('somebody who asks for more than an agency takes at a time', () => {
  it('makes nobody else wait for more than a turn, and nobody else go without', async () => {
    agency.answerWith((response) => held.push(() => response.end('{}')));
    const calls = Array.from({ length: MANY }, () => ask('many'));
    await expect.poll(() => [held.length, refused.length]).toEqual([PLACES, MANY - PLACES - WAITING]);
    refused = [];
    calls.push(ask('one'));
    while (!answered.includes('one')) {
      held.shift()?.();
      await sleep(2);
    }
    // Those that had a place already, and the one whose turn came before.
    expect(answered.indexOf('one')).toBeLessThanOrEqual(PLACES + 1);
    agency.answerWith((response) => response.end('{}'));
    for (const answer of held) answer();
    await Promise.all(calls);
    expect([answered.length, refused]).toEqual([PLACES + WAITING, ['many']]);
  });
});
