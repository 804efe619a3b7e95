import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isStaffSubject } from '../../schema/staff-subject.ts';
import {
  listRevocations,
  REVOCATION_REASONS,
  writeRevocation,
  type RecordedRevocation,
} from '../revocations/recorded-revocations.ts';
import { writeSharedRevocation } from '../revocations/shared-revocations.ts';
import { CommandError, EXIT_WRONG, type Command, type CommandLine } from './command.ts';
import { readOptionsOf } from './read-options.ts';
import { withRevocations, type RevocationPlaces } from './revocation-places.ts';

const HELP = `npx samsyn revoke --subject <subject> --until <when> --by <subject> --reason <reason>
npx samsyn revoke --token <jti> --until <when> --by <subject> --reason <reason>
  Lets somebody of staff, or one token, in no more: on every gateway within two seconds, also with tokens that are verified already.
  --subject  the pseudonymous subject, as in the token and in the record
  --token    the token's id, its claim \`jti\`
  --until    when it ends: 2026-12-31 (the end of that day, UTC) or 2026-12-31T12:00:00Z; at most 400 days away
  --by       the subject of who decides it; it is put on record
  --reason   one of ${REVOCATION_REASONS.join(', ')}
npx samsyn revoke --lift <id> --by <subject>
  Lets in again, at once.
npx samsyn revoke --list
  All that was ever revoked and lifted, oldest first, with who did it.
  Exit code 0. 2: asked wrongly, or not everywhere: then it says what is missing, and is to be asked again.

Settings: OWNER_DATABASE_URL of the gateway's record (the serving login can read revocations, and never lift one), REF_KEY, and where
the gateways have one SHARED_STORE_URL. For the system of npm start: eval "$(npm run -s audit-settings)"
`;

const OPTIONS = {
  subject: { type: 'string' },
  token: { type: 'string' },
  until: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  lift: { type: 'string' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Given = ReturnType<typeof readGiven>;

const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

/** Closes somebody of staff, or a token, on every gateway; lists and lifts. */
export const runRevokeCommand: Command = (line) => {
  if (line.args.length === 0) throw new CommandError(HELP);
  const given = readGiven(line.args);
  if (given.help) {
    line.write(HELP);
    return 0;
  }
  const asked = [given.subject, given.token, given.lift].filter((value) => value !== undefined);
  if (asked.length + (given.list ? 1 : 0) !== 1) {
    throw new CommandError('give one of --subject, --token, --lift and --list: see npx samsyn revoke --help.');
  }
  return withRevocations(async (places) => {
    if (given.list) return list(places, line);
    const said =
      given.lift === undefined ? revocationOf(given, places, line.now) : await liftingOf(given, places, line.now);
    return say(said, places, line);
  });
};

function readGiven(args: readonly string[]) {
  return readOptionsOf('revoke', { args, most: 0 }, OPTIONS).values;
}

async function list({ database }: RevocationPlaces, { write }: CommandLine): Promise<number> {
  for (const { id, at, kind, staffSubject, until, madeBy, reason } of await listRevocations(database)) {
    const whom = staffSubject ?? 'a token';
    const what = until === null ? 'lifted' : `closed until ${until.toISOString()} (${reason})`;
    write(`${at.toISOString()}  ${id}  ${kind} ${whom}  ${what}  by ${madeBy}\n`);
  }
  return 0;
}

function revocationOf(given: Given, { keys }: RevocationPlaces, now: Date): RecordedRevocation {
  const { subject, token = '' } = given;
  if (subject !== undefined && !isStaffSubject(subject)) throw new CommandError('--subject is no subject of staff.');
  if (subject === undefined && !/^[\x21-\x7e]{1,128}$/.test(token))
    throw new CommandError('--token is no id of a token.');
  const kind = subject === undefined ? 'token' : 'subject';
  const reason = REVOCATION_REASONS.find((known) => known === given.reason);
  if (reason === undefined) throw new CommandError(`--reason must be one of ${REVOCATION_REASONS.join(', ')}.`);
  return {
    ...{ id: randomUUID(), at: now, kind, reason },
    digest: keys(kind, subject ?? token),
    staffSubject: subject ?? null,
    until: readUntil(given.until, now),
    madeBy: readMaker(given),
  };
}

async function liftingOf(given: Given, { database }: RevocationPlaces, now: Date): Promise<RecordedRevocation> {
  const lifted = (await listRevocations(database)).find(({ id, until }) => id === given.lift && until !== null);
  if (lifted === undefined)
    throw new CommandError('--lift must be the id of a revocation: see npx samsyn revoke --list.');
  return { ...lifted, id: randomUUID(), at: now, until: null, madeBy: readMaker(given) };
}

function readMaker({ by = '' }: Given): string {
  if (!isStaffSubject(by)) throw new CommandError('--by must be the subject of who decides it.');
  return by;
}

function readUntil(text: string | undefined, now: Date): Date {
  const isDay = z.iso.date().safeParse(text).success;
  if (!isDay && !z.iso.datetime().safeParse(text).success) {
    throw new CommandError('--until must be a day as YYYY-MM-DD, or a time as YYYY-MM-DDThh:mm:ssZ.');
  }
  const until = isDay ? new Date(Date.parse(`${text ?? ''}T00:00:00Z`) + DAY_MS) : new Date(text ?? '');
  if (until <= now) throw new CommandError('--until has been.');
  if (until.getTime() > now.getTime() + MOST_DAYS * DAY_MS)
    throw new CommandError(`--until is more than ${MOST_DAYS} days away.`);
  return until;
}

/** First on record, then to the replicas: what is not on record never closes or opens anybody. */
async function say(
  said: RecordedRevocation,
  { database, store }: RevocationPlaces,
  line: CommandLine,
): Promise<number> {
  await writeRevocation(database, said);
  const did = said.until === null ? 'lifted' : `revoked as ${said.id}, until ${said.until.toISOString()}`;
  if (store === null) {
    line.write(`${did}: every gateway with this record knows within two seconds\n`);
    return 0;
  }
  try {
    await writeSharedRevocation(store, said, line.now);
  } catch {
    process.stderr.write(
      `${did} on this record, but the shared store does not answer at SHARED_STORE_URL: gateways with another record do not know. Ask again.\n`,
    );
    return EXIT_WRONG;
  }
  line.write(`${did}: every gateway knows within two seconds\n`);
  return 0;
}
