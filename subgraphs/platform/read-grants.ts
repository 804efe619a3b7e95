import { isPurpose } from '../../schema/purpose.ts';
import { isRole, type Role } from '../../schema/role.ts';
import { GRANT_KINDS, type AccessBlock, type ReleaseGrant } from '../../policies/holder-facts.ts';
import type { RowOf } from './define-table.ts';
import type { ACCESS_BLOCK, BLOCK_LIFTING, GRANT_REVOCATION, RELEASE_GRANT } from './desk-tables.ts';

export interface Asker {
  readonly staffSubject: string;
  readonly role: Role;
}

type Rows<Table> = readonly RowOf<Table>[];

/** Of the blocks on a person, those that are in force and meet the asker. */
export function readBlocks(
  blocks: Rows<typeof ACCESS_BLOCK>,
  liftings: Rows<typeof BLOCK_LIFTING>,
  asker: Asker,
): readonly AccessBlock[] {
  const lifted = new Set(liftings.map(({ blockId }) => blockId));
  return blocks.filter(
    ({ publicId, staffSubject, role }) =>
      !lifted.has(publicId) &&
      (staffSubject === null || staffSubject === asker.staffSubject) &&
      (role === null || role === asker.role),
  );
}

/**
 * Of the releases of a person, those that meet the asker and were not taken back. Whether they hold today is for the policy to decide.
 */
export function readGrants(
  grants: Rows<typeof RELEASE_GRANT>,
  revocations: Rows<typeof GRANT_REVOCATION>,
  asker: Asker,
): readonly ReleaseGrant[] {
  const revoked = new Set(revocations.map(({ grantId }) => grantId));
  return grants
    .filter(({ publicId, role }) => !revoked.has(publicId) && role === asker.role)
    .flatMap((row) => readGrant(row) ?? []);
}

/** Null for a row of words that this version does not know: it then opens nothing. */
function readGrant(row: RowOf<typeof RELEASE_GRANT>): ReleaseGrant | null {
  const kind = GRANT_KINDS.find((known) => known === row.kind);
  if (kind === undefined || !isRole(row.role) || !isPurpose(row.purpose)) return null;
  const { publicId, law, coordinates, role, staffSubject, purpose, fromAt, untilAt } = row;
  return { id: publicId, kind, law, coordinates, role, staffSubject, purpose, from: fromAt, until: untilAt };
}
