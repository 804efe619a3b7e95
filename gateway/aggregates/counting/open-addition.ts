import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { ContributionForm } from '../agencies/contribution-form.ts';
import type { CountRow } from '../agencies/contribution-sink.ts';
import { shownDimensions } from './codes-of.ts';
import { codeNames } from './code-names.ts';
import { addContributors, type ExactCell } from './exact-crossing.ts';
import type { Counting } from './counting.ts';

/** Counts that one agency has made: they are added up to the dimensions that are shown. */
export function openAddition(definition: AggregateDefinition, form: ContributionForm): Counting {
  const dimensions = shownDimensions(definition.tables);
  const columns = dimensions.map((shown) => form.columns.findIndex(({ dimension }) => dimension === shown));
  const names = columns.map((column) => codeNames(form.columns[column]?.numbers ?? new Map<string, number>()));
  const cells = new Map<string, ExactCell>();
  const takeCount = ({ codes: numbers, count, ...amounts }: CountRow): void => {
    const codes = columns.map((column, at) => names[at]?.get(numbers[column] ?? -1) ?? '');
    const earlier = cells.get(codes.join());
    const sum = form.hasSum ? contributorsOf(amounts) : null;
    cells.set(codes.join(), {
      codes,
      count: count + (earlier?.count ?? 0),
      sum: addContributors(earlier?.sum ?? null, sum),
    });
  };
  const takeToken = (): never => {
    throw new TypeError('a source of counts sends no tokens');
  };
  return {
    sinks: [{ takeCount, takeToken }],
    count: () => Promise.resolve({ dimensions, hasSum: form.hasSum, cells: [...cells.values()] }),
    close: () => cells.clear(),
  };
}

function contributorsOf({ sum, largest, second }: Omit<CountRow, 'codes' | 'count'>): ExactCell['sum'] {
  return { total: sum, largest: [largest, second].filter((amount) => amount > 0) };
}
