import type { Client } from 'pg';
import type { ChainedEntry, RecordBody } from './chain.ts';

const PAGE = 5_000;

interface EntryRow {
  readonly chain: string;
  readonly sequence: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly kind: RecordBody['kind'];
  readonly at: Date;
  readonly request_id: string;
  readonly staff_subject: string;
  readonly role: string;
  readonly agency: string;
  readonly purpose: string | null;
  readonly case_number: string | null;
  readonly person_ref: string | null;
  readonly released: readonly string[];
  readonly withheld: readonly string[];
  readonly missing: readonly string[];
  readonly policy_digest: string;
  readonly grounds: readonly string[];
}

/** The names of all chains, with how many entries each has. */
export async function listChains(
  client: Client,
): Promise<readonly { readonly chain: string; readonly entries: number }[]> {
  const { rows } = await client.query<{ readonly chain: string; readonly entries: string }>(
    'SELECT chain, count(*) AS entries FROM release_record GROUP BY chain ORDER BY chain',
  );
  return rows.map(({ chain, entries }) => ({ chain, entries: Number(entries) }));
}

/** Reads a chain from its beginning, a page at a time. */
export async function* readChain(client: Client, chain: string): AsyncGenerator<readonly ChainedEntry[]> {
  let after = 0;
  for (;;) {
    const { rows } = await client.query<EntryRow>(
      'SELECT * FROM release_record WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
      [chain, after, PAGE],
    );
    const entries = rows.map(toEntry);
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.sequence;
    yield entries;
  }
}

/** All entries about one person, by every ref that the person has had, oldest first. */
export async function readPersonEntries(client: Client, refs: readonly string[]): Promise<readonly ChainedEntry[]> {
  const { rows } = await client.query<EntryRow>(
    'SELECT * FROM release_record WHERE person_ref = ANY($1) ORDER BY at, chain, sequence',
    [refs],
  );
  return rows.map(toEntry);
}

/** All entries of what was released under one consent or grant, oldest first. */
export async function readActEntries(client: Client, actId: string): Promise<readonly ChainedEntry[]> {
  const { rows } = await client.query<EntryRow>(
    `SELECT * FROM release_record WHERE EXISTS (SELECT FROM unnest(grounds) AS ground WHERE split_part(ground, ' ', 3) = $1)
     ORDER BY at, chain, sequence`,
    [actId],
  );
  return rows.map(toEntry);
}

/** The signed checkpoints of a chain, by place. */
export async function readCheckpoints(
  client: Client,
  chain: string,
): Promise<readonly { readonly sequence: number; readonly signed: string }[]> {
  const { rows } = await client.query<{ readonly sequence: string; readonly signed: string }>(
    'SELECT sequence, signed FROM record_checkpoint WHERE chain = $1 ORDER BY sequence',
    [chain],
  );
  return rows.map(({ sequence, signed }) => ({ sequence: Number(sequence), signed }));
}

function toEntry(row: EntryRow): ChainedEntry {
  return {
    chain: row.chain,
    sequence: Number(row.sequence),
    previousHash: row.previous_hash,
    hash: row.hash,
    body: {
      kind: row.kind,
      at: row.at.toISOString(),
      requestId: row.request_id,
      staffSubject: row.staff_subject,
      role: row.role,
      agency: row.agency,
      purpose: row.purpose,
      caseNumber: row.case_number,
      personRef: row.person_ref,
      released: row.released,
      withheld: row.withheld,
      missing: row.missing,
      policyDigest: row.policy_digest,
      grounds: row.grounds,
    },
  };
}
