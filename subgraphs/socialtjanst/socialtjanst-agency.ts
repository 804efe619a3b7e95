import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { CreateSocialtjanstRegister1 } from './migrations/1-create-socialtjanst-register.ts';
import { AddSocialtjanstDesk2 } from './migrations/2-add-socialtjanst-desk.ts';
import { SplitSocialtjanstRows3 } from './migrations/3-split-socialtjanst-rows.ts';
import { SigMembershipResolver, SigRecordResolver } from './sig-record.resolver.ts';
import { SocialCareResolver } from './social-care.resolver.ts';
import { ConcernReportResolver, PlacementResolver, SocialInvestigationResolver } from './social-item.resolver.ts';
import { SocialRecordResolver } from './social-record.resolver.ts';
import { SocialRecord } from './social-record.type.ts';
import { socialtjanstRowsOf } from './socialtjanst-rows.ts';
import { SOCIALTJANST_TABLES } from './socialtjanst-tables.ts';

/** The register and subgraph of socialtjänsten, the social insatsgrupp and the consents among it (Socialtjänsten). */
export const SOCIALTJANST: AgencyDefinition = {
  agency: 'socialtjanst',
  attestsConsents: true,
  doors: {
    record: SocialRecord,
    recordDescription: 'What socialtjänsten holds; never null while it answers (socialtjänstens uppgifter).',
    directoryDescription: 'Functions at socialtjänsten (socialtjänstens funktioner).',
  },
  resolvers: [
    SocialRecordResolver,
    ConcernReportResolver,
    SocialInvestigationResolver,
    SocialCareResolver,
    PlacementResolver,
    SigRecordResolver,
    SigMembershipResolver,
  ],
  tables: SOCIALTJANST_TABLES,
  migrations: [CreateSocialtjanstRegister1, AddSocialtjanstDesk2, SplitSocialtjanstRows3],
  rowsOf: socialtjanstRowsOf,
};
