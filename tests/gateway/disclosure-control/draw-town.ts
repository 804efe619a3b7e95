import type { Candidate } from '../../../gateway/disclosure-control/publication.ts';
import { truthOf, combine, type Truth } from './count-table.ts';

const list = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

/** As many codes as a term of concern reports has. */
export const TOWN: Candidate['dimensions'] = {
  month: list('m', 6),
  source: list('s', 7),
  district: list('d', 9),
  sex: ['FEMALE', 'MALE', 'UNKNOWN'],
  ageBand: list('a', 6),
};

/** So many reports, drawn unevenly over all combinations, the same for the same seed. */
export function drawTown(reports: number, seed: number): Truth {
  const next = randomFrom(seed);
  const weights = Object.values(TOWN).map((codes) => codes.map(() => 0.1 + next() ** 2));
  const pick = (from: readonly number[]): number => {
    let left = next() * from.reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      0,
      from.findIndex((weight) => (left -= weight) < 0),
    );
  };
  const places = new Map(combine(Object.values(TOWN)).map((codes, at) => [codes.join(' '), at]));
  const counts = Array.from({ length: places.size }, () => 0);
  for (let report = 0; report < reports; report += 1) {
    const codes = Object.values(TOWN).map((all, at) => all[pick(weights[at]!)]);
    counts[places.get(codes.join(' '))!]! += 1;
  }
  return truthOf(TOWN, counts);
}

/** A Lehmer generator: numbers from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
