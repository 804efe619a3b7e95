import { hash as hashAtOnce } from 'node:crypto';
import type { ChainHead, RecordBody } from './chain.ts';

/** What is told alike of each person of whom one answer tells the same. */
export type SharedBody = Omit<RecordBody, 'personRef'>;

/** An entry before it has its place. Entries that tell the same share one body, which is written out once. */
export interface EntryDraft {
  readonly personRef: RecordBody['personRef'];
  /** Never changed afterwards. */
  readonly shared: SharedBody;
}

/** Entries in their places, each tied to the one before it: what a chain grows by at once. */
export interface TiedEntries {
  /** The end to which the first of them is tied. */
  readonly start: ChainHead;
  readonly end: ChainHead;
  /** In the order of the chain, as are `personRefs` and `places`. */
  readonly hashes: readonly string[];
  readonly personRefs: readonly (string | null)[];
  /** Which of `bodies` each entry has, from 0. */
  readonly places: readonly number[];
  readonly bodies: readonly BodyText[];
}

/** A shared body written out: the parts of the text that is hashed around the ref, and an object in JSON without its braces. */
export interface BodyText {
  readonly place: number;
  readonly before: string;
  readonly after: string;
  readonly members: string;
}

/** Ties entries to the end of a chain. Each hash is the one that a proof of the chain makes anew (see `findBreak`). */
export function tieEntries(start: ChainHead, drafts: readonly EntryDraft[]): TiedEntries {
  const chain = JSON.stringify(start.chain);
  const bodies = new Map<SharedBody, BodyText>();
  const hashes: string[] = [];
  const places: number[] = [];
  let { sequence, hash } = start;
  for (const { personRef, shared } of drafts) {
    const body = bodies.get(shared) ?? writeOut(shared, bodies.size);
    if (body.place === bodies.size) bodies.set(shared, body);
    sequence += 1;
    const place = `[${chain},${sequence},${JSON.stringify(hash)},`;
    hash = hashAtOnce('sha256', `${place}${body.before}${JSON.stringify(personRef)}${body.after}`, 'hex');
    hashes.push(hash);
    places.push(body.place);
  }
  const end = { chain: start.chain, sequence, hash };
  const personRefs = drafts.map(({ personRef }) => personRef);
  return { start, end, hashes, personRefs, places, bodies: [...bodies.values()] };
}

function writeOut(body: SharedBody, place: number): BodyText {
  const { released, withheld, missing, policyDigest, grounds, ...words } = body;
  const { kind, at, requestId, staffSubject, role, agency, purpose, caseNumber } = words;
  const told = textOfList(released);
  const closed = textOfList(withheld);
  const absent = JSON.stringify(missing);
  const digest = JSON.stringify(policyDigest);
  const groundText = JSON.stringify(grounds);
  const first = JSON.stringify([kind, at, requestId, staffSubject, role, agency, purpose, caseNumber]);
  return {
    place,
    before: `${first.slice(1, -1)},`,
    after: `,${told},${closed},${absent},${digest}${grounds.length === 0 ? '' : `,${groundText}`}]`,
    members: `${JSON.stringify(words).slice(1, -1)},"released":${told},"withheld":${closed},"missing":${absent},"policyDigest":${digest},"grounds":${groundText}`,
  };
}

const texts = new WeakMap<readonly string[], string>();

/** A list as JSON. What is told and what is not is often one list that many answers have in common. */
function textOfList(list: readonly string[]): string {
  const known = texts.get(list);
  if (known !== undefined) return known;
  const text = JSON.stringify(list);
  texts.set(list, text);
  return text;
}
