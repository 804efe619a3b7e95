import { DuckDBInstance } from '@duckdb/node-api';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { ContributionForm } from '../agencies/contribution-form.ts';
import { writeJoin } from './write-join.ts';
import { TokenTable } from './token-table.ts';
import type { Counting } from './counting.ts';

/** In memory alone, within bounds, and with no way to a file, an extension or the network. Nothing can change that later. */
const ENGINE: Readonly<Record<string, string>> = {
  memory_limit: '512MB',
  threads: '2',
  temp_directory: '',
  enable_external_access: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  lock_configuration: 'true',
};

/** Tokens of several agencies, joined in an engine of the run's own that is gone when the run is. */
export async function openJoin(definition: AggregateDefinition, forms: readonly ContributionForm[]): Promise<Counting> {
  const engine = await DuckDBInstance.create(':memory:', ENGINE);
  const connection = await engine.connect();
  const tables: TokenTable[] = [];
  for (const [at, { columns }] of forms.entries()) {
    tables.push(await TokenTable.create(connection, `source_${at}`, columns.length));
  }
  const { sql, dimensions, names } = writeJoin(definition, forms);
  return {
    sinks: tables.map((table) => ({
      takeToken: (high, low, codes) => table.add(high, low, codes),
      takeCount: () => {
        throw new TypeError('a source of tokens sends no counts');
      },
    })),
    count: async () => {
      tables.forEach((table) => table.end());
      const rows = (await connection.runAndReadAll(sql)).getRows();
      const cells = rows.map((row) => ({
        codes: dimensions.map((dimension, at) => nameOf(names[at]?.get(Number(row[at])), dimension)),
        count: Number(row.at(-1)),
        sum: null,
      }));
      return { dimensions, hasSum: false, cells };
    },
    close: () => {
      connection.closeSync();
      engine.closeSync();
    },
  };
}

function nameOf(code: string | undefined, dimension: string): string {
  if (code === undefined) throw new TypeError(`a person of the join has no ${dimension}`);
  return code;
}
