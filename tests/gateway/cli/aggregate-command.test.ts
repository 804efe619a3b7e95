import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportRelease } from '../../../gateway/aggregates/export/export-release.ts';
import { RELEASE_ID, sampleRelease } from '../aggregates/sample-release.ts';
import {
  createSmallAggregateGateway,
  UNAPPROVED,
  type AskedOfSmallGateway,
} from '../aggregates/small-aggregate-gateway.ts';
import { ROOT, scratch } from './run-samsyn.ts';

const INFLOW = ['run', 'concern-report-inflow', '--param', 'term=2026-HT'];
const inflow = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' });
const asked: AskedOfSmallGateway[] = [];
let gateway: FastifyInstance;
let url: string;

beforeAll(async () => {
  gateway = createSmallAggregateGateway(null, (question) => asked.push(question));
  url = await gateway.listen({ host: '127.0.0.1', port: 0 });
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(() => gateway.close());

describe('what is open to everybody', () => {
  it('lists what can be counted and who has approved it, without a token', async () => {
    const { stdout, status } = await samsyn(['list', '--language', 'en'], { SAMSYN_TOKEN: '' });
    expect(status).toBe(0);
    expect(stdout).toContain('concern-report-inflow\n  Inflow of concern reports\n');
    expect(stdout).toContain('  socialtjanst approved (2 of 2)\n');
    expect(stdout).toContain('socialtjanst NOT APPROVED (1 of 2)');
    expect(stdout).toContain('14 aggregates;');
    expect(asked.some(({ headers }) => 'authorization' in headers)).toBe(false);
  });

  it('shows one, with the command that runs it', async () => {
    const { stdout, status } = await samsyn(['show', 'concern-report-inflow']);
    expect(status).toBe(0);
    for (const text of ['5 month × source', 'lag 2023:196 2 §', 'term: 2026-HT 2026-VT', inflow.definition.digest]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).toContain('npx samsyn aggregate run concern-report-inflow --param term=2026-HT\n');
  });

  it('lists the runs, the refused ones too', async () => {
    const { stdout } = await samsyn(['runs']);
    expect(stdout).toContain(`REFUSED     ${UNAPPROVED}  2026-HT  socialtjanst  AGGREGATE_UNAPPROVED\n`);
    expect(stdout).toContain('2 runs\n');
  });

  it('gives JSON to programs', async () => {
    const lists = await Promise.all([
      samsyn(['list', '--json']),
      samsyn(['runs', '--json']),
      samsyn(['show', UNAPPROVED, '--json']),
    ]);
    const [definitions, runs, one] = lists.map(({ stdout }) => JSON.parse(stdout) as unknown);
    expect(definitions).toHaveLength(14);
    expect(runs).toHaveLength(2);
    expect(one).toMatchObject({ id: UNAPPROVED });
  });
});

describe('running an aggregate', () => {
  it('shows tables, in which what is not shown is never 0', async () => {
    const { stdout, status } = await samsyn([...INFLOW, '--format', 'table']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Inflöde av orosanmälningar\n/);
    const [months = ''] = stdout.split('\n\n').slice(1);
    const [table] = inflow.tables;
    expect(months.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['1', 'Månad'],
      ['Månad', 'count'],
      ...['juli 2026', 'augusti 2026', 'september 2026', 'oktober 2026'].map((month, at) => [
        month,
        String(table?.cells[at]?.count ?? '..'),
      ]),
      ['sum of what is shown', String(table?.total)],
    ]);
    expect(stdout).not.toMatch(/ 0$/m);
    expect(stdout).toContain(`release ${RELEASE_ID}, digest ${inflow.definition.digest}`);
  });

  it('lays two dimensions out across where they fit', async () => {
    const { stdout } = await samsyn([...INFLOW, '--format', 'table', '--table', '4', '--language', 'en']);
    const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(['Age', 'Female', 'Male', 'Unknown']);
    const counts = inflow.tables[3]!.cells.slice(3, 6).map(({ count }) => String(count ?? '..'));
    expect(lines).toContainEqual(['13–14 years', ...counts]);
    expect(stdout).not.toContain('Month × Source');
  });

  it('numbers the columns where their names do not fit, and says what each is', async () => {
    const { stdout } = await samsyn([...INFLOW, '--format', 'table', '--table', '6']);
    const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(['Källa', ...Array.from({ length: 9 }, (_, at) => `(${at + 1})`)]);
    const counts = inflow.tables[5]!.cells.slice(9, 18).map(({ count }) => String(count ?? '..'));
    expect(lines).toContainEqual(['Skola', ...counts]);
    expect(lines).toContainEqual(['(2) Södra Kajen']);
  });

  it('shows sums beside counts, and below them where there are two dimensions', async () => {
    const absence = ['run', 'unexcused-absence', '--param', 'term=2026-VT', '--format', 'table'];
    const { stdout } = await samsyn(absence);
    const { tables } = sampleRelease('unexcused-absence', { period: '2026-VT' });
    const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(['Skolstadium', 'count', 'Timmar ogiltig frånvaro']);
    const [, middle] = tables[0]!.cells;
    expect(lines).toContainEqual(['Årskurs 7–9', String(middle?.count ?? '..'), String(middle?.sum ?? '..')]);
    const below = lines.slice(lines.findIndex(([name]) => name === 'Timmar ogiltig frånvaro'));
    const sums = tables[2]!.cells.slice(4, 8).map(({ sum }) => String(sum ?? '..'));
    expect(below).toContainEqual(['Årskurs 7–9', ...sums]);
  });

  it('gives CSV into a pipe, the bytes of the gateway', async () => {
    const { stdout } = await samsyn(INFLOW);
    expect(stdout).toBe((await exportRelease(inflow, { format: 'csv', table: null, language: 'sv' })).body);
  });

  it('writes the file that its name says, and keeps one that is there', async () => {
    const file = join(scratch, 'figures.parquet');
    const first = await samsyn([...INFLOW, '--out', file]);
    expect(first.stdout).toBe(`written: ${file}, concern-report-inflow 2026-HT as parquet, release ${RELEASE_ID}\n`);
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('PAR1');
    writeFileSync(file, 'mine');
    asked.length = 0;
    const second = await samsyn([...INFLOW, '--out', file]);
    expect([second.status, second.stderr]).toEqual([
      2,
      `${file} is there already: choose another name, or say --force.\n`,
    ]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(asked).toEqual([]);
    expect((await samsyn([...INFLOW, '--out', file, '--force'])).status).toBe(0);
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('PAR1');
  });

  it('says why it is refused, with exit code 1', async () => {
    const file = join(scratch, 'refused.csv');
    const refused = await samsyn(['run', UNAPPROVED, '--param', 'term=2026-HT', '--out', file]);
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /^refused: .*two persons there must approve.* \[socialtjanst\] \(AGGREGATE_UNAPPROVED\)\n$/,
    );
    expect(existsSync(file)).toBe(false);
    const wrong = await samsyn(['run', 'concern-report-inflow', '--param', 'term=2019-HT']);
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('(AGGREGATE_PARAMETER)')]);
  });
});

