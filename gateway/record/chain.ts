import { createHash } from 'node:crypto';

/** What an entry tells, before it has its place in a chain. Holds refs and coordinates, never a number, name or value. */
export interface RecordBody {
  /**
   * `release`: an answer about a person, in whole or in part; `refusal`: a request that was refused whole; `act`: something
   * that was done about a person, such as a request to a holder.
   */
  readonly kind: 'release' | 'refusal' | 'act';
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly requestId: string;
  readonly staffSubject: string;
  readonly role: string;
  readonly agency: string;
  readonly purpose: string | null;
  readonly caseNumber: string | null;
  /** Null where the request came to be about nobody. */
  readonly personRef: string | null;
  readonly released: readonly string[];
  /** What was withheld, as `coordinate code`; of a refusal, the code it was refused with. */
  readonly withheld: readonly string[];
  /** Agencies that did not answer. */
  readonly missing: readonly string[];
  readonly policyDigest: string;
  /** On what it was released: `coordinate ground`, and the id of the consent or grant where there is one; as the agencies say. */
  readonly grounds: readonly string[];
}

/** An entry in its place: each hash covers the place, the body and the hash before it. */
export interface ChainedEntry {
  /** One chain a gateway process. */
  readonly chain: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly body: RecordBody;
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of a chain, to which the next entry is tied. */
export interface ChainHead {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

/** The head of a chain without entries. */
export function emptyChain(chain: string): ChainHead {
  return { chain, sequence: 0, hash: '0'.repeat(64) };
}

/**
 * SHA-256, hexadecimal, over the entry's fields in a fixed order, as a list in JSON. Grounds are covered where there are any, so that what was
 * written before the record had them is still whole. For the proof alone, which takes nothing over from the writing (`tieEntries`).
 */
function hashEntry({ chain, sequence, previousHash, body }: ChainedEntry): string {
  const fields = [
    JSON.stringify(chain),
    sequence,
    JSON.stringify(previousHash),
    JSON.stringify(body.kind),
    JSON.stringify(body.at),
    JSON.stringify(body.requestId),
    JSON.stringify(body.staffSubject),
    JSON.stringify(body.role),
    JSON.stringify(body.agency),
    JSON.stringify(body.purpose),
    JSON.stringify(body.caseNumber),
    JSON.stringify(body.personRef),
    JSON.stringify(body.released),
    JSON.stringify(body.withheld),
    JSON.stringify(body.missing),
    JSON.stringify(body.policyDigest),
    ...(body.grounds.length === 0 ? [] : [JSON.stringify(body.grounds)]),
  ];
  return createHash('sha256').update(`[${fields.join()}]`).digest('hex');
}

/** What is wrong with an entry at its place, in words; null when it is right. */
export function findBreak(head: ChainHead, entry: ChainedEntry): string | null {
  if (entry.sequence !== head.sequence + 1) {
    return `after entry ${head.sequence} comes ${entry.sequence}: entries are missing or out of order`;
  }
  if (entry.previousHash !== head.hash) return `entry ${entry.sequence} is not tied to the one before it`;
  if (entry.hash !== hashEntry(entry)) return `entry ${entry.sequence} was changed after it was written`;
  return null;
}
