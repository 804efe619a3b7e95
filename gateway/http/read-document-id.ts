import { SamsynError } from '../../schema/error-catalogue.ts';

const PREFIX = 'sha256:';

/**
 * The id of a registered document, as clients send it: `documentId`, or `extensions.persistedQuery.sha256Hash`; null where a text is
 * sent alone. Given twice it must be the same.
 * @throws SamsynError BODY_MALFORMED
 */
export function readDocumentId({ documentId, extensions }: Readonly<Record<string, unknown>>): string | null {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  const hash = isObject(persisted) ? persisted['sha256Hash'] : undefined;
  const given = [documentId, hash].filter((id) => id !== undefined && id !== null);
  const ids = given.map((id) => (typeof id === 'string' ? id.replace(PREFIX, '').toLowerCase() : ''));
  const isWell = ids.every((id) => /^[0-9a-f]{32,64}$/.test(id) && id === ids[0]);
  if (!isWell || (isObject(extensions) && 'persistedQuery' in extensions && hash === undefined))
    throw new SamsynError('BODY_MALFORMED', {});
  return ids[0] ?? null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
