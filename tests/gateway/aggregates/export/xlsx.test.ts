import { describe, expect, it } from 'vitest';
import type { AggregateRelease } from '../../../../gateway/aggregates/release.ts';
import { exportRelease } from '../../../../gateway/aggregates/export/export-release.ts';
import { RELEASE_ID, sampleRelease } from '../sample-release.ts';
import { readWorkbook, type ReadSheet } from './read-files.ts';

const inflow = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' });
const absence = sampleRelease('unexcused-absence');

async function workbook(release: AggregateRelease, language: 'sv' | 'en' = 'sv'): Promise<readonly ReadSheet[]> {
  return readWorkbook((await exportRelease(release, { format: 'xlsx', table: null, language })).body as Buffer);
}

describe('xlsx', () => {
  it('has a sheet a table, all cells on one, and what the figures are on the last', async () => {
    expect((await workbook(inflow)).map(({ name }) => name)).toEqual([
      ...['1 månad', '2 källa', '3 område', '4 ålder, kön', '5 månad, källa', '6 källa, område'],
      ...['Data', 'Om siffrorna'],
    ]);
    expect((await workbook(inflow, 'en')).map(({ name }) => name).slice(4)).toEqual([
      ...['5 month, source', '6 source, district', 'Data', 'About the figures'],
    ]);
  });

  it('lays two dimensions out as rows and columns, with numbers as numbers and a mark for what is suppressed', async () => {
    const sheet = (await workbook(inflow))[3]!;
    const table = inflow.tables[3]!;
    expect(sheet.rows[2]).toEqual(['Ålder', 'Kvinna', 'Man', 'Okänt']);
    const figures = table.cells.map(({ count }) => count ?? '..');
    expect(sheet.rows.slice(3, 9).map((row) => row[0])).toEqual([
      ...['0–12 år', '13–14 år', '15–17 år', '18–20 år', '21 år och äldre', 'Okänt'],
    ]);
    expect(sheet.rows.slice(3, 9).flatMap((row) => row.slice(1))).toEqual(figures);
    expect(sheet.rows[9]).toEqual(['Summa av det som visas', table.total]);
    expect(figures).toContain('..');
  });

  it('freezes the heading, and holds no formula', async () => {
    for (const sheet of await workbook(absence)) expect(sheet.xml).not.toContain('<f');
    const [first, , , data] = await workbook(absence);
    expect(first!.xml).toMatch(/<pane [^>]*ySplit="3"[^>]*state="frozen"/);
    expect(data!.xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  });

  it('shows sums beside counts, or below them', async () => {
    const [one, , two] = await workbook(absence);
    expect(one!.rows[2]).toEqual(['Skolstadium', 'Antal', 'Timmar ogiltig frånvaro']);
    expect(one!.rows.slice(3, 6).map((row) => row.slice(1))).toEqual(
      absence.tables[0]!.cells.map(({ count, sum }) => [count ?? '..', sum ?? '..']),
    );
    const at = two!.rows.findIndex(([text]) => text === 'Timmar ogiltig frånvaro');
    expect(two!.rows.slice(at + 2, at + 5).flatMap((row) => row.slice(1))).toEqual(
      absence.tables[2]!.cells.map(({ sum }) => sum ?? '..'),
    );
  });

  it('has every cell with its codes as text on one sheet, empty where it is suppressed', async () => {
    const data = (await workbook(inflow)).find(({ name }) => name === 'Data')!;
    const [head = [], ...rows] = data.rows;
    const cells = inflow.tables.flatMap((table) => table.cells);
    expect(rows.map((row) => row[head.indexOf('count')])).toEqual(cells.map(({ count }) => count));
    expect(rows.map((row) => row[head.indexOf('is_suppressed')])).toEqual(cells.map(({ count }) => count === null));
    expect(rows.map((row) => row[head.indexOf('ageBand')])).toContain('13-14');
  });

  it('says what the figures are', async () => {
    const about = (await workbook(inflow)).at(-1)!;
    const told = new Map(about.rows.map(([name, text]) => [name, text]));
    expect(Object.fromEntries(told)).toMatchObject({
      Utgåva: RELEASE_ID,
      Körning: inflow.runId,
      Period: 'höstterminen 2026, räknad till och med oktober 2026',
      'Räknad fram till': '2026-11-01',
      'Om metoden': inflow.definition.methodNote.sv,
      'Definitionens kontrollsumma': `sha256:${inflow.definition.digest}`,
    });
  });
});
