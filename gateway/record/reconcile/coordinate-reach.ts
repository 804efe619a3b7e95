import type { Agency } from '../../../schema/agency.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { recordHolder } from '../../../policies/record-holder.ts';

/** What reconciling needs to know of a coordinate. */
export interface CoordinateReach {
  /** Whether it is of a person's data, not a door, a desk or the directory. */
  readonly isOfPerson: (coordinate: string) => boolean;
  /** The agency that releases it; null where several could. */
  readonly holderOf: (coordinate: string) => Agency | null;
  /** Whether it lies on the record itself, which is always there: then the agency must have decided it. */
  readonly isOnRecord: (coordinate: string) => boolean;
  readonly isAction: (coordinate: string) => boolean;
}

const RECORD = /^\w+Record\./;
const ACTION = /^\w+Actions\./;
/** Types that carry no person, whatever the rules of the day say of them: older versions of the rules knew them too. */
const IMPERSONAL = /^(?:Query|Mutation|Individual|Directory|FunctionContact|Me|OpenPurpose|\w+Desk|\w+Actions)\./;

/** Reads it from the rules; what no rule of today knows is of a person, and anybody's. */
export function createCoordinateReach({ coordinates }: PolicySet): CoordinateReach {
  return {
    isOfPerson: (coordinate) => {
      if (IMPERSONAL.test(coordinate)) return false;
      return coordinates.get(coordinate)?.rule.row.startsWith('S') !== true;
    },
    holderOf: (coordinate) => {
      const holder = coordinates.get(coordinate)?.rule.holder;
      if (holder === undefined || holder === 'gateway' || holder === 'every-agency') return recordHolder(coordinate);
      return holder;
    },
    isOnRecord: (coordinate) => RECORD.test(coordinate) && recordHolder(coordinate) !== null,
    isAction: (coordinate) => ACTION.test(coordinate),
  };
}
