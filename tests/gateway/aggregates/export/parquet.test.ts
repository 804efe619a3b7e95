import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AggregateRelease } from '../../../../gateway/aggregates/release.ts';
import { exportRelease } from '../../../../gateway/aggregates/export/export-release.ts';
import { RELEASE_ID, sampleRelease } from '../sample-release.ts';
import { queryFile } from './read-files.ts';

const absence = sampleRelease('unexcused-absence');

async function parquet(release: AggregateRelease): Promise<Buffer | string> {
  return (await exportRelease(release, { format: 'parquet', table: null, language: 'sv' })).body;
}

describe('parquet', () => {
  it('has typed columns', async () => {
    const columns = await queryFile(await parquet(absence), 'parquet', 'DESCRIBE FROM read_parquet($FILE)');
    const types = new Map(columns.map(({ column_name: name, column_type: type }) => [name, type]));
    expect(Object.fromEntries(types)).toMatchObject({
      table: 'INTEGER',
      schoolStage: 'VARCHAR',
      unexcusedAbsence_label: 'VARCHAR',
      count: 'INTEGER',
      is_suppressed: 'BOOLEAN',
      sum: 'INTEGER',
      release: 'VARCHAR',
    });
  });

  it('gives every cell back, null where it is suppressed', async () => {
    const rows = await queryFile(
      await parquet(absence),
      'parquet',
      'SELECT "table", schoolStage, unexcusedAbsence, count, is_suppressed, sum, mark FROM read_parquet($FILE)',
    );
    const expected = absence.tables.flatMap(({ dimensions, cells }, at) =>
      cells.map(({ codes, count, sum }) => ({
        table: at + 1,
        schoolStage: codes[dimensions.indexOf('schoolStage')] ?? null,
        unexcusedAbsence: codes[dimensions.indexOf('unexcusedAbsence')] ?? null,
        count,
        is_suppressed: count === null,
        sum,
        mark: count === null ? '..' : null,
      })),
    );
    expect(rows).toEqual(expected);
  });

  it('says what it is in its metadata, whatever signs that holds', async () => {
    const release = { ...absence, runId: "it's; DROP TABLE" };
    const sql = 'SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata($FILE)';
    const pairs = await queryFile(await parquet(release), 'parquet', sql);
    expect(Object.fromEntries(pairs.map(({ key, value }) => [key, value]))).toMatchObject({
      title: absence.definition.title.sv,
      digest: `sha256:${absence.definition.digest}`,
      release: RELEASE_ID,
      run: release.runId,
      method_note: absence.definition.methodNote.sv,
    });
  });

  it('is the same each time', async () => {
    const first = await parquet(absence);
    expect(await parquet(absence)).toEqual(first);
  });

  it('leaves no file behind, also where it cannot be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samsyn-parquet-'));
    vi.stubEnv('TMPDIR', folder);
    try {
      await parquet(absence);
      const unsigned = { ...absence, id: { toString: () => 'no text' } } as unknown as AggregateRelease;
      await expect(parquet(unsigned)).rejects.toThrow(/./);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    }
  });
});
