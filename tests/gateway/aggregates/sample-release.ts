import { CODE_LISTS, isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';
import { parsePeriod } from '../../../schema/aggregate-period.ts';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import type { AggregateRelease, ReleasedCell, ReleasedTable } from '../../../gateway/aggregates/release.ts';

export const definitions = loadDefinitions(loadPolicySet());

export const RELEASE_ID = '5b0c3a52-5f0e-4a3c-9c55-0d3f5a3c7e11';

/** A release of a real definition with invented figures: a fixed course of numbers, small ones suppressed, the rest rounded. */
export function sampleRelease(
  id: string,
  options: { readonly period?: string; readonly now?: string; readonly most?: number } = {},
): AggregateRelease {
  const definition = definitions.get(id);
  if (definition === undefined) throw new Error(`there is no ${id}`);
  const name = options.period ?? (definition.period.kind === 'term' ? '2026-HT' : '2026');
  const period = parsePeriod(definition.period.kind, name, new Date(options.now ?? '2027-02-10T09:00:00Z'));
  if (period === null) throw new Error(`${name} is no period`);
  const draw = createDraw(options.most ?? 90);
  const hasSum = definition.sum !== undefined;
  const tables = definition.tables.map((dimensions): ReleasedTable => {
    const codes = dimensions.map((dimension) => codesOf(dimension, period.months));
    const cells = combine(codes).map((each): ReleasedCell => protect(each, draw(), hasSum));
    const shown = cells.flatMap(({ count }) => (count === null ? [] : [count]));
    return {
      dimensions,
      codes,
      cells,
      total: shown.length === 0 ? null : shown.reduce((sum, count) => sum + count, 0),
    };
  });
  const runId = '0f4a1c1e-7f1b-4d0a-8a57-6a2f6f1f9b02';
  return { id: RELEASE_ID, runId, definition, period, releasedAt: '2027-02-10T09:00:00.000Z', tables };
}

function codesOf(dimension: Dimension, months: readonly string[]): readonly string[] {
  return isMonthDimension(dimension) ? months : CODE_LISTS[dimension].map(({ code }) => code);
}

function combine(codes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return codes.reduce<readonly (readonly string[])[]>(
    (heads, list) => heads.flatMap((head) => list.map((code) => [...head, code])),
    [[]],
  );
}

function protect(codes: readonly string[], exact: number, hasSum: boolean): ReleasedCell {
  const count = exact <= 7 ? null : Math.round(exact / 5) * 5;
  return { codes, count, sum: !hasSum || count === null || exact % 7 === 0 ? null : count * 30 };
}

function createDraw(most: number): () => number {
  let state = 7;
  return () => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) ** 2 * most);
  };
}
