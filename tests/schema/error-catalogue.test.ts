import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../../schema/error-catalogue.ts';

const ROOT = new URL('../../', import.meta.url);
const SOURCES = ['schema', 'policies', 'subgraphs', 'gateway'] as const;

interface Entry {
  readonly code: string;
  readonly status: number;
  readonly says: string;
}

const catalogue: readonly Entry[] = Object.entries(ERROR_CATALOGUE).map(([code, entry]) => ({ code, ...entry }));

/** The rows of README's table with the columns Code, HTTP and Says. */
function readTable(): readonly Entry[] {
  const readme = readFileSync(new URL('README.md', ROOT), 'utf8');
  return readme
    .split('\n')
    .map((line) => /^\| `([A-Z_]+)`\s*\| (\d{3})\s*\| (.*?)\s*\|$/.exec(line))
    .flatMap((row) => (row === null ? [] : [{ code: row[1] ?? '', status: Number(row[2]), says: row[3] ?? '' }]));
}

function readSources(): string {
  return SOURCES.flatMap((folder) => {
    const names = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('.ts') && name !== 'error-catalogue.ts')
      .map((name) => readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8'));
  }).join('\n');
}

describe('the error catalogue', () => {
  it('is what the README tells, code by code and word by word', () => {
    expect(readTable()).toEqual(catalogue);
  });

  it('holds no code that nothing in the system uses', () => {
    const sources = readSources();
    expect(catalogue.filter(({ code }) => !sources.includes(`'${code}'`)).map(({ code }) => code)).toEqual([]);
  });

  it.each(catalogue)('says $code in one sentence, in small letters, without a full stop', ({ says, status }) => {
    expect(says).toMatch(/^([a-zåäö`]|\{\w+\})/);
    expect(says).not.toMatch(/[.!?]\s|[.!?]$|\n|\s{2}/);
    expect([200, 400, 401, 403, 404, 405, 408, 409, 413, 415, 429, 431, 500, 503]).toContain(status);
  });
});
