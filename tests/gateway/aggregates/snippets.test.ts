import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASE_ID, sampleRelease } from './sample-release.ts';
import { createSmallAggregateGateway } from './small-aggregate-gateway.ts';

let gateway: FastifyInstance;
let origin: string;

beforeAll(async () => {
  gateway = createSmallAggregateGateway(null, () => undefined);
  origin = await gateway.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(() => gateway.close());

const README = new URL('../../../README.md', import.meta.url);
const SNIPPETS = new URL('../../../gateway/aggregates/page/snippets.js', import.meta.url);
const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('the snippets for Python (skipped: no python3)', () => {
  it('read the figures with the standard library alone', async () => {
    const facts = {
      ...{ origin, release: RELEASE_ID, aggregate: 'concern-report-inflow' },
      ...{ parameter: 'term', period: '2026-HT', language: 'en' },
    };
    const { pythonSnippet } = (await import(SNIPPETS.href)) as { pythonSnippet: (given: typeof facts) => string };
    const output = await runPython(pythonSnippet(facts));
    expect(output).toMatch(/^by month None$/m);
    expect(output).toMatch(/^by month and source \d+$/m);
  });

  it('of the README too', async () => {
    const [, snippet = ''] = /```python\n(.*?)```/s.exec(readFileSync(README, 'utf8')) ?? [];
    const here = snippet.replace('http://127.0.0.1:4000', origin).replace('<release>', RELEASE_ID);
    expect(here).toContain(`${origin}/aggregates/releases/${RELEASE_ID}/csv`);
    const output = await runPython(
      `${here}\nprint(len(figures), {row["count"] for row in figures if row["mark"] == ".."})`,
    );
    const cells = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' }).tables.flatMap(
      (table) => table.cells,
    );
    expect(output).toBe(`${cells.length} {''}\n`);
  });
});

async function runPython(code: string): Promise<string> {
  const running = promisify(execFile)('python3', ['-'], {
    env: { PATH: process.env['PATH'], SAMSYN_TOKEN: 'analyst' },
  });
  running.child.stdin?.end(code);
  return (await running).stdout;
}
