import { execFile } from 'node:child_process';
import type { SystemFacts } from '../../../gateway/local/process-settings.ts';

export interface RevokeRun {
  readonly code: number | null;
  /** Standard output, then standard error. */
  readonly out: string;
}

/** Runs `npx samsyn revoke` as an operator would. */
export function revoke(
  { databases, keys }: Pick<SystemFacts, 'databases' | 'keys'>,
  args: readonly string[],
  changes: Readonly<Record<string, string>>,
): Promise<RevokeRun> {
  const settings = { OWNER_DATABASE_URL: databases.gateway.owner, REF_KEY: keys.refKey, ...changes };
  const env = { ...process.env, ...settings };
  return new Promise((resolve) => {
    const child = execFile('node', ['gateway/cli/samsyn.mjs', 'revoke', ...args], { env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, out: `${stdout}${stderr}` });
    });
  });
}
