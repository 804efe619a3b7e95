import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import type { AggregateRelease } from '../release.ts';
import { periodText, protectionText, sourceText } from './describe-release.ts';
import type { ExportLanguage } from './export-options.ts';
import { layOutLong, type LongColumn, type LongForm, type LongValue } from './lay-out-long.ts';

const TYPES: Readonly<Record<LongColumn['kind'], string>> = { text: 'VARCHAR', number: 'INTEGER', flag: 'BOOLEAN' };

/**
 * Writes the long form as Parquet: codes are text, figures whole numbers and null where suppressed. What the figures are stands in
 * the file's key-value metadata. The engine writes to a file alone, which lies in a folder that nobody else can read and is
 * removed whatever happens.
 */
export async function writeParquet(
  release: AggregateRelease,
  table: number | null,
  language: ExportLanguage,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'samsyn-export-'));
  try {
    const file = join(folder, 'release.parquet');
    await copyTo(file, layOutLong(release, { table, language }), metadataOf(release, language));
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyTo(file: string, form: LongForm, metadata: Readonly<Record<string, string>>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    await fill(connection, form);
    const pairs = Object.entries(metadata).map(([name, value]) => `${name}: ${quote(value)}`);
    await connection.run(
      `COPY release TO ${quote(file)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${pairs.join(', ')}})`,
    );
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}

async function fill(connection: DuckDBConnection, { columns, rows }: LongForm): Promise<void> {
  const shape = columns.map(({ name, kind }) => `"${name}" ${TYPES[kind]}`);
  await connection.run(`CREATE TABLE release (${shape.join(', ')})`);
  const appender = await connection.createAppender('release');
  for (const row of rows) {
    for (const value of row) append(appender, value);
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, value: LongValue): void {
  if (value === null) appender.appendNull();
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (typeof value === 'number') appender.appendInteger(value);
  else appender.appendBoolean(value);
}

function metadataOf(release: AggregateRelease, language: ExportLanguage): Readonly<Record<string, string>> {
  const { definition, period } = release;
  return {
    title: definition.title[language],
    universe: definition.universe[language],
    unit: definition.unit,
    period: periodText(release, language),
    counted_until: period.countedUntil,
    method_note: definition.methodNote[language],
    protection: protectionText(release, language),
    source: sourceText(release, language),
    aggregate: definition.id,
    digest: `sha256:${definition.digest}`,
    release: release.id,
    run: release.runId,
    released_at: release.releasedAt,
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
