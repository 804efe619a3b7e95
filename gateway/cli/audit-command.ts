import { Client } from 'pg';
import type { RecordBody } from '../record/chain.ts';
import { listChains, readChain, readCheckpoints, readPersonEntries } from '../record/read-record.ts';
import { verifyChain } from '../record/verify-chain.ts';
import { readAuditSettings, type AuditSettings } from './audit-settings.ts';
import { CommandError, type Command, type CommandLine } from './command.ts';
import { readPersonRef } from './read-person-ref.ts';

const EXIT_BROKEN = 1;

const HELP = `npx samsyn audit verify
  Proves that the gateway's record is whole: no entry missing, changed or out of place, each signed checkpoint true.
  Exit code 0: whole. 1: broken, each break on a line of its own. 2: it could not be read.

npx samsyn audit show --person
  Lists what was released and refused of one person. Give the ref or the personal identity number on standard input, never
  as an argument: arguments end up in histories and process lists.
  Exit code 0, or 2: asked wrongly, or it could not be read.

Settings: RECORD_DATABASE_URL, RECEIPT_KEYS, and REF_KEY to find a person by number.
For the system of npm start: eval "$(npm run -s audit-settings)"
`;

/** Runs `verify` or `show` over the gateway's record. */
export const runAuditCommand: Command = async (line) => {
  const [name, ...args] = line.args;
  if (name === undefined) throw new CommandError(HELP);
  if (name === 'help' || line.args.includes('--help')) {
    line.write(HELP);
    return 0;
  }
  if (name === 'verify' && args.length === 0) return withRecord((client, { keys }) => verify(client, keys, line));
  if (name === 'show' && args.length === 1 && args[0] === '--person') {
    return withRecord((client, settings) => show(client, settings, line));
  }
  throw new CommandError(`samsyn audit cannot do "${line.args.join(' ')}": see npx samsyn audit --help.`);
};

async function withRecord(work: (client: Client, settings: AuditSettings) => Promise<number>): Promise<number> {
  const settings = readAuditSettings(process.env);
  const client = new Client({ connectionString: settings.databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch {
    throw new CommandError('the record database does not answer at RECORD_DATABASE_URL: is the system running?');
  }
  try {
    // One snapshot: what is written meanwhile waits for the next audit.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client, settings);
  } finally {
    await client.end();
  }
}

async function verify(client: Client, keys: AuditSettings['keys'], { write }: CommandLine): Promise<number> {
  let isWhole = true;
  for (const { chain, entries } of await listChains(client)) {
    const outcome = await verifyChain({
      chain,
      pages: readChain(client, chain),
      checkpoints: await readCheckpoints(client, chain),
      keys,
      onProgress: (done) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${chain}: ${done} of ${entries}`);
      },
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    for (const problem of outcome.problems) write(`${chain}: ${problem}\n`);
    const state = outcome.problems.length === 0 ? 'whole' : 'BROKEN';
    write(`${chain}: ${outcome.entries} entries, ${outcome.checkpoints} checkpoints, ${state}\n`);
    isWhole &&= outcome.problems.length === 0;
  }
  return isWhole ? 0 : EXIT_BROKEN;
}

async function show(client: Client, { refKey }: AuditSettings, { write, now }: CommandLine): Promise<number> {
  const personRef = await readPersonRef(process.stdin, { refKey, now });
  const entries = await readPersonEntries(client, personRef);
  for (const { chain, sequence, body } of entries) {
    const { at, agency, role, staffSubject, purpose, caseNumber } = body;
    write(
      `${at}  ${agency}  ${role}  ${staffSubject}  ${purpose ?? '-'}  ${caseNumber ?? '-'}  [${chain} ${sequence}]\n`,
    );
    for (const told of describeReleased(body)) write(`  ${body.kind === 'act' ? 'done    ' : 'released'}  ${told}\n`);
    for (const reason of body.withheld) write(`  withheld  ${reason}\n`);
    for (const missing of body.missing) write(`  missing   ${missing}\n`);
  }
  write(`${entries.length} entries\n`);
  return 0;
}

/** Each coordinate with the grounds that it was released on. */
function describeReleased({ released, grounds }: RecordBody): readonly string[] {
  return released.map((coordinate) => {
    const on = grounds.filter((ground) => ground.startsWith(`${coordinate} `));
    return [coordinate, ...on.map((ground) => ground.slice(coordinate.length + 1))].join('  ');
  });
}