describe('what goes wrong', () => {
  it.each([
    [['run', 'x', '--param', 'term'], '--param must be <name>=<value>'],
    [['run', 'x', '--format', 'pdf'], '--format must be one of table, csv,'],
    [['run', 'x', '--table', '0'], '--table must be a number from 1'],
    [['run', 'x', '--language', 'de'], '--language must be sv or en'],
    [['run'], 'say which aggregate'],
    [['show', 'nothing'], 'there is no aggregate "nothing"'],
    [['count'], 'samsyn aggregate has no command "count"'],
    [[...INFLOW, '--table', '9'], '--table must be at most 6'],
  ])('is told with exit code 2: %o', async (args, told) => {
    const { status, stderr, stdout } = await samsyn(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(told);
  });

  it('is a token that lacks or is not known: it says how to get one', async () => {
    for (const token of ['', 'somebody']) {
      const { status, stderr } = await samsyn(INFLOW, { SAMSYN_TOKEN: token });
      expect(status).toBe(2);
      expect(stderr).toContain('export SAMSYN_TOKEN=$(npm run -s token -- analyst)');
    }
  });

  it('is a gateway that does not answer, or is none', async () => {
    const silent = await samsyn(['list'], { SAMSYN_URL: 'http://127.0.0.1:1' });
    expect([silent.status, silent.stderr]).toEqual([
      2,
      expect.stringContaining('at http://127.0.0.1:1 does not answer'),
    ]);
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const other = await samsyn(['list'], { SAMSYN_URL: `http://127.0.0.1:${port}` });
    server.close();
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining('has no list of aggregates')]);
  });
});

describe('the token', () => {
  it('is not sent in the clear to another computer', async () => {
    const { status, stderr } = await samsyn(INFLOW, { SAMSYN_URL: 'http://samsyn.example' });
    expect([status, stderr]).toEqual([2, 'SAMSYN_URL must be an https address; http is for this computer alone.\n']);
  });

  it('does not follow a redirect', async () => {
    const server = createServer((_, response) => response.writeHead(307, { location: `${url}/graphql` }).end());
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { status } = await samsyn(INFLOW, { SAMSYN_URL: `http://127.0.0.1:${port}` });
    server.close();
    expect(status).toBe(2);
    expect(asked).toEqual([]);
  });

  it('is in no output', async () => {
    const { stdout, stderr } = await samsyn(INFLOW, { SAMSYN_TOKEN: 'very-secret' });
    expect(stdout + stderr).not.toContain('very-secret');
  });
});

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line beside this process, which serves what it asks. */
async function samsyn(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH'], SAMSYN_URL: url, SAMSYN_TOKEN: 'analyst', ...environment };
  const command = [join(ROOT, 'gateway/cli/samsyn.mjs'), 'aggregate', ...args];
  const options = { cwd: scratch, env, maxBuffer: 16 * 1024 * 1024 };
  try {
    return { status: 0, ...(await promisify(execFile)(process.execPath, command, options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}
