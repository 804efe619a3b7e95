import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

/** Reads comma-separated values cell by cell, as RFC 4180 has them. */
export function parseCsv(text: string, separator: ',' | ';'): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const cells = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n)`, 'gy');
  let row: string[] = [];
  let read = 0;
  for (const [all, quoted, plain = '', end] of text.matchAll(cells)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    read += all.length;
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  if (read !== text.length || row.length > 0) throw new Error(`not as RFC 4180 has it, at letter ${read}`);
  return rows;
}

/** Asks an engine that did not write it what a file holds; the file is `$FILE` in the statement. */
export async function queryFile(
  body: Buffer | string,
  ending: string,
  sql: string,
): Promise<readonly Record<string, DuckDBValue>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-reread-'));
  const file = join(folder, `file.${ending}`);
  writeFileSync(file, body);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql.replaceAll('$FILE', `'${file}'`))).getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

const END_OF_DIRECTORY = 0x06054b50;

/** Takes a zip apart by its central directory. */
function unzip(body: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let end = body.length - 22;
  while (body.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  let at = body.readUInt32LE(end + 16);
  for (let left = body.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => body.readUInt16LE(at + offset));
    const name = body.toString('utf8', at + 46, at + 46 + nameLength!);
    const local = body.readUInt32LE(at + 42);
    const start = local + 30 + body.readUInt16LE(local + 26) + body.readUInt16LE(local + 28);
    const packed = body.subarray(start, start + body.readUInt32LE(at + 20));
    files.set(name, (body.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return files;
}

export interface ReadSheet {
  readonly name: string;
  readonly xml: string;
  /** Text, numbers and flags as they are typed; null where a cell is empty. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** Reads the sheets of a workbook, in their order. */
export function readWorkbook(body: Buffer): readonly ReadSheet[] {
  const files = unzip(body);
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text = '']) =>
    unescape(text.replace(/<[^>]*>/g, '')),
  );
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
  return names.map(([, name = ''], at) => {
    const xml = files.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '';
    const rows = [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells = '']) =>
      readCells(cells, shared),
    );
    return { name: unescape(name), xml, rows };
  });
}

function readCells(xml: string, shared: readonly string[]): (string | number | boolean | null)[] {
  const cells: (string | number | boolean | null)[] = [];
  const all = xml.matchAll(/<c r="([A-Z])\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs);
  for (const [, column = '', attributes = '', inner = ''] of all) {
    while (cells.length < column.charCodeAt(0) - 65) cells.push(null);
    cells.push(readValue(attributes, /<v>(.*?)<\/v>/s.exec(inner)?.[1], shared));
  }
  return cells;
}

function readValue(attributes: string, value: string | undefined, shared: readonly string[]) {
  if (value === undefined) return null;
  if (attributes.includes('t="s"')) return shared[Number(value)] ?? null;
  return attributes.includes('t="b"') ? value === '1' : Number(value);
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
