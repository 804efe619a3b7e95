import { readFileSync } from 'node:fs';
import type { Agency } from '../agency.ts';

/** The checked-in SDL of a subgraph. */
export function readSdl(name: Agency | 'gateway'): string {
  return readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8');
}

/** The checked-in supergraph, composed of them. */
export function readSupergraph(): string {
  return readFileSync(new URL('supergraph.graphql', import.meta.url), 'utf8');
}
