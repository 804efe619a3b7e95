import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../gateway/local/read-arguments.ts';
import { curlCommand, readyText } from '../../../gateway/local/ready-text.ts';
import { createProgressDisplay } from '../../../gateway/local/show-progress.ts';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';

const CHECK = new URL('../../../gateway/local/check-node.mjs', import.meta.url);
const ENTRY = fileURLToPath(new URL('../../../gateway/local/npm-start.mjs', import.meta.url));

function checkAs(version: string) {
  const script = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); import(${JSON.stringify(pathToFileURL(fileURLToPath(CHECK)).href)})`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

describe('npm start', () => {
  it.each(['12.22.12', '18.20.4', '20.18.3'])('turns Node.js %s away in a sentence', (version) => {
    const { status, stderr } = checkAs(version);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `samsyn needs Node.js 20.19 or newer, and this is ${version}: install a newer one from nodejs.org.\n`,
    );
  });

  it.each(['20.19.0', '22.1.0'])('takes Node.js %s', (version) => {
    expect(checkAs(version)).toMatchObject({ status: 0, stderr: '' });
  });

  it('reads what it is asked for', () => {
    const asked = readArguments(['--people', '50', '--seed', 'x', '--data', 'd', '--port', '5000', '--reset'], {});
    expect(asked).toEqual({
      people: 50,
      seed: 'x',
      dataDirectory: resolve('d'),
      gatewayPort: 5000,
      isReset: true,
      isHelp: false,
    });
    expect(readArguments([], { SAMSYN_DATA: '/somewhere' }).dataDirectory).toBe('/somewhere');
    expect(readArguments([], { SAMSYN_DATA: '' }).dataDirectory).toBe(resolve('.samsyn'));
  });

  it.each([
    [['--people', 'many'], /^--people must be a whole number from 1 to 1000000, and "many" is not/],
    [['--port', '65530'], /^--port must be a whole number from 1 to 65503/],
    [['--nonsense'], /--nonsense.*see npm start -- --help\.$/],
  ])('names what is wrong in %j', (args, sentence) => {
    expect(() => readArguments(args, {})).toThrow(sentence);
  });

  it('ends with a sentence and status 1, and with help when asked', () => {
    const wrong = spawnSync(process.execPath, [ENTRY, '--port', 'x'], { encoding: 'utf8' });
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^--port must be [^\n]+\n$/);
    expect(spawnSync(process.execPath, [ENTRY, '--help'], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('the ready text', () => {
  const facts = {
    graphqlUrl: 'http://127.0.0.1:4000/graphql',
    issuer: 'http://127.0.0.1:4010',
    dataDirectory: '/data',
    people: 10,
    example: 'YYYYMMDDNNNN',
    startedInMs: 1234,
  };

  it('begins with the address, and tells of everybody who can sign in', () => {
    const text = readyText(facts);
    expect(text.split('\n')[0]).toBe('samsyn is ready (1.2 s): the graph is at http://127.0.0.1:4000/graphql');
    for (const { username, role } of DEMO_STAFF) expect(text).toMatch(new RegExp(`^  ${username} +${role} `, 'm'));
    expect(text).toContain(curlCommand(facts));
  });

  it('holds a command that a shell takes as it is meant', () => {
    const shown = curlCommand({ ...facts, issuer: 'http://127.0.0.1:5010' });
    const script = `npm() { echo "token of $ISSUER $*"; }; curl() { printf '%s\\n' "$@"; }; ${shown}`;
    const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    const words = stdout.split('\n');
    expect(words).toContain('authorization: Bearer token of http://127.0.0.1:5010 run -s token -- caseworker');
    const body = JSON.parse(words.at(-2) ?? '') as { readonly query: string; readonly variables: unknown };
    const supergraph = readFileSync(new URL('../../../schema/sdl/supergraph.graphql', import.meta.url), 'utf8');
    expect(validate(buildSchema(supergraph), parse(body.query))).toEqual([]);
    expect(body.variables).toEqual({ pin: 'YYYYMMDDNNNN' });
  });
});

describe('progress', () => {
  function show(isTTY: boolean): string {
    const written: string[] = [];
    const display = createProgressDisplay({ isTTY, columns: 40, write: (text) => written.push(text) });
    for (const share of [0.1, 0.15, 0.2, 0.6]) display.update({ text: 'people move in', share });
    display.say('a sentence');
    display.finish();
    return written.join('');
  }

  it('is a bar on a terminal, within its width, and gone at the end', () => {
    const shown = show(true);
    expect(shown).toContain('█');
    for (const line of shown.replaceAll('\r\u001b[2K', '\n').split('\n')) expect(line.length).toBeLessThan(40);
    expect(shown.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is a few plain lines elsewhere', () => {
    expect(show(false)).toBe(' 10 %  people move in\n 60 %  people move in\na sentence\n');
  });
});
