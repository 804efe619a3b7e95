import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PolicyTexts } from '../../policies/load-policy-set.ts';
import { CommandError } from './command.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOST_BYTES = 64 * 1024 * 1024;

export interface PolicyAtRevision {
  /** The commit, abbreviated. */
  readonly commit: string;
  readonly texts: PolicyTexts;
}

/**
 * Reads the texts of the policy out of a git revision of this checkout; nothing is checked out.
 * @throws CommandError when there is no git, no checkout, no such revision, or no policy in it
 */
export async function readPolicyAtRevision(revision: string): Promise<PolicyAtRevision> {
  await requireCheckout();
  const commit = await resolveCommit(revision);
  const listed = await git(['ls-tree', '--name-only', commit, './policies/rules/']);
  const ruleFiles = listed.split('\n').filter((name) => name.endsWith('.yaml'));
  if (ruleFiles.length === 0) throw new CommandError(`${revision} has no rules in policies/rules.`);
  const show = (file: string): Promise<string> => git(['show', `${commit}:./${file}`]);
  const [purposes, legalBases, ...rules] = await Promise.all(
    ['policies/purposes.yaml', 'policies/legal-bases.yaml', ...ruleFiles].map(show),
  );
  return { commit: commit.slice(0, 10), texts: { rules, purposes: purposes ?? '', legalBases: legalBases ?? '' } };
}

async function requireCheckout(): Promise<void> {
  try {
    await run('git', ['rev-parse', '--is-inside-work-tree'], { cwd: ROOT });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new CommandError(
      isMissing
        ? 'git is not installed: policy diff reads the older rules out of git.'
        : 'this is not a git checkout: policy diff reads the older rules out of git.',
    );
  }
}

/** A revision that begins with a dash would be an option to git. */
async function resolveCommit(revision: string): Promise<string> {
  const unknown = new CommandError(`git knows no revision "${revision}" here: see git log.`);
  if (revision.startsWith('-')) throw unknown;
  try {
    const { stdout } = await run('git', ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { cwd: ROOT });
    return stdout.trim();
  } catch {
    throw unknown;
  }
}

async function git(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', [...args], { cwd: ROOT, maxBuffer: MOST_BYTES });
    return stdout;
  } catch (error) {
    throw new CommandError(
      `git could not read the older rules: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
