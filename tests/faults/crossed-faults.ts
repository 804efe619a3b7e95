import type { Agency } from '../../schema/agency.ts';
import { AGENCY_FAULTS, type AgencyFaultCell } from './agency-faults.ts';
import { GATEWAY_TROUBLES, type GatewayTrouble } from './gateway-troubles.ts';

/** A trouble of the gateway while an agency fails. */
export interface CrossedFault {
  readonly trouble: GatewayTrouble;
  readonly agency: Agency;
  readonly fault: AgencyFaultCell;
}

/** In turn, so that each trouble meets another agency and another kind of fault. */
const AGENCIES_IN_TURN: readonly Agency[] = ['police', 'school'];
const FAULTS_IN_TURN = [
  'hangs',
  'truncated JSON',
  '500 with an HTML page',
  'connection refused',
  'extra fields',
  'drips a byte at a time',
  'does not know the receipt’s key',
];

/** Each trouble of the gateway with one fault of an agency; all pairs would take an hour. */
export const CROSSED: readonly CrossedFault[] = GATEWAY_TROUBLES.map((trouble, index) => {
  const fault = AGENCY_FAULTS.find(({ name }) => name === FAULTS_IN_TURN[index % FAULTS_IN_TURN.length]);
  const agency = AGENCIES_IN_TURN[index % AGENCIES_IN_TURN.length];
  if (fault === undefined || agency === undefined) throw new Error(`nothing is crossed with ${trouble.name}`);
  return { trouble, agency, fault };
});

export function crossedName({ trouble, agency, fault }: CrossedFault): string {
  return `${trouble.name} × ${agency} ${fault.name}`;
}
