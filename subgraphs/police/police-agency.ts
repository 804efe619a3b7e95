import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { DirectoryResolver, IndividualResolver } from './individual.resolver.ts';
import { CreatePoliceRegister1 } from './migrations/1-create-police-register.ts';
import { PoliceRecordResolver } from './police-record.resolver.ts';
import { policeRowsOf } from './police-rows.ts';
import { POLICE_TABLES } from './police-tables.ts';

/** The police's register and subgraph (Polisen). */
export const POLICE: AgencyDefinition = {
  agency: 'police',
  resolvers: [IndividualResolver, DirectoryResolver, PoliceRecordResolver],
  tables: POLICE_TABLES,
  migrations: [CreatePoliceRegister1],
  rowsOf: policeRowsOf,
};
