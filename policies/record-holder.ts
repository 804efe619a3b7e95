import { AGENCIES, type Agency } from '../schema/agency.ts';

/** The types that each agency owns whole: the record of a person, the desk, and what can be done there. */
const OWN_TYPES: Readonly<Record<Agency, readonly string[]>> = {
  police: ['PoliceRecord', 'PoliceDesk', 'PoliceActions'],
  socialtjanst: ['SocialRecord', 'SocialDesk', 'SocialActions'],
  school: ['SchoolRecord', 'SchoolDesk', 'SchoolActions'],
};

/** The agency that owns the type of a coordinate; null for types that agencies share. */
export function recordHolder(coordinate: string): Agency | null {
  const [type = ''] = coordinate.split('.');
  return AGENCIES.find((agency) => OWN_TYPES[agency].includes(type)) ?? null;
}
