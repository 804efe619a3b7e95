import { readFileSync } from 'node:fs';
import { OPERATIONS } from './load-documents.ts';

/** The text of a registered operation, for pages and commands of this project that ask it. */
export function readOperation(operationName: string): string {
  return readFileSync(new URL(`${operationName}.graphql`, OPERATIONS), 'utf8');
}
