import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Role } from '../../schema/role.ts';
import type { Asked } from '../request/asked.ts';
import { namesOfDocument } from './hash-document.ts';
import type { RegisteredDocument } from './registered-document.ts';

/** Knows the documents that were registered, and who may ask others. */
export interface DocumentDesk {
  readonly documents: readonly RegisteredDocument[];
  /**
   * The text that is asked. A text that is not registered is answered to roles that may ask freely, and no text becomes registered
   * by being sent.
   * @throws SamsynError DOCUMENT_UNKNOWN, DOCUMENT_UNREGISTERED, OPERATION_UNSUPPORTED
   */
  choose(asked: Pick<Asked, 'query' | 'documentId'>, role: Role): string;
}

/** @param adHocRoles the roles that may ask documents that nobody has looked at: none in production */
export function createDocumentDesk(
  documents: readonly RegisteredDocument[],
  adHocRoles: readonly Role[],
): DocumentDesk {
  const texts = new Set(documents.map(({ text }) => text));
  const byName = new Map(documents.flatMap(({ text }) => namesOfDocument(text).map((name) => [name, text] as const)));
  return {
    documents,
    choose({ query, documentId }, role) {
      if (documentId === null) return requireFreedom(query, role);
      if (query !== '' && !namesOfDocument(query).includes(documentId)) {
        throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'the document is not the one that its id names' });
      }
      const text = byName.get(documentId);
      if (text === undefined) throw new SamsynError('DOCUMENT_UNKNOWN', {});
      return text;
    },
  };

  function requireFreedom(query: string, role: Role): string {
    if (texts.has(query) || adHocRoles.includes(role)) return query;
    throw new SamsynError('DOCUMENT_UNREGISTERED', {});
  }
}
