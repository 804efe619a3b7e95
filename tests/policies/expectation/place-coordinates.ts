import type { Agency } from '../../../schema/agency.ts';
import { ROLES, type Role } from '../../../schema/role.ts';
import { readClauses, readMatrix, type Clause } from '../read-matrix.ts';
import { copyHolder, doorGround, JOINT_HOLDERS, listCoordinates, type PlacedCoordinate } from '../row-coordinates.ts';
import { SOCIAL_GROUNDS } from '../social-coordinates.ts';

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
      const holder = holderOf(matrixRow?.owner, listed);
      const holders = JOINT_HOLDERS[listed.row] ?? (holder === null ? [] : [holder]);
      return [listed.coordinate, { ...listed, holder, holders, cells: matrixRow?.cells ?? doorCells(listed.row) }];
    }),
  );
}

function holderOf(owner: string | undefined, { coordinate, row }: PlacedCoordinate): Agency | null {
  if (row in SOCIAL_GROUNDS) return 'socialtjanst';
  const isCopy = owner === 'every-agency' || owner === undefined;
  return isCopy ? copyHolder(coordinate) : (owner as Agency);
}

function doorCells(row: string): Placed['cells'] {
  return Object.fromEntries(ROLES.map((role) => [role, readClauses(doorGround(row, role))])) as Placed['cells'];
}
