import { createHash } from 'node:crypto';
import type { Measure } from '../../../schema/measure.ts';
import { PERIOD_FUNCTIONS, PERSON_VIEWS } from './measure-sql.ts';

/** A measure that an agency publishes, with the SQL that is its own. */
export interface PublishedMeasure extends Omit<Measure, 'sqlDigest'> {
  /**
   * The view: one row a counted thing or person, with `person_ref`, `counted_on` (a day, by which it falls in a period), a column
   * in snake_case for each dimension that is no month, and one for each sum. It reads through `ofPresentPersons`, so that an
   * earlier ref counts as the present one, and judges everything by the last day that is counted, so that it never changes.
   */
  readonly view: string;
}

/** `socialtjanst.report-feedback` is the view `report_feedback` of the schema `measures`. */
export function viewName({ name }: Pick<Measure, 'name'>): string {
  return (name.split('.')[1] ?? '').replaceAll('-', '_');
}

/** What is checked in under `schema/measures`: all but the SQL, of which there is a digest. */
export function printMeasures(measures: readonly PublishedMeasure[]): string {
  const published = measures.map(({ view, ...measure }) => {
    const { name, counts, kind, dimensions, additive, sums, rows } = measure;
    return { name, counts, kind, dimensions, additive, sums, rows, sqlDigest: digestOfSql(view) };
  });
  // Lists on one line, as the formatter has them.
  const text = JSON.stringify(published, null, 2).replace(/\[[^[\]{}]*\]/g, (list) =>
    list
      .replace(/\s*\n\s*/g, ' ')
      .replace('[ ', '[')
      .replace(' ]', ']'),
  );
  return `${text}\n`;
}

/** Over the view and all that it is made on. */
function digestOfSql(view: string): string {
  const { everywhere, whereAddressesAre } = PERSON_VIEWS;
  const sql = [...PERIOD_FUNCTIONS, ...everywhere, ...whereAddressesAre, view];
  return createHash('sha256').update(JSON.stringify(sql)).digest('base64url');
}
