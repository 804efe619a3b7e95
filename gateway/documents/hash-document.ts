import { createHash } from 'node:crypto';

/**
 * The hashes by which clients name a document, in hexadecimal: SHA-256 here and in Apollo's manifests, SHA-1 in the client preset
 * unless it is told otherwise, MD5 in Relay. The weaker ones are names and no proofs: a text is answered because it lies in
 * `schema/operations/`, where people have read it, and nobody can put another there by finding the same hash.
 */
const ALGORITHMS = ['sha256', 'sha1', 'md5'] as const;

/** The id under which a document is known here. */
export function documentId(text: string): string {
  return `sha256:${hash(text, 'sha256')}`;
}

/** Every hash that a client may send for the document. */
export function namesOfDocument(text: string): readonly string[] {
  return ALGORITHMS.map((algorithm) => hash(text, algorithm));
}

function hash(text: string, algorithm: (typeof ALGORITHMS)[number]): string {
  return createHash(algorithm).update(text).digest('hex');
}
