import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { AggregateRelease } from '../release.ts';
import type { ExportOptions } from './export-options.ts';

/** A file that somebody takes away. */
export interface ExportedRelease {
  readonly body: Buffer | string;
  readonly type: string;
  readonly fileName: string;
}

/**
 * Writes a release as a file.
 * @throws SamsynError NOT_FOUND for a form that is not written here
 */
export function exportRelease(release: AggregateRelease, { format, table }: ExportOptions): Promise<ExportedRelease> {
  if (format !== 'json') return Promise.reject(new SamsynError('NOT_FOUND', {}));
  const tables = table === null ? release.tables : release.tables.slice(table - 1, table);
  const fileName = `${release.definition.id}-${release.period.name}.json`;
  return Promise.resolve({
    body: `${JSON.stringify({ ...release, tables }, null, 2)}\n`,
    type: 'application/json; charset=utf-8',
    fileName,
  });
}
