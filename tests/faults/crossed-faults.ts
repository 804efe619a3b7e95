import type { Agency } from '../../schema/agency.ts';
import { AGENCY_FAULTS, type AgencyFaultCell } from './agency-faults.ts';
import { DAY_TROUBLE } from './day-trouble.ts';
import { GATEWAY_TROUBLES, type GatewayTrouble } from './gateway-troubles.ts';
import { STORE_TROUBLES } from './store-troubles.ts';

/** What can befall the gateway, or what it stands on. */
export const EVERY_TROUBLE: readonly GatewayTrouble[] = [...GATEWAY_TROUBLES, ...STORE_TROUBLES, DAY_TROUBLE];

/** How one agency fails. */
export interface FailingAgency {
  readonly agency: Agency;
  readonly fault: AgencyFaultCell;
}

/** A trouble of the gateway while agencies fail. */
export interface CrossedFault {
  readonly trouble: GatewayTrouble;
  readonly failing: readonly FailingAgency[];
}

/** In turn, so that each trouble meets another agency and another kind of fault; the other agency hangs. */
const AGENCIES_IN_TURN = [
  ['police', 'school'],
  ['school', 'police'],
] as const;
const FAULTS_IN_TURN = [
  'truncated JSON',
  '500 with an HTML page',
  'connection refused',
  'extra fields',
  'drips a byte at a time',
  'does not know the receipt’s key',
];

/** Each trouble of the gateway with one agency that hangs and one that fails otherwise; all pairs would take hours. */
export const CROSSED: readonly CrossedFault[] = EVERY_TROUBLE.map((trouble, index) => {
  const [hanging, other] = AGENCIES_IN_TURN[index % AGENCIES_IN_TURN.length] ?? AGENCIES_IN_TURN[0];
  return {
    trouble,
    failing: [
      { agency: hanging, fault: faultNamed('hangs') },
      { agency: other, fault: faultNamed(FAULTS_IN_TURN[index % FAULTS_IN_TURN.length]) },
    ],
  };
});

function faultNamed(name: string | undefined): AgencyFaultCell {
  const fault = AGENCY_FAULTS.find((cell) => cell.name === name);
  if (fault === undefined) throw new Error(`there is no fault ${name ?? ''}`);
  return fault;
}

/** What is wrong with agencies meanwhile, in the words of the matrix. */
export function describeFailing({ failing }: CrossedFault): string {
  return failing.map(({ agency, fault }) => `${agency}: ${fault.name}`).join('; ');
}

export function crossedName(cell: CrossedFault): string {
  return `${cell.trouble.name} × ${describeFailing(cell)}`;
}
