import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { buildMatrixTable } from '../../policies/matrix-table.ts';
import { renderMatrix } from '../../policies/render-matrix.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { readMatrix } from './read-matrix.ts';

const TABLE = buildMatrixTable(loadPolicySet(), new Date('2026-03-01T12:00:00Z'));
const render = (format: 'md' | 'html' | 'csv', isForExcel = false): string =>
  renderMatrix(TABLE, { format, isForExcel });

/** RFC 4180, read by the letter: quoted fields may hold separators, quotation marks and line breaks. */
function readCsv(text: string, separator: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n]*))(${separator}|\r\n)`, 'gy');
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(field)) {
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== '\r\n') continue;
    records.push(record);
    record = [];
  }
  return records;
}

const cellOf = (row: string, role: Role): string =>
  TABLE.lines.find((line) => line.row === row)!.cells[ROLES.indexOf(role)]!.alternatives.join(' / ');

describe('the matrix for a lawyer', () => {
  it('has the 53 rows in order, and the 12 roles in theirs', () => {
    expect(TABLE.lines.map(({ row }) => row)).toEqual(readMatrix().map(({ row }) => row));
    expect(TABLE.columns.map(({ role }) => role)).toEqual(ROLES);
    expect(TABLE.lines.every(({ cells }) => cells.length === 12)).toBe(true);
  });

  it('names in each cell just the sections of law that the lawyers wrote there', () => {
    for (const { row, cells } of readMatrix()) {
      for (const role of ROLES) {
        const laws = cells[role].flatMap((clause) => clause.laws);
        const text = cellOf(row, role);
        const said = text.match(/(OSL|SoL|LUL|polislagen|2025:170) [\d:]+\w*/g) ?? [];
        const carried = new Set(['OSL 10:1', 'OSL 12:2', 'OSL 26:9a', 'SoL 19:6', 'OSL 18']);
        expect(said.filter((law) => !carried.has(law)).sort(), `${row} ${role}`).toEqual([...laws].sort());
        expect(text.split(' / ')).toHaveLength(cells[role].length);
      }
    }
  });

  it.each([
    ['M28', 'police.youth-coordinator', 'Consent: OSL 10:1 and OSL 12:2 / On request, the holder decides: OSL 10:18a'],
    [
      'M27',
      'police.investigator',
      'On request, the holder decides, the statement (yttrande) only: LUL 11 or OSL 10:23',
    ],
    ['M24', 'school.mentor', 'Own report and its status: OSL 26:9a and SoL 19:6'],
    ['M18', 'police.youth-coordinator', 'Own agency, if assigned by name'],
    ['M13', 'socialtjanst.sig-coordinator', "On the holder's own initiative: OSL 10:27"],
    ['M09', 'data-protection-officer', 'Never'],
    ['M04', 'analyst', 'Open'],
  ] as const)('says of %s to %s: %s', (row, role, words) => {
    expect(cellOf(row, role)).toBe(words);
  });

  it('says what else bears on a row', () => {
    const line = (row: string): string => TABLE.lines.find((found) => found.row === row)!.why;
    expect(line('M09')).toMatch(/Not in the graph\.$/);
    expect(line('M31')).toMatch(/Closed to everybody when the identity is protected\.$/);
    expect(TABLE.lines.find(({ row }) => row === 'M17')!.holder).toBe('Polisen och socialtjänsten gemensamt');
    const lawyers = TABLE.lines.filter(({ needsLawyer }) => needsLawyer).map(({ row }) => row);
    expect(lawyers).toEqual(['M02', 'M08', 'M10', 'M11', 'M14', 'M18', 'M30', 'M31', 'M50']);
  });

  it('shows the grounds of the day alone', () => {
    const earlier = buildMatrixTable(loadPolicySet(), new Date('2025-01-01T12:00:00Z'));
    const patrol = earlier.lines.find(({ row }) => row === 'M44')!.cells[0];
    expect(patrol).toEqual({ strongest: 'never', alternatives: ['Never'] });
  });
});

describe('the matrix as CSV', () => {
  it('is RFC 4180: every record has 18 fields, lines end in CR LF', () => {
    const text = render('csv');
    expect(text.startsWith('Row,Data,Swedish,Holder,Why,Needs lawyer,police.patrol-officer,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const records = readCsv(text, ',');
    expect(records).toHaveLength(54);
    expect(records.every((record) => record.length === 18)).toBe(true);
    expect(records[28]!.slice(0, 3)).toEqual(['M28', 'Measures', 'Insatser']);
    expect(records[28]![7]).toBe('Consent: OSL 10:1 and OSL 12:2; On request, the holder decides: OSL 10:18a');
  });

  it('opens in a Swedish Excel: byte order mark and semicolons', () => {
    const text = render('csv', true);
    expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(readCsv(text.slice(1), ';')).toEqual(readCsv(render('csv'), ','));
  });
});

describe('the matrix as Markdown', () => {
  it('has tables whose lines all have as many cells as their heading', () => {
    const tables = render('md')
      .split('\n\n')
      .filter((block) => block.startsWith('|'));
    expect(tables).toHaveLength(4);
    for (const table of tables) {
      const widths = table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
    expect(tables[0]!.split('\n')).toHaveLength(55);
  });
});

describe('the matrix as a page', () => {
  const page = render('html');

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)|src=|href=|url\(|@import|https?:/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('has one heading cell a row, and keeps heading row and first column in sight', () => {
    expect(page.match(/<th scope="row">/g)).toHaveLength(53);
    expect(page.match(/<td class="(?!why)\w+">/g)!.length).toBeGreaterThanOrEqual(53 * 12);
    expect(page).toContain('position: sticky; top: 0');
    expect(page).toContain('position: sticky; left: 0');
    expect(page).toContain('table-header-group');
  });

  it('takes every text as text', () => {
    const [line] = TABLE.lines;
    const hostile = { ...TABLE, lines: [{ ...line!, title: '<script>"&', why: '|<b>' }] };
    const written = renderMatrix(hostile, { format: 'html', isForExcel: false });
    expect(written).toContain('&lt;script&gt;&quot;&amp;');
    expect(written).toContain('|&lt;b&gt;');
    expect(renderMatrix(hostile, { format: 'md', isForExcel: false })).toContain('| \\|<b> |');
  });
});
