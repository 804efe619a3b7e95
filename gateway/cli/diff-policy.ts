import { diffPolicySets } from '../../policies/diff-policy-sets.ts';
import { readPolicyTexts, type PolicyTexts } from '../../policies/load-policy-set.ts';
import { printChange } from '../../policies/policy-change.ts';
import { outlinePolicy, type PolicyOutline } from '../../policies/policy-outline.ts';
import { CommandError, type CommandLine } from './command.ts';
import { readPolicyAtRevision } from './policy-at-revision.ts';
import { readOptions } from './read-options.ts';

/** `policy diff <revision>`: 0 when nothing changed since, 1 with each change on a line. */
export async function diffPolicy({ args, write }: CommandLine): Promise<number> {
  const { positionals } = readOptions(args, {}, 1);
  const [revision] = positionals;
  if (revision === undefined)
    throw new CommandError('name the revision to compare with: npx samsyn policy diff <revision>.');
  const { commit, texts } = await readPolicyAtRevision(revision);
  const changes = diffPolicySets(outline(texts, revision), outline(readPolicyTexts(), 'this checkout'));
  for (const change of changes) write(`${printChange(change)}\n`);
  const widenings = changes.filter(({ isWidening }) => isWidening).length;
  write(
    changes.length === 0
      ? `no change of the policy since ${revision} (${commit})\n`
      : `changes since ${revision} (${commit}): ${changes.length}, of them widening: ${widenings}\n`,
  );
  return changes.length === 0 ? 0 : 1;
}

function outline(texts: PolicyTexts, where: string): PolicyOutline {
  try {
    return outlinePolicy(texts);
  } catch (error) {
    throw new CommandError(
      `the policy of ${where} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
