import type { Role } from '../schema/role.ts';
import type { PolicySet, PurposeRule } from './policy-set.ts';

/** The purposes that a role may declare, in the order of the closed list. */
export function openPurposes(role: Role, policySet: PolicySet): readonly PurposeRule[] {
  return [...policySet.purposes.values()].filter(({ roles }) => roles.includes(role));
}
