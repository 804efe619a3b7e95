import type { Agency } from '../../../schema/agency.ts';
import { ROLES, type Role } from '../../../schema/role.ts';
import { PRACTITIONERS } from '../purpose-table.ts';
import { readClauses, readMatrix, type Clause } from '../read-matrix.ts';
import { copyHolder, JOINT_HOLDERS, listCoordinates } from '../row-coordinates.ts';

/** A coordinate with all that the matrix says of it. */
export interface Placed {
  readonly coordinate: string;
  readonly row: string;
  readonly isExistence: boolean;
  /** The agency that would release it; null for what carries no person, and for the directory. */
  readonly holder: Agency | null;
  /** The agencies whose roles hold it as their own. */
  readonly holders: readonly Agency[];
  readonly cells: Readonly<Record<Role, readonly Clause[]>>;
}

/** Places every coordinate of the graph in its row. */
export function placeCoordinates(): ReadonlyMap<string, Placed> {
  const rows = new Map(readMatrix().map((row) => [row.row, row]));
  return new Map(
    listCoordinates().map((listed) => {
      const matrixRow = rows.get(listed.row);
      const holder = holderOf(matrixRow?.owner, listed.coordinate);
      const holders = JOINT_HOLDERS[listed.row] ?? (holder === null ? [] : [holder]);
      return [listed.coordinate, { ...listed, holder, holders, cells: matrixRow?.cells ?? doorCells(listed.row) }];
    }),
  );
}

function holderOf(owner: string | undefined, coordinate: string): Agency | null {
  return owner === 'every-agency' ? copyHolder(coordinate) : ((owner ?? null) as Agency | null);
}

/** Practitioners come in at every door; analysts and data protection officers never at a person's. */
function doorCells(row: string): Placed['cells'] {
  const cellOf = (role: Role): string => {
    if (row !== 'S01' || PRACTITIONERS.includes(role)) return 'structure';
    return role === 'analyst' ? 'aggregate' : 'metadata';
  };
  return Object.fromEntries(ROLES.map((role) => [role, readClauses(cellOf(role))])) as Placed['cells'];
}
