import { z } from 'zod';
import { isRole, ROLES, type Role } from '../../schema/role.ts';

/** Roles, parted by commas, that may ask documents that are not registered; empty for none. */
export const adHocRolesSetting = z.string().transform((text, context): readonly Role[] => {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.every(isRole)) return names.filter(isRole);
  context.addIssue({ code: 'custom', message: `must be roles parted by commas, of ${ROLES.join(', ')}` });
  return z.NEVER;
});

/** Where nobody is named: whoever develops asks freely, and in production nobody does. */
export function adHocRoles(given: readonly Role[] | undefined, nodeEnv: string): readonly Role[] {
  return given ?? (nodeEnv === 'production' ? [] : ROLES);
}
