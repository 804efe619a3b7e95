import { z } from 'zod';
import { namesOfDocument } from './hash-document.ts';
import { readDocument } from './load-documents.ts';
import type { RegisteredDocument } from './registered-document.ts';

/** GraphQL Code Generator's client preset, and the Relay compiler: a hash for each text. */
const hashMap = z.record(z.string(), z.string());

/** Apollo's `generate-persisted-query-manifest`. */
const apolloManifest = z.looseObject({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.looseObject({ id: z.string(), body: z.string() })),
});

/**
 * Reads the documents that a client's build wrote down: a manifest in one of three formats, or the text of one document.
 * @param file its name, which tells the format by its ending and is named in errors
 * @throws Error when it is neither, or when an id is no hash of its text
 */
export function readManifest(content: string, file: string): readonly RegisteredDocument[] {
  if (!file.endsWith('.json')) return [readDocument(content, file)];
  return listEntries(content, file).map(([id, text], index) => {
    const document = readDocument(text, `${file}, document ${index + 1}`);
    if (namesOfDocument(text).includes(id.replace('sha256:', '').toLowerCase())) return document;
    throw new Error(
      `${file}: the id of ${document.operationName} is no SHA-256, SHA-1 or MD5 of its text, so no client could ask for it`,
    );
  });
}

function listEntries(content: string, file: string): readonly (readonly [id: string, text: string])[] {
  const json = parseJson(content, file);
  const apollo = apolloManifest.safeParse(json);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const map = hashMap.safeParse(json);
  if (map.success) return Object.entries(map.data);
  throw new Error(`${file}: neither an Apollo manifest, nor a map of hashes as the client preset and Relay write it`);
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw new Error(`${file}: is not JSON`);
  }
}
