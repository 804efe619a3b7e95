import { DataSource, type Logger } from 'typeorm';
import { AGGREGATE_APPROVAL, AGGREGATE_WITHDRAWAL } from './aggregates/aggregate-tables.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { DESK_TABLES } from './desk-tables.ts';
import { DISCLOSURE_LOG } from './disclosure-log.ts';
import { FUNCTION_CONTACT } from './function-directory.ts';
import { PLATFORM_PERSON_TABLES } from './platform-tables.ts';

const POOL_SIZE = 10;
const STATEMENT_TIMEOUT_MS = 5_000;

const nothing = (): void => undefined;

/** A statement's parameters name persons, and an error of the database quotes them; without logging, a migration's error is told still. */
const SAYS_NOTHING: Logger = {
  ...{ logQuery: nothing, logQueryError: nothing, logQuerySlow: nothing },
  ...{ logSchemaBuild: nothing, logMigration: nothing, log: nothing },
};

/** Connects to an agency's own database. TypeORM never changes the schema by itself: migrations alone do. */
export async function openAgencyDatabase(definition: AgencyDefinition, url: string): Promise<DataSource> {
  const { tables: own, signs = [] } = definition;
  const tables = [...PLATFORM_PERSON_TABLES, ...DESK_TABLES, ...own, ...signs];
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [
      ...new Set(tables.flatMap(({ entity, reads }) => [entity, reads])),
      ...[DISCLOSURE_LOG, FUNCTION_CONTACT, AGGREGATE_APPROVAL, AGGREGATE_WITHDRAWAL],
    ],
    migrations: definition.migrations,
    migrationsTransactionMode: 'all',
    synchronize: false,
    logger: SAYS_NOTHING,
    poolSize: POOL_SIZE,
    extra: { statement_timeout: STATEMENT_TIMEOUT_MS, connectionTimeoutMillis: 2_000, keepAlive: true },
  });
  return dataSource.initialize();
}
