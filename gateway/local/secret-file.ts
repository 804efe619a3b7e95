import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { StartError, systemErrorCode } from './start-error.ts';

const OWNER_ONLY = 0o600;
const PASSWORD_BYTES = 24;

/** Reads a JSON file that only its owner may read, or makes it with `create` the first time. A half-written file is never left. */
export async function keepSecret<T>(path: string, create: () => T | Promise<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return writeSecret(path, await create());
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new StartError(`the file ${path} does not hold JSON any more: remove it and start with --reset.`);
  }
}

/** Replaces the file whole, readable by its owner alone. */
export async function writeSecret<T>(path: string, value: T): Promise<T> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY });
  await rename(draft, path);
  return value;
}

/** 32 characters that need no quoting in SQL, a URL or a shell. */
export function randomPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}
