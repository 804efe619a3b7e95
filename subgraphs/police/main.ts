import { runAgency } from '../platform/run-agency.ts';
import { POLICE } from './police-agency.ts';

runAgency(POLICE);
