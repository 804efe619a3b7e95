import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { SchoolActions, SchoolDesk } from './school-desk.type.ts';
import { CreateSchoolRegister1 } from './migrations/1-create-school-register.ts';
import { AddSchoolDesk2 } from './migrations/2-add-school-desk.ts';
import { SplitSchoolRows3 } from './migrations/3-split-school-rows.ts';
import { AddSchoolAggregates4 } from './migrations/4-add-school-aggregates.ts';
import { SCHOOL_MEASURES } from './school-measures.ts';
import { SchoolRecordResolver } from './school-record.resolver.ts';
import { SchoolRecord } from './school-record.type.ts';
import { schoolRowsOf } from './school-rows.ts';
import { SCHOOL_TABLES } from './school-tables.ts';

/** The school's register and subgraph (Skolan). */
export const SCHOOL: AgencyDefinition = {
  agency: 'school',
  doors: {
    record: SchoolRecord,
    recordDescription: 'What the school holds; never null while it answers (skolans uppgifter).',
    directoryDescription: 'Functions at the school (skolans funktioner).',
    desk: {
      desk: SchoolDesk,
      deskDescription: 'What the asker may see at the desk of the school (skolans handläggning).',
      actions: SchoolActions,
      actionsDescription: 'What the asker may do at the school: one action an operation (skolans åtgärder).',
    },
  },
  resolvers: [SchoolRecordResolver],
  tables: SCHOOL_TABLES,
  measures: SCHOOL_MEASURES,
  migrations: [CreateSchoolRegister1, AddSchoolDesk2, SplitSchoolRows3, AddSchoolAggregates4],
  rowsOf: schoolRowsOf,
};
