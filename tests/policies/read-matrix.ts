import { readFileSync } from 'node:fs';
import { ROLES, type Role } from '../../schema/role.ts';

/** One alternative of a cell, as the lawyers wrote it: `decision[SoL 20:6 | OSL 10:15a](statement-only)`. */
export interface Clause {
  readonly ground: string;
  readonly laws: readonly string[];
  /** What stands in round brackets: `assigned`, `named-person`, or the limit of what is released. */
  readonly qualifiers: readonly string[];
}

export interface MatrixRow {
  readonly row: string;
  readonly owner: string;
  readonly field: string;
  readonly cells: Readonly<Record<Role, readonly Clause[]>>;
}

/** Reads the project's copy of the access matrix, with no help from the code that the matrix is the test of. */
export function readMatrix(): readonly MatrixRow[] {
  const text = readFileSync(new URL('access-matrix.csv', import.meta.url), 'utf8');
  const [header = [], ...records] = text.trim().split('\n').map(splitRecord);
  const raw = records.map((record) => Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])));
  const byRow = new Map(raw.map((record) => [record['row'] ?? '', record]));
  return raw.map((record) => ({
    row: record['row'] ?? '',
    owner: record['owner'] ?? '',
    field: record['field'] ?? '',
    cells: Object.fromEntries(ROLES.map((role) => [role, readCell(record[role] ?? '', role, byRow)])) as Record<
      Role,
      readonly Clause[]
    >,
  }));
}

/** Reads a cell's alternatives, parted by `;`. */
export function readClauses(cell: string): readonly Clause[] {
  return cell.split(';').map((alternative) => {
    const [, ground = '', laws = '', qualifiers = ''] =
      /^([a-z]+)(?:\[([^\]]*)\])?(?:\(([^)]*)\))?$/.exec(alternative.trim()) ?? [];
    if (ground === '') throw new Error(`the matrix has a cell that cannot be read: ${cell}`);
    return { ground, laws: listOf(laws, '|'), qualifiers: listOf(qualifiers, ',') };
  });
}

type RawRecord = Readonly<Record<string, string>>;

/** `as-M11`: the cell of that row. */
function readCell(cell: string, role: Role, byRow: ReadonlyMap<string, RawRecord>): readonly Clause[] {
  const other = /^as-(M\d\d)$/.exec(cell)?.[1];
  return readClauses(other === undefined ? cell : (byRow.get(other)?.[role] ?? ''));
}

function listOf(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Commas part the fields, but not within quotation marks. */
function splitRecord(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
