import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createLocalJWKSet, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { emptyChain, type ChainedEntry, type RecordBody } from '../../../gateway/record/chain.ts';
import { createCheckpointSigner } from '../../../gateway/record/checkpoint.ts';
import { GroupCommit } from '../../../gateway/record/group-commit.ts';
import { verifyChain, type VerifiedChain } from '../../../gateway/record/verify-chain.ts';
import { chainOf } from './chain-of.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const pair = generateKeyPairSync('ed25519');
const privateKey = pair.privateKey.export({ format: 'jwk' }) as JWK;
const keys = createLocalJWKSet({ keys: [pair.publicKey.export({ format: 'jwk' })] });

const body = (index: number): RecordBody => ({
  kind: 'release',
  at: new Date(NOW.getTime() + index).toISOString(),
  requestId: `request-${index}`,
  staffSubject: 'staff-caseworker',
  role: 'socialtjanst.case-worker',
  agency: 'socialtjanst',
  purpose: 'SIG',
  caseNumber: 'SN 2026/1001',
  personRef: `r1_${'a'.repeat(43)}`,
  released: ['SocialRecord.isKnown'],
  withheld: ['PoliceRecord.incidents GROUND_NEEDED'],
  missing: [],
  policyDigest: 'digest',
  grounds: ['SocialRecord.isKnown own'],
});

function makeChain(length: number, rest: Partial<RecordBody> = {}): ChainedEntry[] {
  const bodies = Array.from({ length }, (_, index) => ({ ...body(index), ...rest }));
  return [...chainOf(emptyChain('gateway'), bodies)];
}

interface Signed {
  readonly sequence: number;
  readonly signed: string;
}

async function signAt(entries: readonly ChainedEntry[], sequence: number, key = privateKey): Promise<Signed> {
  const sign = await createCheckpointSigner(key);
  const entry = entries[sequence - 1] ?? emptyChain('gateway');
  return { sequence, signed: await sign(entry, NOW) };
}

function verify(entries: readonly ChainedEntry[], checkpoints: readonly Signed[]): Promise<VerifiedChain> {
  const pages = (async function* () {
    await Promise.resolve();
    yield entries;
  })();
  return verifyChain({ chain: 'gateway', pages, checkpoints, keys, onProgress: () => undefined });
}

describe('the chain of the record', () => {
  it('hashes an entry without grounds as it did before there were grounds, so that old chains are still whole', () => {
    const words = Object.entries(body(0)).flatMap(([name, value]: readonly [string, unknown]) =>
      name === 'grounds' ? [] : [value],
    );
    const fields = ['gateway', 1, '0'.repeat(64), ...words];
    const before = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
    expect(makeChain(1, { grounds: [] })[0]?.hash).toBe(before);
    expect(makeChain(1)[0]?.hash).not.toBe(before);
  });

  it('is whole when nothing was touched', async () => {
    const entries = makeChain(20);
    expect(await verify(entries, [await signAt(entries, 7), await signAt(entries, 20)])).toEqual({
      entries: 20,
      checkpoints: 2,
      problems: [],
    });
  });

  it('breaks when any word of any entry is changed', async () => {
    const entries = makeChain(5);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom(...(Object.keys(body(0)) as (keyof RecordBody)[])),
        async (at, field) => {
          const changed = entries.map((entry, index) =>
            index === at ? { ...entry, body: { ...entry.body, [field]: 'something else' } } : entry,
          );
          expect((await verify(changed, [])).problems).toContain(`entry ${at + 1} was changed after it was written`);
        },
      ),
    );
  });

  it('breaks when an entry is taken out, put in or moved', async () => {
    const entries = makeChain(6);
    const without = entries.filter((_, index) => index !== 2);
    const moved = [entries[1], entries[0], ...entries.slice(2)].filter((entry) => entry !== undefined);
    expect((await verify(without, [])).problems[0]).toContain('missing or out of order');
    expect((await verify(moved, [])).problems[0]).toContain('missing or out of order');
  });

  it('tells by a checkpoint that its end was cut off, or that it was written anew', async () => {
    const entries = makeChain(10);
    const checkpoint = await signAt(entries, 10);
    expect((await verify(entries.slice(0, 8), [checkpoint])).problems).toEqual([
      'the chain ends at entry 8, but entry 10 was signed for',
    ]);
    const anew = makeChain(10, { role: 'school.nurse' });
    expect((await verify(anew, [checkpoint])).problems).toEqual(['entry 10 is not the one that was signed for']);
  });

  it('takes no checkpoint that another key has signed', async () => {
    const entries = makeChain(3);
    const other = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK;
    expect((await verify(entries, [await signAt(entries, 3, other)])).problems).toEqual([
      "the checkpoint at entry 3 is not signed by the gateway's key",
    ]);
  });
});

const IN_BATCHES = { largestBatch: 40, isAway: () => false } as const;

describe('the group commit', () => {
  it('writes what many wait for in few batches, and keeps the order', async () => {
    const batches: number[][] = [];
    const commit = new GroupCommit<number>(async (items) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      batches.push([...items]);
    }, IN_BATCHES);
    await Promise.all(Array.from({ length: 100 }, (_, index) => commit.write([index])));
    expect(batches.flat()).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(batches.length).toBeLessThan(6);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });

  it('fails those whose batch failed, and goes on with the next', async () => {
    let isBroken = true;
    const commit = new GroupCommit<number>(async () => {
      await Promise.resolve();
      if (isBroken) throw new Error('no disk');
    }, IN_BATCHES);
    await expect(commit.write([1])).rejects.toThrow('no disk');
    isBroken = false;
    await expect(commit.write([2])).resolves.toBeUndefined();
  });

  it('fails all that waits when nobody is there to write, and not each batch in its turn', async () => {
    const batches: (readonly number[])[] = [];
    let fail = (): void => undefined;
    const commit = new GroupCommit<number>(
      (items) => {
        batches.push(items);
        return new Promise((_, reject) => {
          fail = () => reject(new Error('no answer'));
        });
      },
      { largestBatch: 2, isAway: () => true },
    );
    const waiting = Promise.allSettled(Array.from({ length: 9 }, (_, index) => commit.write([index])));
    fail();
    expect(new Set((await waiting).map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(batches).toEqual([[0]]);
  });
});
