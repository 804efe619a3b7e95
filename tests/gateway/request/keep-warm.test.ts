import { Writable } from 'node:stream';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFederation, type Federation } from '../../../gateway/federation/federation.ts';
import { keepWarm, type Warmth } from '../../../gateway/request/keep-warm.ts';
import { createPreparedOperations, type PreparedOperations } from '../../../gateway/request/prepared-operations.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { openPurposes } from '../../../policies/open-purposes.ts';
import { createPolicyCalendar } from '../../../policies/policy-set-at.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { createReceiptIssuer } from '../../../policies/receipt-issuer.ts';
import { createLog } from '../../../schema/process/log.ts';
import { ROLES } from '../../../schema/role.ts';

const policySet = loadPolicySet();
const policyAt = createPolicyCalendar(policySet);
const text = 'query ($refs: [ID!]!) { individuals(refs: $refs) { ref police { isKnown } } }';
const WAYS = ROLES.reduce((sum, role) => sum + openPurposes(role, policySet).length, 0);
const PATIENCE = { timeout: 20_000, interval: 10 } as const;
const nowhere = 'http://127.0.0.1:1/graphql';
/** On 1 December 2025 a section of law comes into force. */
const BEFORE_MIDNIGHT = new Date('2025-11-30T22:59:59Z');
const AFTER_MIDNIGHT = new Date('2025-11-30T23:00:01Z');

let now = BEFORE_MIDNIGHT;
let federation: Federation;
let warmth: Warmth;
const lines: string[] = [];
/** Under which day's policy each way of asking was made ready. */
const readied: PolicySet[] = [];

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    lines.push(chunk.toString());
    done();
  };
  const log = createLog('gateway', 'info', new Writable({ write }));
  const clock = (): Date => now;
  federation = await loadFederation({
    ...{
      agencyUrls: { police: nowhere, socialtjanst: nowhere, school: nowhere },
      agencyTimeoutMs: 1_000,
      agencyQueueMs: 60_000,
    },
    ...{ refKey: Buffer.alloc(32, 1), policySet, policyAt, clock, aggregates: null },
    receipts: await createReceiptIssuer(await exportJWK(privateKey)),
    log,
  });
  const kept = createPreparedOperations(federation.schema);
  const prepared: PreparedOperations = {
    ...kept,
    prepare: (admitted, decidedFor, ofDay) => {
      readied.push(ofDay);
      return kept.prepare(admitted, decidedFor, ofDay);
    },
  };
  warmth = keepWarm({
    operations: [{ text, operationName: null }],
    desk: { prepared, federation, policySet, policyAt, clock },
    log,
    lookEveryMs: 10,
  });
});

afterAll(async () => {
  await warmth.close();
  await federation.close();
});

const timesPrepared = (): number => lines.filter((line) => line.includes('registered documents are prepared')).length;

describe('operations that are known to come', () => {
  it('are ready when the start is over, and made ready again once the day has turned, once', async () => {
    await warmth.begin();
    expect(readied).toEqual(Array.from({ length: WAYS }, () => policyAt(BEFORE_MIDNIGHT)));
    expect(timesPrepared()).toBe(1);
    readied.length = 0;
    now = AFTER_MIDNIGHT;
    await expect.poll(timesPrepared, PATIENCE).toBe(2);
    expect(policyAt(AFTER_MIDNIGHT)).not.toBe(policyAt(BEFORE_MIDNIGHT));
    expect(readied).toEqual(Array.from({ length: WAYS }, () => policyAt(AFTER_MIDNIGHT)));
    // Some looks later nothing more was done.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readied).toHaveLength(WAYS);
  });

  it('let others have their turn between two ways of asking', async () => {
    readied.length = 0;
    now = new Date(AFTER_MIDNIGHT.getTime() + 86_400_000);
    await expect.poll(() => readied.length, PATIENCE).toBeGreaterThan(0);
    const seen = new Set<number>();
    while (readied.length < WAYS) {
      seen.add(readied.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen.size).toBe(WAYS - 1);
  });

  it('are left alone when the process stops', async () => {
    await warmth.close();
    readied.length = 0;
    now = new Date(AFTER_MIDNIGHT.getTime() + 2 * 86_400_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readied).toEqual([]);
  });
});
