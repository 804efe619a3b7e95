import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const scratch = mkdtempSync(join(tmpdir(), 'samsyn-policy-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line, as `npx samsyn` does. */
export function samsyn(
  args: readonly string[],
  options: { readonly root?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Ran {
  const entry = join(options.root ?? ROOT, 'gateway/cli/samsyn.mjs');
  return spawnSync(process.execPath, [entry, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    ...(options.env === undefined ? {} : { env: options.env }),
  });
}

export function git(root: string, ...args: readonly string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@samsyn.example', '-c', 'commit.gpgsign=false'];
  const ran = spawnSync('git', ['-C', root, ...author, ...args], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
}

export const hasGit = spawnSync('git', ['--version']).status === 0;

/** A checkout of its own with the folders that the command reads, so that no test turns on this one's history. */
export function makeCheckout(name: string): string {
  const root = join(scratch, name);
  for (const part of [
    'gateway/cli',
    'gateway/local/check-node.mjs',
    'policies',
    'schema',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  }
  spawnSync('ln', ['-s', join(ROOT, 'node_modules'), join(root, 'node_modules')]);
  return root;
}

export function edit(file: string, find: string, put: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(find)) throw new Error(`${file} lacks ${find}`);
  writeFileSync(file, text.replace(find, put));
}
