import { execFile } from 'node:child_process';
import type { SystemFacts } from '../../gateway/local/process-settings.ts';
import { AGENCIES } from '../../schema/agency.ts';

export interface AuditRun {
  readonly code: number | null;
  /** Standard output, then standard error. */
  readonly out: string;
}

/** Runs `npx samsyn audit` as a person would, over the record of a system. */
export function runAudit(
  { databases, keys }: Pick<SystemFacts, 'databases' | 'keys'>,
  args: readonly string[],
  input = '',
): Promise<AuditRun> {
  const env = {
    ...process.env,
    RECORD_DATABASE_URL: databases.gateway.app,
    RECEIPT_KEYS: JSON.stringify(keys.receiptPublicKeys),
    REF_KEY: keys.refKey,
    AGENCY_LOG_URLS: JSON.stringify(Object.fromEntries(AGENCIES.map((agency) => [agency, databases[agency].app]))),
  };
  return new Promise((resolve) => {
    const child = execFile('node', ['gateway/cli/samsyn.mjs', 'audit', ...args], { env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, out: `${stdout}${stderr}` });
    });
    child.stdin?.end(input);
  });
}
