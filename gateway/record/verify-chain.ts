import type { JWTVerifyGetKey } from 'jose';
import { emptyChain, findBreak, type ChainedEntry, type ChainHead } from './chain.ts';
import { readCheckpoint } from './checkpoint.ts';

export interface VerifiedChain {
  readonly entries: number;
  readonly checkpoints: number;
  /** What is wrong, in words, in the order of the chain; empty when the chain is whole. */
  readonly problems: readonly string[];
}

export interface ChainToVerify {
  readonly chain: string;
  readonly pages: AsyncIterable<readonly ChainedEntry[]>;
  readonly checkpoints: readonly { readonly sequence: number; readonly signed: string }[];
  readonly keys: JWTVerifyGetKey;
  readonly onProgress: (entries: number) => void;
}

/**
 * Proves that a chain is whole: no entry missing, changed or out of place, and each signed checkpoint true of it. A cut end is
 * found by a checkpoint that stands beyond it.
 */
export async function verifyChain({
  chain,
  pages,
  checkpoints,
  keys,
  onProgress,
}: ChainToVerify): Promise<VerifiedChain> {
  const problems: string[] = [];
  const awaited = new Map<number, string | null>();
  for (const { sequence, signed } of checkpoints) {
    const stated = await readCheckpoint(signed, keys);
    const isTrue = stated !== null && stated.chain === chain && stated.sequence === sequence;
    if (!isTrue) problems.push(`the checkpoint at entry ${sequence} is not signed by the gateway's key`);
    awaited.set(sequence, isTrue ? stated.hash : null);
  }
  let head: ChainHead = emptyChain(chain);
  for await (const page of pages) {
    for (const entry of page) {
      problems.push(...findProblems(head, entry, awaited));
      awaited.delete(entry.sequence);
      head = entry;
    }
    onProgress(head.sequence);
  }
  const beyond = [...awaited.keys()].filter((sequence) => sequence > head.sequence);
  problems.push(
    ...beyond.map((sequence) => `the chain ends at entry ${head.sequence}, but entry ${sequence} was signed for`),
  );
  return { entries: head.sequence, checkpoints: checkpoints.length, problems };
}

function findProblems(
  head: ChainHead,
  entry: ChainedEntry,
  awaited: ReadonlyMap<number, string | null>,
): readonly string[] {
  const broken = findBreak(head, entry);
  const stated = awaited.get(entry.sequence) ?? null;
  const isOther = stated !== null && stated !== entry.hash;
  return [
    ...(broken === null ? [] : [broken]),
    ...(isOther ? [`entry ${entry.sequence} is not the one that was signed for`] : []),
  ];
}
