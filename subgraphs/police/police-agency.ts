import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { PoliceActions, PoliceDesk } from './police-desk.type.ts';
import { CreatePoliceRegister1 } from './migrations/1-create-police-register.ts';
import { AddPoliceDesk2 } from './migrations/2-add-police-desk.ts';
import { SplitPoliceRows3 } from './migrations/3-split-police-rows.ts';
import { AddPoliceAggregates4 } from './migrations/4-add-police-aggregates.ts';
import { ObservationResolver, PoliceIncidentResolver } from './police-item.resolver.ts';
import { POLICE_MEASURES } from './police-measures.ts';
import { PoliceRecordResolver } from './police-record.resolver.ts';
import { PoliceRecord } from './police-record.type.ts';
import { policeRowsOf } from './police-rows.ts';
import { POLICE_SIGNS, POLICE_TABLES } from './police-tables.ts';

/** The police's register and subgraph (Polisen). */
export const POLICE: AgencyDefinition = {
  agency: 'police',
  doors: {
    record: PoliceRecord,
    recordDescription: 'What the police hold; never null while they answer (polisens uppgifter).',
    directoryDescription: 'Functions at the police (polisens funktioner).',
    desk: {
      desk: PoliceDesk,
      deskDescription: 'What the asker may see at the desk of the police (polisens handläggning).',
      actions: PoliceActions,
      actionsDescription: 'What the asker may do at the police: one action an operation (polisens åtgärder).',
    },
  },
  resolvers: [PoliceRecordResolver, PoliceIncidentResolver, ObservationResolver],
  tables: POLICE_TABLES,
  signs: POLICE_SIGNS,
  measures: POLICE_MEASURES,
  migrations: [CreatePoliceRegister1, AddPoliceDesk2, SplitPoliceRows3, AddPoliceAggregates4],
  rowsOf: policeRowsOf,
};
