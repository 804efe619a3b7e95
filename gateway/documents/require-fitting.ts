import type { GraphQLSchema } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { admitDocument } from '../request/admit.ts';
import type { RegisteredDocument } from './registered-document.ts';

/** What keeps a document from being answered by this schema, whoever asks; null when nothing does. */
export function findMisfit({ text, operationName }: RegisteredDocument, schema: GraphQLSchema): string | null {
  try {
    admitDocument(text, operationName, schema);
    return null;
  } catch (error) {
    if (!(error instanceof SamsynError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/**
 * A registered document that no longer fits would fail in front of whoever needs it; so the gateway does not start with it.
 * @throws Error naming each document that does not fit
 */
export function requireFitting(documents: readonly RegisteredDocument[], schema: GraphQLSchema): void {
  const misfits = documents.flatMap((document) => {
    const misfit = findMisfit(document, schema);
    return misfit === null ? [] : [`${document.operationName} (${document.id.slice(0, 19)}): ${misfit}`];
  });
  if (misfits.length > 0) throw new Error(`registered documents do not fit the schema: ${misfits.join('; ')}`);
}
