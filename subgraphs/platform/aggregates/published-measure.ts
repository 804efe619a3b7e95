import type { Measure } from '../../../schema/measure.ts';

/** A measure that an agency publishes, with the SQL that is its own. */
export interface PublishedMeasure extends Measure {
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

/** What is checked in under `schema/measures`: all but the SQL. */
export function printMeasures(measures: readonly PublishedMeasure[]): string {
  const published = measures.map(({ name, counts, kind, dimensions, additive, sums, rows }) => ({
    ...{ name, counts, kind, dimensions, additive, sums, rows },
  }));
  // Lists on one line, as the formatter has them.
  const text = JSON.stringify(published, null, 2).replace(/\[[^[\]{}]*\]/g, (list) =>
    list
      .replace(/\s*\n\s*/g, ' ')
      .replace('[ ', '[')
      .replace(' ]', ']'),
  );
  return `${text}\n`;
}
