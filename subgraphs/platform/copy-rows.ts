import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { columnName, type StoredTable } from './define-table.ts';
import type { TownRow } from './town-row.ts';

/** Stores many rows of one table by COPY, in PostgreSQL's text format. */
export async function copyRows(client: Client, table: StoredTable, rows: readonly TownRow[]): Promise<void> {
  const properties = Object.keys(table.columns);
  const columns = ['person_ref', ...properties.map(columnName)].map((name) => `"${name}"`).join(', ');
  const lines = rows.map(({ personRef, row }) =>
    [personRef, ...properties.map((property) => encode(row[property], table.columns[property] ?? 'text'))].join('\t'),
  );
  const stream = client.query(copyFrom(`COPY "${table.name}" (${columns}) FROM STDIN`));
  await pipeline(Readable.from(`${lines.join('\n')}\n`), stream);
}

function encode(value: unknown, type: string): string {
  if (value === null || value === undefined) return '\\N';
  if (type.startsWith('jsonb')) return escape(JSON.stringify(value));
  if (Array.isArray(value)) return escape(`{${value.map((item) => quoteItem(String(item))).join(',')}}`);
  if (value instanceof Date) return value.toISOString();
  return escape(typeof value === 'string' ? value : JSON.stringify(value));
}

function quoteItem(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
