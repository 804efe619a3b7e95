import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { DirectoryResolver, IndividualResolver } from './individual.resolver.ts';
import { CreateSchoolRegister1 } from './migrations/1-create-school-register.ts';
import { SchoolRecordResolver } from './school-record.resolver.ts';
import { schoolRowsOf } from './school-rows.ts';
import { SCHOOL_TABLES } from './school-tables.ts';

/** The school's register and subgraph (Skolan). */
export const SCHOOL: AgencyDefinition = {
  agency: 'school',
  resolvers: [IndividualResolver, DirectoryResolver, SchoolRecordResolver],
  tables: SCHOOL_TABLES,
  migrations: [CreateSchoolRegister1],
  rowsOf: schoolRowsOf,
};
