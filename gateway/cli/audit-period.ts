import { z } from 'zod';
import { swedishPeriod, type Period } from '../record/swedish-period.ts';
import { CommandError } from './command.ts';

export const PERIOD_OPTIONS = { from: { type: 'string' }, to: { type: 'string' } } as const;

/**
 * Reads `--from` and `--to`: Swedish days, both included.
 * @throws CommandError when one is no day, or they are in the wrong order
 */
export function readPeriod({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): Period {
  for (const [option, day] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    if (day !== undefined && !z.iso.date().safeParse(day).success) {
      throw new CommandError(`${option} must be a day as YYYY-MM-DD, and "${day}" is not.`);
    }
  }
  if (from !== undefined && to !== undefined && from > to) throw new CommandError('--from is later than --to.');
  return swedishPeriod(from, to);
}

/**
 * Reads an option that is a whole number.
 * @throws CommandError when it is none, or negative
 */
export function readCount(option: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new CommandError(`${option} must be a whole number, and "${text}" is not.`);
  return Number(text);
}
