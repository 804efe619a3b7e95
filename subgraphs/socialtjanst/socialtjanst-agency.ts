import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { CONSENT_VIEWS } from './consent-views.ts';
import { SocialActions, SocialDesk } from './social-desk.type.ts';
import { CreateSocialtjanstRegister1 } from './migrations/1-create-socialtjanst-register.ts';
import { AddSocialtjanstDesk2 } from './migrations/2-add-socialtjanst-desk.ts';
import { ConsentActionsResolver, ConsentDeskResolver } from './consent-desk.resolver.ts';
import { ConsentEntryResolver, ConsentRecordResolver } from './consent-record.resolver.ts';
import { SplitSocialtjanstRows3 } from './migrations/3-split-socialtjanst-rows.ts';
import { AddConsentRegister4 } from './migrations/4-add-consent-register.ts';
import { SecureConsents5 } from './migrations/5-secure-consents.ts';
import { AddReportDesk6 } from './migrations/6-add-report-desk.ts';
import { AddSocialtjanstAggregates7 } from './migrations/7-add-socialtjanst-aggregates.ts';
import { hasReported } from './own-reports.ts';
import { ReportActionsResolver, ReportDeskResolver } from './report-desk.resolver.ts';
import { CONSENT_KEEPER } from './read-consents.ts';
import { SigMembershipResolver, SigRecordResolver } from './sig-record.resolver.ts';
import { SocialCareResolver } from './social-care.resolver.ts';
import { ConcernReportResolver, PlacementResolver, SocialInvestigationResolver } from './social-item.resolver.ts';
import { SocialRecordResolver } from './social-record.resolver.ts';
import { SocialRecord } from './social-record.type.ts';
import { SOCIALTJANST_MEASURES } from './socialtjanst-measures.ts';
import { socialtjanstRowsOf } from './socialtjanst-rows.ts';
import { SOCIALTJANST_TABLES } from './socialtjanst-tables.ts';

/** The register and subgraph of socialtjänsten, the social insatsgrupp and the consents among it (Socialtjänsten). */
export const SOCIALTJANST: AgencyDefinition = {
  agency: 'socialtjanst',
  attestsConsents: CONSENT_KEEPER,
  hasReported,
  doors: {
    record: SocialRecord,
    recordDescription: 'What socialtjänsten holds; never null while it answers (socialtjänstens uppgifter).',
    directoryDescription: 'Functions at socialtjänsten (socialtjänstens funktioner).',
    desk: {
      desk: SocialDesk,
      deskDescription: 'What the asker may see at the desk of socialtjänsten (socialtjänstens handläggning).',
      actions: SocialActions,
      actionsDescription:
        'What the asker may do at socialtjänsten: one action an operation (socialtjänstens åtgärder).',
    },
  },
  resolvers: [
    SocialRecordResolver,
    ConcernReportResolver,
    SocialInvestigationResolver,
    SocialCareResolver,
    PlacementResolver,
    SigRecordResolver,
    SigMembershipResolver,
    ConsentRecordResolver,
    ConsentEntryResolver,
    ConsentDeskResolver,
    ConsentActionsResolver,
    ReportDeskResolver,
    ReportActionsResolver,
  ],
  tables: SOCIALTJANST_TABLES,
  signs: CONSENT_VIEWS,
  measures: SOCIALTJANST_MEASURES,
  migrations: [
    CreateSocialtjanstRegister1,
    AddSocialtjanstDesk2,
    SplitSocialtjanstRows3,
    AddConsentRegister4,
    SecureConsents5,
    AddReportDesk6,
    AddSocialtjanstAggregates7,
  ],
  rowsOf: socialtjanstRowsOf,
};
