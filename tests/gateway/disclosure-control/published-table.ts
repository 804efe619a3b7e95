import { AttackSolver } from '../../../gateway/disclosure-control/attack-solver.ts';
import { COUNTS } from '../../../gateway/disclosure-control/count-quantity.ts';
import { rangeOfCount } from '../../../gateway/disclosure-control/known-range.ts';
import { PublicationAudit } from '../../../gateway/disclosure-control/publication-audit.ts';
import { linkRows, placeCells } from '../../../gateway/disclosure-control/publication-rows.ts';
import type { PublishedCell, Rules } from '../../../gateway/disclosure-control/publication.ts';

/** A figure as it was printed, or in brackets what the suppressed figure was. */
export type Printed = number | readonly [suppressed: number];

/** A table as the literature prints it: lines of figures, the last figure of each line and the last line being totals. */
export function publish(lines: readonly (readonly Printed[])[], rules: Rules): readonly PublishedCell[] {
  const codes = (at: number, count: number, name: string): Record<string, readonly string[]> =>
    at === count - 1 ? {} : { [name]: [String(at)] };
  return lines.flatMap((line, row) =>
    line.map((printed, column): PublishedCell => {
      const isShown = typeof printed === 'number';
      const figure = isShown ? printed : printed[0];
      const shape = (row === lines.length - 1 ? 2 : 0) + (column === line.length - 1 ? 1 : 0);
      const region = {
        universe: 'printed',
        codes: { ...codes(row, lines.length, 'line'), ...codes(column, line.length, 'column') },
      };
      const isSmall = !isShown && figure <= rules.suppressUpTo;
      return { release: 'printed', table: shape, region, rules, shown: isShown ? figure : null, isSmall };
    }),
  );
}

const NO_LEDGER = { dimensions: {}, subsets: [] };

/** How many groups the audit finds that can be counted closer than promised. */
export async function countExposed(cells: readonly PublishedCell[]): Promise<number> {
  const audit = await PublicationAudit.open({ cells, own: cells.length, quantity: COUNTS }, NO_LEDGER);
  const exposed = audit.run().length;
  audit.close();
  return exposed;
}

/** The feasibility interval of each suppressed cell, to somebody who knows the figures that are shown and nothing else. */
export async function feasibilityIntervals(
  cells: readonly PublishedCell[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const publication = placeCells(cells, NO_LEDGER);
  const solver = await AttackSolver.open(publication.frame, linkRows(publication, cells, rangeOfCount), 1000);
  const intervals = new Map<string, readonly number[]>();
  for (const { expression, cells: about } of publication.rows) {
    const cell = cells[about[0] ?? -1];
    if (cell?.shown !== null) continue;
    const { line, column } = cell.region.codes;
    const least = solver.minimize(expression);
    const most = solver.minimize(expression.map(([at, times]) => [at, -times]));
    intervals.set(`${line?.[0]},${column?.[0]}`, [wholeFrom(least.bound), 0 - wholeFrom(most.bound)]);
  }
  solver.close();
  return intervals;
}

function wholeFrom(bound: number): number {
  return Math.ceil(bound - 0.01) + 0;
}
