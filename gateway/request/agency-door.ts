import { AGENCIES, type Agency } from '../../schema/agency.ts';

const DOOR_TYPES: readonly string[] = ['Individual', 'Directory', 'Query', 'Mutation'];

/** The agency that answers for `Individual.<agency>` and the like, or null for a coordinate that is no door to an agency. */
export function agencyOfDoor(coordinate: string): Agency | null {
  return AGENCIES.find((agency) => DOOR_TYPES.some((type) => coordinate === `${type}.${agency}`)) ?? null;
}

/** Whether a coordinate is the door to an agency's desk, or to what can be done there. */
export function isDeskDoor(coordinate: string): boolean {
  return /^(?:Query|Mutation)\./.test(coordinate) && agencyOfDoor(coordinate) !== null;
}
