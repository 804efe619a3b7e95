import { connect, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyChain, findBreak, type ChainedEntry, type ChainHead } from '../../../gateway/record/chain.ts';
import { readChain } from '../../../gateway/record/read-record.ts';
import { openReleaseRecord, type ReleaseRecord } from '../../../gateway/record/release-record.ts';
import type { EntryDraft, SharedBody } from '../../../gateway/record/tie-entries.ts';
import { createLog } from '../../../schema/process/log.ts';
import { startLedgerDatabase, type LedgerDatabase } from '../aggregates/ledger-database.ts';
import { freePort } from '../local/free-port.ts';

let database: LedgerDatabase;

beforeAll(async () => {
  database = await startLedgerDatabase();
});

afterAll(() => database.stop());

function open(chain: string, url = database.url): ReleaseRecord {
  const held = { requireHeld: () => Promise.resolve(), close: () => Promise.resolve() };
  const signCheckpoint = (): Promise<string> => Promise.resolve('signed');
  return openReleaseRecord({
    url,
    held,
    chain,
    signCheckpoint,
    clock: () => new Date(),
    log: createLog('test', 'silent'),
  });
}

async function read(chain: string): Promise<readonly ChainedEntry[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const entries: ChainedEntry[] = [];
  for await (const page of readChain(client, chain)) entries.push(...page);
  await client.end();
  return entries;
}

function breaksOf(chain: string, entries: readonly ChainedEntry[]): readonly string[] {
  let head: ChainHead = emptyChain(chain);
  return entries.flatMap((entry) => {
    const broken = findBreak(head, entry);
    head = entry;
    return broken === null ? [] : [broken];
  });
}

const shared = (rest: Partial<SharedBody> = {}): SharedBody => ({
  kind: 'release',
  at: '2026-11-22T12:00:00.123Z',
  requestId: 'request',
  staffSubject: 'staff-caseworker',
  role: 'socialtjanst.case-worker',
  agency: 'socialtjanst',
  purpose: 'SIG',
  caseNumber: 'SN 2026/1001',
  released: ['SocialRecord.isKnown'],
  withheld: [],
  missing: [],
  policyDigest: 'digest',
  grounds: ['SocialRecord.isKnown own'],
  ...rest,
});

const ODD = [
  '"',
  "'",
  '\\',
  '\\"',
  '{',
  '}',
  ',',
  'NULL',
  'null',
  'å',
  '\n',
  '\r',
  '\t',
  '\u2028',
  '\u001f',
  '😀',
  '\\u0000',
  '',
];
const oddText = fc
  .array(fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme' })), { maxLength: 6 })
  .map((parts) => parts.join('').replaceAll('\0', ''));
const oddList = fc.array(oddText, { maxLength: 40 });
const oddBody = fc.record({
  requestId: oddText,
  staffSubject: oddText,
  purpose: fc.option(oddText),
  caseNumber: fc.option(oddText),
  released: oddList,
  withheld: oddList,
  missing: oddList,
  grounds: oddList,
});
/** Several answers, each with persons who share what was told, and some of whom it was told apart. */
const answers = fc.array(
  fc.record({
    bodies: fc.array(oddBody, { minLength: 1, maxLength: 3 }),
    refs: fc.array(fc.option(oddText), { maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('what is written to the record', () => {
  it('reads back to the letter and is proven whole, whatever stands in it and however it was shared', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const chain = `odd ' " \\ ${(runs += 1)}`;
        const record = open(chain);
        const drafts = given.map(({ bodies, refs }) => {
          const told = bodies.map((body) => shared(body));
          return refs.map((personRef, index): EntryDraft => ({
            personRef,
            shared: told[index % told.length] ?? shared(),
          }));
        });
        await Promise.all(drafts.map((answer) => record.write(answer)));
        await record.close();
        const entries = await read(chain);
        expect(entries.map(({ body }) => body)).toEqual(
          drafts.flat().map((draft) => ({ ...draft.shared, personRef: draft.personRef })),
        );
        expect(breaksOf(chain, entries)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('holds a batch as large as it comes, in order, with as many bodies as entries', async () => {
    const record = open('large');
    const drafts = Array.from({ length: 1_200 }, (_, index) => ({
      personRef: `r1_${index}`,
      shared: shared({ requestId: `request-${index}` }),
    }));
    await record.write(drafts);
    await record.close();
    const entries = await read('large');
    expect(entries.map(({ body }) => `${body.personRef ?? ''} ${body.requestId}`)).toEqual(
      drafts.map((draft) => `${draft.personRef} ${draft.shared.requestId}`),
    );
    expect(breaksOf('large', entries)).toEqual([]);
  });

  it.each(['\0', '\ud800', 'a\udc00b'])('is refused alone where PostgreSQL cannot hold it (%j)', async (text) => {
    const chain = `refused ${JSON.stringify(text)}`;
    const record = open(chain);
    const sound = { personRef: 'r1_sound', shared: shared() };
    const outcomes = await Promise.allSettled([
      record.write([sound]),
      record.write([{ personRef: text, shared: shared() }]),
      record.write([{ personRef: null, shared: shared({ grounds: [text] }) }]),
      record.write([{ personRef: null, shared: shared({ caseNumber: text }) }]),
      record.write([sound]),
    ]);
    await record.close();
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect((await read(chain)).map(({ body }) => body.personRef)).toEqual(['r1_sound', 'r1_sound']);
  });

  it('goes on from where the chain ends, also where another wrote to it meanwhile', async () => {
    const one = open('shared chain');
    const other = open('shared chain');
    for (const record of [one, other, one, one, other]) await record.write([{ personRef: null, shared: shared() }]);
    await Promise.all([one.close(), other.close()]);
    const entries = await read('shared chain');
    expect(entries).toHaveLength(5);
    expect(breaksOf('shared chain', entries)).toEqual([]);
  });
});

describe('a database that hangs', () => {
  it('fails what waits for it, and is written to again when it answers', async () => {
    const line = await startLine(new URL(database.url));
    const record = open('hanging', line.url);
    const drafts = [{ personRef: null, shared: shared() }];
    await record.write(drafts);
    line.hang(true);
    await expect(record.write(drafts)).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
    line.hang(false);
    await expect(record.write(drafts)).resolves.toBeUndefined();
    await record.close();
    line.close();
    expect(breaksOf('hanging', await read('hanging'))).toEqual([]);
  });
});

interface Line {
  readonly url: string;
  hang(isHanging: boolean): void;
  close(): void;
}

/** A line to PostgreSQL on which nothing comes through while it hangs, and nothing breaks either. */
async function startLine(to: URL): Promise<Line> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isHanging = false;
  const server: Server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, onto] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => isHanging || onto.write(bytes));
      from.on('error', () => undefined).on('close', () => onto.destroy());
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = new URL(to.href);
  url.port = String(port);
  return {
    url: url.href,
    hang: (value) => (isHanging = value),
    close: () => {
      server.close();
      for (const [near, far] of pairs) [near, far].forEach((socket) => socket.destroy());
    },
  };
}
