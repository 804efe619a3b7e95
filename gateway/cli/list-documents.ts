import type { CommandLine } from './command.ts';
import { readDocuments } from './read-documents.ts';
import { readOptionsOf } from './read-options.ts';

/** `documents list`: the registered documents, with the ids by which clients ask for them. */
export function listDocuments({ args, write }: CommandLine): number {
  readOptionsOf('documents', { args, most: 0 }, {});
  const documents = readDocuments(undefined);
  for (const { operationName, id } of documents) write(`${id}  ${operationName}\n`);
  write(`${documents.length} documents; npx samsyn documents check says who sees what\n`);
  return 0;
}
