import { isDominated } from './dominance.ts';
import type { Candidate, ExactCell, PublishedCell, Rules } from './publication.ts';
import { roundFigure } from './round-figure.ts';

/**
 * The cells of a release with what is small or dominated suppressed and the rest rounded, table by table. Zero is suppressed
 * too, so that a mark says 0 to T and nothing more, and neither 0 nor 100 per cent of a line can be read.
 */
export function markSmall({ release, universe, fixed, tables, rules }: Candidate): readonly PublishedCell[] {
  return tables.flatMap(({ dimensions, cells }, table) =>
    cells.map((cell): PublishedCell => {
      const own = dimensions.map((name, place) => [name, [cell.codes[place] ?? '']] as const);
      const isSmall = cell.count <= rules.suppressUpTo;
      const shown = isSmall ? null : roundFigure(cell.count, rules.roundTo);
      const region = { universe, codes: { ...fixed, ...Object.fromEntries(own) } };
      return { release, table, region, rules, shown, isSmall, ...markSum(cell, rules, isSmall) };
    }),
  );
}

function markSum({ sum }: ExactCell, { sum: rules }: Rules, isSmall: boolean): Pick<PublishedCell, 'sum'> {
  if (rules === undefined) return {};
  if (sum === undefined) throw new Error('a cell has no sum');
  return { sum: isSmall || isDominated(sum, rules) ? null : roundFigure(sum.total, rules.roundTo) };
}
