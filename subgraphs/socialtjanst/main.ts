import { runAgency } from '../platform/run-agency.ts';
import { SOCIALTJANST } from './socialtjanst-agency.ts';

runAgency(SOCIALTJANST);
