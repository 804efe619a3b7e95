import { isPurpose } from '../../schema/purpose.ts';
import { isRole, type Role } from '../../schema/role.ts';
import { GRANT_KINDS, type AccessBlock, type ReleaseGrant } from '../../policies/holder-facts.ts';
import type { RowOf } from './define-table.ts';
import { ACCESS_BLOCK, BLOCK_LIFTING, GRANT_REVOCATION, RELEASE_GRANT } from './desk-tables.ts';
import type { RowLoader } from './row-loader.ts';

export interface Asker {
  readonly staffSubject: string;
  readonly role: Role;
}

/** The blocks on a person that are in force and meet the asker. */
export async function readBlocks(rows: RowLoader, personRef: string, asker: Asker): Promise<readonly AccessBlock[]> {
  const [blocks, liftings] = await Promise.all([
    rows.many(ACCESS_BLOCK, personRef),
    rows.many(BLOCK_LIFTING, personRef),
  ]);
  const lifted = new Set(liftings.map(({ blockId }) => blockId));
  return blocks.filter(
    ({ publicId, staffSubject, role }) =>
      !lifted.has(publicId) &&
      (staffSubject === null || staffSubject === asker.staffSubject) &&
      (role === null || role === asker.role),
  );
}

/** The releases of a person that meet the asker and were not taken back. Whether they hold today is for the policy to decide. */
export async function readGrants(rows: RowLoader, personRef: string, asker: Asker): Promise<readonly ReleaseGrant[]> {
  const [grants, revocations] = await Promise.all([
    rows.many(RELEASE_GRANT, personRef),
    rows.many(GRANT_REVOCATION, personRef),
  ]);
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
