import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileNames, OPERATIONS } from '../documents/load-documents.ts';
import type { RegisteredDocument } from '../documents/registered-document.ts';
import { tellDocuments } from './check-documents.ts';
import { CommandError, type CommandLine } from './command.ts';
import { readDocuments } from './read-documents.ts';
import { readOptionsOf } from './read-options.ts';

/** `documents add`: checks all, and writes those that are new; nothing is written unless all fit. */
export function addDocuments({ args, now, write }: CommandLine): number {
  const { positionals } = readOptionsOf('documents', { args, most: 1 }, {});
  const [file] = positionals;
  if (file === undefined) throw new CommandError('name the file: see npx samsyn documents --help.');
  const documents = readDocuments(file);
  if (tellDocuments(documents, { now, write }) !== 0) return 1;
  mkdirSync(OPERATIONS, { recursive: true });
  for (const document of documents) write(addDocument(document));
  write('look at the change, commit it, and start the gateway again\n');
  return 0;
}

/** Never writes over another text: clients in use may still send it. */
function addDocument(document: RegisteredDocument): string {
  const [name, nameWithHash] = fileNames(document);
  for (const candidate of [name, nameWithHash]) {
    const place = new URL(candidate, OPERATIONS);
    if (!existsSync(place)) {
      writeFileSync(place, document.text);
      return `added: schema/operations/${candidate}\n`;
    }
    if (readFileSync(place, 'utf8') === document.text) return `is there: schema/operations/${candidate}\n`;
  }
  throw new CommandError(`schema/operations/${nameWithHash} holds another text.`);
}
