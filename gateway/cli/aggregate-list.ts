import type { ShownSource } from '../aggregates/graph/show-definition.ts';
import type { Command } from './command.ts';
import { readLanguage, readPublicList } from './read-public-list.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = { json: { type: 'boolean', default: false }, language: { type: 'string', default: 'sv' } } as const;

/** `aggregate list`: what can be counted, and which agencies have approved it. */
export const listAggregates: Command = async ({ args, write }) => {
  const { values } = readOptionsOf('aggregate', { args, most: 0 }, OPTIONS);
  const language = readLanguage(values.language);
  const { definitions } = await readPublicList();
  if (values.json) {
    write(`${JSON.stringify(definitions, null, 2)}\n`);
    return 0;
  }
  for (const { id, title, universe, sources } of definitions) {
    write(`${id}\n  ${title[language]}\n  ${universe[language]}\n  ${sources.map(tellApproval).join(', ')}\n`);
  }
  write(`${definitions.length} aggregates; npx samsyn aggregate show <id> says more\n`);
  return 0;
};

/** How far an agency's approval is: `police approved (2 of 2)`. */
export function tellApproval({ agency, approvals, needed, isApproved }: ShownSource): string {
  if (approvals === null) return `${agency} does not answer`;
  return `${agency} ${isApproved === true ? 'approved' : 'NOT APPROVED'} (${approvals} of ${needed})`;
}
