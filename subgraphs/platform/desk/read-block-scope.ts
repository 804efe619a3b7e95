import { inputInvalid } from '../../../schema/input-problem.ts';
import { isRole } from '../../../schema/role.ts';
import { isStaffSubject } from '../../../schema/staff-subject.ts';
import type { AgencyContext } from '../agency-context.ts';
import type { BlockKind, SetBlockInput } from './access-block.type.ts';

/** For whom a block closes, and what; null or empty is all. */
export interface BlockScope {
  readonly staffSubject: string | null;
  readonly role: string | null;
  readonly rows: readonly string[];
}

/** @throws SamsynError INPUT_INVALID when it names nobody that can be, or rows that this agency does not hold */
export function readBlockScope(
  input: Pick<SetBlockInput, 'kind' | 'staffSubject' | 'role' | 'rows'>,
  context: Pick<AgencyContext, 'agency' | 'policySet'>,
): BlockScope {
  const { staffSubject = null, role = null } = input;
  if (!isFitSubject(staffSubject, role, input.kind)) throw inputInvalid('staff-subject');
  if (role !== null && !isRole(role)) throw inputInvalid('role');
  return { staffSubject, role, rows: readRows(input.rows ?? [], context) };
}

/** A conflict of interest is somebody's own. */
function isFitSubject(staffSubject: string | null, role: string | null, kind: BlockKind): boolean {
  if (staffSubject === null) return kind !== 'CONFLICT_OF_INTEREST';
  return isStaffSubject(staffSubject) && (kind !== 'CONFLICT_OF_INTEREST' || role === null);
}

function readRows(
  rows: readonly string[],
  { agency, policySet }: Pick<AgencyContext, 'agency' | 'policySet'>,
): readonly string[] {
  const held = new Set(
    policySet.rules
      .filter(
        ({ row, holder, jointlyHeld }) =>
          row.startsWith('M') && (jointlyHeld || holder === 'every-agency' || holder === agency),
      )
      .map(({ row }) => row),
  );
  if (!rows.every((row) => held.has(row))) throw inputInvalid('rows');
  return [...new Set(rows)].sort();
}
