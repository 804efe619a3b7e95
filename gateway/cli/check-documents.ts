import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { readSupergraph } from '../../schema/sdl/read-sdl.ts';
import { ROLE_TITLES } from '../../schema/role.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { policySetAt } from '../../policies/policy-set-at.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { findMisfit } from '../documents/require-fitting.ts';
import type { RegisteredDocument } from '../documents/registered-document.ts';
import { whoSeesWhat, type RoleSight, type Sight } from '../documents/who-sees-what.ts';
import type { CommandLine } from './command.ts';
import { readDocuments } from './read-documents.ts';
import { readOptionsOf } from './read-options.ts';

/** `documents check`: 0 when all fit, 1 when any does not. */
export function checkDocuments({ args, now, write }: CommandLine): number {
  const { positionals } = readOptionsOf('documents', { args, most: 1 }, {});
  return tellDocuments(readDocuments(positionals[0]), { now, write });
}

/** Writes what is to be known of documents before they are registered; 1 when any does not fit. */
export function tellDocuments(
  documents: readonly RegisteredDocument[],
  { now, write }: Pick<CommandLine, 'now' | 'write'>,
): number {
  const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
  const policySet = policySetAt(loadPolicySet(), now);
  const misfits = documents.filter((document) => tellDocument(document, { schema, policySet, write }));
  write(misfits.length === 0 ? `ok: ${documents.length} documents fit\n` : `problems: ${misfits.length}\n`);
  return misfits.length === 0 ? 0 : 1;
}

interface Telling {
  readonly schema: GraphQLSchema;
  readonly policySet: PolicySet;
  readonly write: CommandLine['write'];
}

/** Whether the document does not fit. */
function tellDocument(document: RegisteredDocument, { schema, policySet, write }: Telling): boolean {
  write(`${document.operationName}  ${document.id}\n`);
  const misfit = findMisfit(document, schema);
  if (misfit !== null) {
    write(`  DOES NOT FIT: ${misfit}\n`);
    return true;
  }
  const all = whoSeesWhat(document, { schema, policySet });
  for (const { role, sights } of all.filter((sight) => sight.sights.length > 0)) {
    write(`  ${role} (${ROLE_TITLES[role]})\n${sights.map(printSight).join('')}`);
  }
  write(printBlind(all));
  return false;
}

function printSight({ purposes, open, perhaps, never }: Sight): string {
  const names = purposes.map((purpose) => purpose ?? 'no purpose').join(', ');
  const lines = [
    ['open', open],
    ['perhaps', perhaps],
    ['never', never],
  ] as const;
  const told = lines.filter(([, coordinates]) => coordinates.length > 0);
  return `    ${names}\n${told.map(([word, coordinates]) => `      ${word}: ${coordinates.join(', ')}\n`).join('')}`;
}

/** A document that a role can ask in vain is worth a look. */
function printBlind(all: readonly RoleSight[]): string {
  const blind = all.filter(({ sights }) => sights.length === 0).map(({ role }) => role);
  if (blind.length === all.length) return '  no role sees a value: it asks about the schema alone, or is of no use\n';
  return blind.length === 0 ? '' : `  sees nothing: ${blind.join(', ')}\n`;
}
