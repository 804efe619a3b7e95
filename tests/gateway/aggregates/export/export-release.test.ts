import { describe, expect, it } from 'vitest';
import { UNIT_WORDS } from '../../../../schema/aggregate-units.ts';
import { EXPORT_FORMATS, readExportOptions } from '../../../../gateway/aggregates/export/export-options.ts';
import { exportRelease } from '../../../../gateway/aggregates/export/export-release.ts';
import { definitions, sampleRelease } from '../sample-release.ts';

describe('what can be asked for', () => {
  it('is a known format, a table that is there, and a language', () => {
    expect(readExportOptions('csv', {}, 3)).toEqual({ format: 'csv', table: null, language: 'sv' });
    expect(readExportOptions('svg', { table: '3', language: 'en' }, 3)).toEqual({
      format: 'svg',
      table: 3,
      language: 'en',
    });
  });

  it.each([
    ['pdf', {}],
    ['__proto__', {}],
    ['csv', { table: '0' }],
    ['csv', { table: '4' }],
    ['csv', { table: '1.0' }],
    ['csv', { table: ['1', '2'] }],
    ['csv', { language: 'de' }],
    ['csv', { language: ['sv', 'en'] }],
  ])('is nothing else: %s %o', (format, query) => {
    expect(readExportOptions(format, query, 3)).toBeNull();
  });
});

describe('every definition', () => {
  it('counts in a unit that has words', () => {
    expect([...definitions.values()].filter(({ unit }) => UNIT_WORDS[unit] === undefined)).toEqual([]);
  });

  it('can be given as text in both languages', async () => {
    for (const id of definitions.keys()) {
      for (const format of ['csv', 'csv-excel', 'json'] as const) {
        const [swedish, english] = await Promise.all(
          (['sv', 'en'] as const).map((language) =>
            exportRelease(sampleRelease(id), { format, table: null, language }),
          ),
        );
        expect(String(swedish?.body).length, `${id} ${format}`).toBeGreaterThan(100);
        expect(swedish?.fileName).not.toBe(english?.fileName);
      }
    }
  });
});

describe('a file', () => {
  it('is named after what it is', async () => {
    const running = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' });
    const names = EXPORT_FORMATS.map(async (format) => {
      const { fileName, type } = await exportRelease(running, { format, table: 2, language: 'en' });
      expect(type).toMatch(/^[a-z]+\/[a-z.+-]+/);
      return fileName;
    });
    const stem = 'concern-report-inflow_2026-HT_to-2026-10_table-2_en';
    const endings = ['csv', 'excel.csv', 'json', 'parquet', 'xlsx', 'svg', 'png'];
    expect(await Promise.all(names)).toEqual(endings.map((ending) => `${stem}.${ending}`));
  });

  it('of JSON has null where a cell is suppressed, and the words of both languages', async () => {
    const release = sampleRelease('sig-indicators');
    const { body } = await exportRelease(release, { format: 'json', table: 1, language: 'sv' });
    const { tables } = JSON.parse(body.toString()) as {
      tables: { number: number; cells: unknown; dimensions: unknown[] }[];
    };
    expect(tables.map(({ number }) => number)).toEqual([1]);
    expect(tables[0]?.cells).toEqual(
      release.tables[0]!.cells.map(({ codes, count }) => ({ codes, count, isSuppressed: count === null })),
    );
    expect(tables[0]?.dimensions[1]).toMatchObject({
      name: 'attendance',
      title: { sv: 'Närvaro', en: 'Attendance' },
      codes: [{ code: 'UNDER_50', sv: 'Under 50 %', en: 'Under 50 %' }, {}, { code: '80+' }],
    });
  });
});
