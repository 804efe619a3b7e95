import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { formsOf } from '../../gateway/aggregates/agencies/contribution-form.ts';
import { writeJoin } from '../../gateway/aggregates/counting/write-join.ts';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { parsePeriod } from '../../schema/aggregate-period.ts';
import { readMeasures } from '../../schema/measure.ts';

/**
 * `npm run bench:partitions`: the join of a count across three agencies, whole and in parts by the first bits of the token. Tokens
 * are spread evenly and a person has the same one everywhere, so parts need nothing of each other and their counts add up: what
 * a distributed engine does with one part a worker. Prints time and memory, and that the counts are the same.
 */
const PEOPLE = 1_000_000;
const SHIFTS = [0, 0.1, 0.2] as const;
const PARTS = [1, 4, 16] as const;

const definition = loadDefinitions(loadPolicySet()).get('known-to-three');
const period = parsePeriod('term', '2025-VT', new Date());
if (definition === undefined || period === null) throw new Error('the definition or the term is gone');
const forms = formsOf({ definition, period }, readMeasures());
const { sql } = writeJoin(definition, forms);
const tables = forms.map((_, at) => `source_${at}`);

/** Each agency's tokens, with codes that are spread evenly too. */
async function fill(connection: DuckDBConnection): Promise<void> {
  for (const [at, { columns }] of forms.entries()) {
    const codes = columns.map(({ numbers }, column) => `(person % ${numbers.size})::USMALLINT AS c${column}`);
    const first = Math.round((SHIFTS[at] ?? 0) * PEOPLE);
    await connection.run(`CREATE TABLE all_${at} AS SELECT ${['hash(person) AS token', ...codes].join(', ')}
      FROM range(${first}, ${first + PEOPLE}) AS persons (person) ORDER BY token`);
  }
}

interface Joined {
  readonly counts: ReadonlyMap<string, number>;
  readonly milliseconds: number;
  /** The most that the engine held for one part, beside all the tokens. */
  readonly megabytes: number;
}

async function joinPart(connection: DuckDBConnection, part: number, parts: number): Promise<Joined> {
  const held = await memoryOf(connection);
  for (const [at, table] of tables.entries()) {
    await connection.run(`CREATE TABLE ${table} AS SELECT * FROM all_${at} WHERE (token >> 60) % ${parts} = ${part}`);
  }
  const started = performance.now();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  const milliseconds = performance.now() - started;
  const megabytes = (await memoryOf(connection)) - held;
  for (const table of tables) await connection.run(`DROP TABLE ${table}`);
  return {
    counts: new Map(rows.map((row) => [row.slice(0, -1).join(), Number(row.at(-1))])),
    milliseconds,
    megabytes,
  };
}

async function memoryOf(connection: DuckDBConnection): Promise<number> {
  const rows = (await connection.runAndReadAll('SELECT sum(memory_usage_bytes) FROM duckdb_memory()')).getRows();
  return Number(rows[0]?.[0] ?? 0) / 1e6;
}

function addUp(joined: readonly Joined[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { counts } of joined) for (const [codes, count] of counts) sums.set(codes, (sums.get(codes) ?? 0) + count);
  return new Map([...sums].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const engine = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await engine.connect();
await fill(connection);
process.stdout.write(
  '| parts | longest part ms | all parts ms | most MB a part | persons in all three | same counts |\n',
);
process.stdout.write('| --- | --- | --- | --- | --- | --- |\n');
let whole: string | null = null;
for (const parts of PARTS) {
  const joined: Joined[] = [];
  for (let part = 0; part < parts; part += 1) joined.push(await joinPart(connection, part, parts));
  const counts = addUp(joined);
  whole ??= JSON.stringify([...counts]);
  const times = joined.map(({ milliseconds }) => milliseconds);
  const cells = [
    parts,
    Math.max(...times).toFixed(0),
    times.reduce((sum, time) => sum + time, 0).toFixed(0),
    Math.max(...joined.map(({ megabytes }) => megabytes)).toFixed(0),
    [...counts.values()].reduce((sum, count) => sum + count, 0),
    JSON.stringify([...counts]) === whole ? 'yes' : 'NO',
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
connection.closeSync();
engine.closeSync();
