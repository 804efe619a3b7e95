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
    return readManifest(readFileSync(resolve(file), 'utf8'), basename(file));
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}.`);
  }
}
