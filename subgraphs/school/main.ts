import { runAgency } from '../platform/run-agency.ts';
import { SCHOOL } from './school-agency.ts';

runAgency(SCHOOL);
