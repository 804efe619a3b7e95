import type { ChainedEntry, ChainHead, RecordBody } from '../../../gateway/record/chain.ts';
import { tieEntries, type EntryDraft } from '../../../gateway/record/tie-entries.ts';

/** Writes bodies to the end of a chain as the gateway does, and gives them as the record gives them back. */
export function chainOf(start: ChainHead, bodies: readonly RecordBody[]): readonly ChainedEntry[] {
  return readTied(
    start,
    bodies.map(({ personRef, ...shared }) => ({ personRef, shared })),
  );
}

function readTied(start: ChainHead, drafts: readonly EntryDraft[]): readonly ChainedEntry[] {
  const { hashes } = tieEntries(start, drafts);
  return drafts.map(({ personRef, shared }, index) => ({
    chain: start.chain,
    sequence: start.sequence + index + 1,
    body: { ...shared, personRef },
    previousHash: hashes[index - 1] ?? start.hash,
    hash: hashes[index] ?? '',
  }));
}
