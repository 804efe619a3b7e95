import type { AgencyDefinition } from '../platform/agency-definition.ts';
import { DirectoryResolver, IndividualResolver } from './individual.resolver.ts';
import { CreateSocialtjanstRegister1 } from './migrations/1-create-socialtjanst-register.ts';
import { SigMembershipResolver, SigRecordResolver } from './sig-record.resolver.ts';
import { SocialCareResolver } from './social-care.resolver.ts';
import { SocialRecordResolver } from './social-record.resolver.ts';
import { socialtjanstRowsOf } from './socialtjanst-rows.ts';
import { SOCIALTJANST_TABLES } from './socialtjanst-tables.ts';

/** The register and subgraph of socialtjänsten, the social insatsgrupp and the consents among it (Socialtjänsten). */
export const SOCIALTJANST: AgencyDefinition = {
  agency: 'socialtjanst',
  resolvers: [
    IndividualResolver,
    DirectoryResolver,
    SocialRecordResolver,
    SocialCareResolver,
    SigRecordResolver,
    SigMembershipResolver,
  ],
  tables: SOCIALTJANST_TABLES,
  migrations: [CreateSocialtjanstRegister1],
  rowsOf: socialtjanstRowsOf,
};
