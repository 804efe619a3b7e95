import { describe, expect, it } from 'vitest';
import type { AggregateRelease } from '../../../../gateway/aggregates/release.ts';
import { exportRelease } from '../../../../gateway/aggregates/export/export-release.ts';
import { RELEASE_ID, sampleRelease } from '../sample-release.ts';
import { parseCsv, queryFile } from './read-files.ts';

const inflow = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' });
const absence = sampleRelease('unexcused-absence');
const everyCell = (release: AggregateRelease) => release.tables.flatMap(({ cells }) => cells);

async function csv(release: AggregateRelease, table: number | null = null): Promise<string> {
  return (await exportRelease(release, { format: 'csv', table, language: 'sv' })).body.toString();
}

describe('csv for programs', () => {
  it('has a row for each cell of all tables, with codes, words and where it comes from', async () => {
    const [head = [], ...rows] = parseCsv(await csv(inflow), ',');
    expect(head).toEqual(
      [
        'table,table_label,month,source,source_label,district,district_label,ageBand,ageBand_label,sex,sex_label',
        'count,is_suppressed,mark,aggregate,period,counted_until,release,run,digest',
      ].flatMap((names) => names.split(',')),
    );
    expect(rows).toHaveLength(everyCell(inflow).length);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    const [row = []] = rows.filter((each) => each[0] === '5' && each[2] === '2026-08' && each[3] === 'POLICE');
    expect(row.slice(0, 11)).toEqual([
      '5',
      'efter månad och källa',
      '2026-08',
      'POLICE',
      'Polis',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    expect(row.slice(14)).toEqual([
      ...['concern-report-inflow', '2026-HT', '2026-11-01', RELEASE_ID, inflow.runId],
      `sha256:${inflow.definition.digest}`,
    ]);
  });

  it('gives each count back, and nothing where it is suppressed', async () => {
    const [head = [], ...rows] = parseCsv(await csv(absence), ',');
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    const cells = everyCell(absence);
    expect(
      cells.some(({ count }) => count === null) && cells.some(({ count, sum }) => count !== null && sum === null),
    ).toBe(true);
    expect(column('count')).toEqual(cells.map(({ count }) => (count === null ? '' : String(count))));
    expect(column('is_suppressed')).toEqual(cells.map(({ count }) => (count === null ? 'TRUE' : 'FALSE')));
    expect(column('mark')).toEqual(cells.map(({ count }) => (count === null ? '..' : '')));
    expect(column('sum')).toEqual(cells.map(({ sum }) => (sum === null ? '' : String(sum))));
    expect(column('is_sum_suppressed')).toEqual(cells.map(({ sum }) => (sum === null ? 'TRUE' : 'FALSE')));
  });

  it('is read by an engine that guesses types, with nulls and whole numbers', async () => {
    const [total] = await queryFile(
      await csv(inflow, 1),
      'csv',
      `SELECT typeof(any_value(count)) AS type, sum(count)::INTEGER AS total, count(*)::INTEGER AS cells,
        (count(*) FILTER (is_suppressed AND count IS NULL AND mark = '..'))::INTEGER AS suppressed FROM read_csv($FILE)`,
    );
    const [table] = inflow.tables;
    const suppressed = table!.cells.filter(({ count }) => count === null).length;
    expect(suppressed).toBeGreaterThan(0);
    expect(total).toEqual({ type: 'BIGINT', total: table!.total, cells: table!.cells.length, suppressed });
  });

  it('holds one table alone when it is named, without the columns of others', async () => {
    const [head = [], ...rows] = parseCsv(await csv(inflow, 3), ',');
    expect(head.slice(0, 4)).toEqual(['table', 'table_label', 'district', 'district_label']);
    expect(rows).toHaveLength(9);
  });

  it('ends every line as RFC 4180 has it, and is the same each time', async () => {
    const text = await csv(inflow);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(await csv(inflow)).toBe(text);
  });
});

describe('csv for a Swedish Excel', () => {
  it('has these bytes', async () => {
    const release = sampleRelease('known-to-three');
    const table = release.tables[1]!;
    const cells = [10, null, 1250].map((count, at) => ({ ...table.cells[at]!, count }));
    const small = { ...release, tables: [{ ...table, cells, total: 1260 }] };
    const file = await exportRelease(small, { format: 'csv-excel', table: null, language: 'sv' });
    const rest = `;2026-HT;2027-01-01;${RELEASE_ID}\r\n`;
    const lines = ['efter kön;Kvinna;10;', 'efter kön;Man;;..', 'efter kön;Okänt;1250;'].map((line) => line + rest);
    const head = '\xef\xbb\xbfTabell;K\xc3\xb6n;Antal;M\xc3\xa4rke;Period;R\xc3\xa4knad fram till;Utg\xc3\xa5va\r\n';
    expect(Buffer.from(file.body)).toEqual(
      Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(lines.join(''), 'utf8')]),
    );
    expect(file.fileName).toBe('known-to-three_2026-HT_sv.excel.csv');
  });

  it('has no cell that Excel takes for a day: bands are in words', async () => {
    const file = await exportRelease(absence, { format: 'csv-excel', table: 2, language: 'sv' });
    const cells = parseCsv(file.body.toString(), ';').flat();
    expect(cells).toContain('5–19 %');
    expect(cells.filter((cell) => /^\d{1,2}-\d{1,2}$/.test(cell))).toEqual([]);
  });

  it('quotes a separator within a text', async () => {
    const release = { ...absence, id: 'one;two,"three"' };
    const file = await exportRelease(release, { format: 'csv-excel', table: 1, language: 'sv' });
    expect(
      parseCsv(file.body.toString(), ';')
        .slice(1)
        .map((row) => row.at(-1)),
    ).toEqual(Array(3).fill(release.id));
  });
});

describe('formula injection', () => {
  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '=HYPERLINK("http://x","y")'];

  it.each(['csv', 'csv-excel'] as const)('starts no cell of %s with what a spreadsheet runs', async (format) => {
    for (const id of dangerous) {
      const file = await exportRelease({ ...inflow, id }, { format, table: null, language: 'en' });
      const cells = parseCsv(file.body.toString().replace('\ufeff', ''), format === 'csv' ? ',' : ';').flat();
      expect(cells).toContain(`'${id}`);
      expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell))).toEqual([]);
    }
  });

  it('leaves codes as they are', async () => {
    const cells = parseCsv(await csv(inflow), ',').flat();
    for (const code of ['0-12', '13-14', '21+', '2026-08']) expect(cells).toContain(code);
  });
});
