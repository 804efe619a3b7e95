import { CODE_LISTS, isMonthDimension, type Dimension } from '../../../schema/aggregate-codes.ts';

/** Every combination of the closed codes of some dimensions, by number. */
export interface CodeCombinations {
  readonly count: number;
  /** @throws TypeError when a code is not of its list: then the whole contribution is worth nothing */
  numberOf(codes: readonly string[]): number;
  codesOf(number: number): readonly string[];
}

/** @param months those that are counted, which are the codes of a month */
export function combineCodes(dimensions: readonly Dimension[], months: readonly string[]): CodeCombinations {
  const lists = dimensions.map((dimension) =>
    isMonthDimension(dimension) ? months : CODE_LISTS[dimension].map(({ code }) => code),
  );
  const places = lists.map((list) => new Map(list.map((code, place) => [code, place])));
  return {
    count: lists.reduce((product, list) => product * list.length, 1),
    numberOf: (codes) => {
      if (codes.length !== lists.length) throw new TypeError('a view has other columns than its measure');
      return codes.reduce((number, code, at) => {
        const place = places[at]?.get(code);
        if (place === undefined) throw new TypeError(`a view has a code that ${dimensions[at] ?? ''} does not list`);
        return number * (lists[at]?.length ?? 1) + place;
      }, 0);
    },
    codesOf: (number) => {
      let rest = number;
      return lists
        .toReversed()
        .map((list) => {
          const code = list[rest % list.length] ?? '';
          rest = Math.floor(rest / list.length);
          return code;
        })
        .toReversed();
    },
  };
}
