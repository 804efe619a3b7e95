import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { homeAgency, ROLES, type Role } from '../../schema/role.ts';

/** Who of each data owner may approve an aggregate. */
export type Approvers = Readonly<Record<Agency, readonly Role[]>>;

/** So many different persons of each agency whose data is counted must have approved the definition. */
export const APPROVALS_NEEDED = 2;

const approversText = z.record(z.enum(AGENCIES), z.array(z.enum(ROLES)).min(1));

/**
 * Loads `approvers.yaml`.
 * @throws Error when an agency has none, or names a role that is not its own: nobody approves for another owner
 */
export function loadApprovers(text = readFileSync(new URL('approvers.yaml', import.meta.url), 'utf8')): Approvers {
  const approvers = approversText.parse(parse(text));
  for (const agency of AGENCIES) {
    const stranger = approvers[agency].find((role) => homeAgency(role) !== agency);
    if (stranger !== undefined) throw new Error(`approvers.yaml: ${stranger} is no role of ${agency}`);
  }
  return approvers;
}
