import type { Agency } from '../schema/agency.ts';
import type { ExtractDelay } from './load-extract-rules.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** One group of data that somebody was given. */
export interface GivenGroup {
  readonly askedBy: string;
  readonly dataOf: Agency;
  /** The row of the access matrix. */
  readonly row: string;
  readonly at: Date;
}

/** Whether a person's extract must still leave a group of data out. Pure. */
export function isDelayed(
  { askedBy, dataOf, row, at }: GivenGroup,
  delays: readonly ExtractDelay[],
  now: Date,
): boolean {
  return delays
    .filter(({ by }) => by === null || by === askedBy)
    .filter(({ about }) => about === null || about === dataOf)
    .filter(({ rows }) => rows === null || rows.includes(row))
    .some(({ days }) => days === null || now.getTime() < at.getTime() + days * DAY_MS);
}
