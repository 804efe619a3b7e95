import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { GraphQLError, Kind, parse } from 'graphql';
import { documentId } from './hash-document.ts';
import type { RegisteredDocument } from './registered-document.ts';

/** Where registered documents lie, one a file, to be read and reviewed like everything else. */
export const OPERATIONS = new URL('../../schema/operations/', import.meta.url);

const ENDING = '.graphql';

/**
 * Reads the registered documents, in the order of their names.
 * @throws Error naming the file that is not one named operation
 */
export function loadDocuments(folder: URL = OPERATIONS): readonly RegisteredDocument[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(ENDING));
  return names.toSorted().map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const document = readDocument(text, name);
    const expected = fileNames(document);
    if (!expected.includes(name)) throw new Error(`${name}: the file must be named ${expected.join(' or ')}`);
    return document;
  });
}

/** The file of a document; the second name is for another text of an operation that clients in use still send. */
export function fileNames({ operationName, id }: RegisteredDocument): readonly [string, string] {
  const [, hash = ''] = id.split(':');
  return [`${operationName}${ENDING}`, `${operationName}.${hash.slice(0, 12)}${ENDING}`];
}

/**
 * Reads one document: its text stays as it is, since its id is a hash of it.
 * @param source where it comes from, to be named in an error
 * @throws Error
 */
export function readDocument(text: string, source: string): RegisteredDocument {
  const names = parseOperations(text, source);
  const [operationName] = names;
  if (names.length !== 1 || operationName === undefined || operationName === '') {
    throw new Error(`${source}: a document to be registered holds one operation, which has a name`);
  }
  return { id: documentId(text), text, operationName };
}

function parseOperations(text: string, source: string): readonly string[] {
  try {
    return parse(text, { noLocation: true }).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? ''] : [],
    );
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new Error(`${source}: ${error.message}`, { cause: error });
  }
}
