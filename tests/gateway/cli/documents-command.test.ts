import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCheckout, ROOT, samsyn, scratch, type Ran } from './run-samsyn.ts';

const NEW = 'query BeforeTheTalk($refs: [ID!]!) {\n  individuals(refs: $refs) { ref police { isKnown } }\n}\n';
const MISFIT = 'query Salary { me { salary } }';
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

let root = '';
const run = (...args: readonly string[]): Ran => samsyn(['documents', ...args], { root });

beforeAll(() => {
  root = makeCheckout('documents');
  for (const part of ['gateway', 'subgraphs']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
});

function manifest(name: string, texts: readonly string[]): string {
  const file = join(scratch, name);
  writeFileSync(file, JSON.stringify(Object.fromEntries(texts.map((text) => [hash(text), text]))));
  return file;
}

describe('samsyn documents', () => {
  it('lists what is registered, with ids', () => {
    const { status, stdout } = run('list');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^sha256:[0-9a-f]{64} {2}WhoAmI$/m);
    expect(stdout).toMatch(/^\d+ documents; /m);
  });

  it('says so of a file that is not there, and not where it looked', () => {
    const { status, stderr } = run('check', 'not-there.json');
    expect([status, stderr.trim()]).toEqual([2, expect.stringMatching(/^[^/]*not-there\.json cannot be read[^/]*$/)]);
  });

  it('checks what is registered, and says who sees what, and who nothing', () => {
    const { status, stdout } = run('check');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ok: \d+ documents fit$/m);
    expect(stdout).toContain('  socialtjanst.case-worker (Socialsekreterare)\n');
    expect(stdout).toMatch(/^ {6}(open|perhaps|never): [A-Z]\w+\.\w+/m);
    expect(stdout).toContain('  sees nothing: analyst, data-protection-officer\n');
  });

  it('adds nothing when one does not fit, and names it', () => {
    const before = readdirSync(join(root, 'schema/operations'));
    const { status, stdout } = run('add', manifest('misfit.json', [NEW, MISFIT]));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Salary {2}sha256:.*\n {2}DOES NOT FIT: DOCUMENT_INVALID: /m);
    expect(stdout).toContain('problems: 1\n');
    expect(readdirSync(join(root, 'schema/operations'))).toEqual(before);
  });

  it('adds what fits byte for byte, once, and a later text beside it', () => {
    const later = NEW.replace('isKnown', 'isKnown riskRatingExists');
    expect(run('add', manifest('new.json', [NEW])).stdout).toContain(
      'added: schema/operations/BeforeTheTalk.graphql\n',
    );
    expect(run('add', manifest('new.json', [NEW])).stdout).toContain(
      'is there: schema/operations/BeforeTheTalk.graphql\n',
    );
    const second = `BeforeTheTalk.${hash(later).slice(0, 12)}.graphql`;
    expect(run('add', manifest('later.json', [NEW, later])).stdout).toContain(`added: schema/operations/${second}\n`);
    expect(readFileSync(join(root, 'schema/operations/BeforeTheTalk.graphql'), 'utf8')).toBe(NEW);
    expect(readFileSync(join(root, 'schema/operations', second), 'utf8')).toBe(later);
    expect(run('list').stdout).toContain(`sha256:${hash(later)}  BeforeTheTalk\n`);
  });

  it.each([
    ['no command', [], /^npx samsyn documents check/],
    ['a command that is not there', ['remove'], /has no command "remove"/],
    ['no file to add', ['add'], /name the file/],
    ['a file that is not there', ['check', 'none.json'], /none\.json/],
    ['one word too many', ['list', 'more'], /one word too many/],
  ])('is told to ask otherwise when given %s', (_, args, message) => {
    const { status, stderr } = run(...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(join(root, 'none.json'))).toBe(false);
  });
});
