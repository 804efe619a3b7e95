import { Client } from 'pg';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, deriveSyntheticRef, type Ref } from '../../schema/ref.ts';
import { fillApprovals } from './aggregates/fill-approvals.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { copyRows } from './copy-rows.ts';
import { platformRowsOf } from './platform-rows.ts';
import { functionRows } from './platform-rows.ts';
import { createTown } from './town/create-town.ts';
import type { Town, TownOptions } from './town/town.ts';
import type { Townsperson } from './town/townsperson.ts';
import type { TownRow } from './town-row.ts';

const BATCH_PERSONS = 2_000;

export interface FillOptions extends TownOptions {
  readonly url: string;
  readonly refKey: Buffer;
  readonly onProgress: (filled: number, of: number) => void;
}

export interface FillOutcome {
  /** False when the database held a town already; it is then left as it is. */
  readonly isFilled: boolean;
  /** The number of the person whom the demo staff work with. */
  readonly example: string | null;
}

/**
 * Fills an agency's database with its own part of the synthetic town, in one transaction: all of it or nothing. Persons are
 * made and stored a batch at a time, so memory does not grow with the town.
 */
export async function fillTown(definition: AgencyDefinition, options: FillOptions): Promise<FillOutcome> {
  const town = createTown(options);
  const example = town.person(town.cast.knownToAll).number;
  const client = new Client({ connectionString: options.url });
  await client.connect();
  try {
    // Anew each time, since a definition that was changed since is another.
    await fillApprovals(client, definition.agency, options.today);
    const existing = await client.query('SELECT 1 FROM town LIMIT 1');
    if (existing.rows.length > 0) return { isFilled: false, example };
    await client.query('BEGIN');
    await client.query('INSERT INTO town (seed, people, today) VALUES ($1, $2, $3)', [
      options.seed,
      options.people,
      options.today,
    ]);
    await storeFunctions(client, definition, town);
    await withoutForce(client, () => storePersons(client, definition, { town, options }));
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { isFilled: true, example };
  } finally {
    await client.end();
  }
}

/** COPY refuses a table whose row security binds its owner, so within this transaction it does not. */
async function withoutForce(client: Client, store: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity`,
  );
  for (const { name } of rows) await client.query(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY`);
  await store();
  for (const { name } of rows) await client.query(`ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`);
}

async function storePersons(
  client: Client,
  definition: AgencyDefinition,
  { town, options }: { readonly town: Town; readonly options: FillOptions },
): Promise<void> {
  const refOf = (person: Pick<Townsperson, 'number' | 'index'>): Ref => refOfPerson(person, options.refKey);
  let batch = new Map<TownRow['table'], TownRow[]>();
  let stored = 0;
  const flush = async (): Promise<void> => {
    for (const [table, rows] of batch) await copyRows(client, table, rows);
    batch = new Map();
    options.onProgress(stored, options.people);
  };
  for (const person of town.people()) {
    const context = { ref: refOf(person), refOf: (index: number) => refOf(town.identity(index)) };
    for (const row of rowsOf(definition, person, context, options.refKey)) {
      const rows = batch.get(row.table);
      if (rows === undefined) batch.set(row.table, [row]);
      else rows.push(row);
    }
    stored += 1;
    if (stored % BATCH_PERSONS === 0) await flush();
  }
  await flush();
}

function* rowsOf(
  definition: AgencyDefinition,
  person: Townsperson,
  context: { readonly ref: Ref; readonly refOf: (index: number) => Ref },
  refKey: Buffer,
): Iterable<TownRow> {
  yield* platformRowsOf(definition.agency, person, context.ref, formerRefOf(person, refKey));
  yield* definition.rowsOf(person, context);
}

function formerRefOf(person: Townsperson, refKey: Buffer): Ref | null {
  return person.formerNumber === null ? null : refOfNumber(person.formerNumber, refKey);
}

/** The ref of an invented person: from the number, or from the index where the reserved numbers did not suffice. */
function refOfPerson(person: Pick<Townsperson, 'number' | 'index'>, refKey: Buffer): Ref {
  return person.number === null ? deriveSyntheticRef(person.index, refKey) : refOfNumber(person.number, refKey);
}

function refOfNumber(number: string, refKey: Buffer): Ref {
  return deriveRef(PersonalIdentityNumber.parse(number, new Date()), refKey);
}

async function storeFunctions(client: Client, definition: AgencyDefinition, town: Town): Promise<void> {
  for (const row of functionRows(definition.agency, town)) {
    await client.query(
      `INSERT INTO function_contact (agency, function, area, school, weekdays, opens_at, closes_at, phone, email)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...row],
    );
  }
}
