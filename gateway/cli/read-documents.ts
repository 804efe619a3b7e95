import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadDocuments } from '../documents/load-documents.ts';
import { readManifest } from '../documents/read-manifest.ts';
import type { RegisteredDocument } from '../documents/registered-document.ts';
import { CommandError } from './command.ts';

/**
 * The documents of a client's build, or without a file those that are registered.
 * @throws CommandError saying what is wrong with them
 */
export function readDocuments(file: string | undefined): readonly RegisteredDocument[] {
  try {
    if (file === undefined) return loadDocuments();
    return readManifest(readText(file), basename(file));
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    throw new Error(`${basename(file)} cannot be read: there is no such file, or it may not be read`);
  }
}
