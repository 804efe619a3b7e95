import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { CommandError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

type Read<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; strict: true; allowPositionals: true }>
>;

/**
 * Reads the options of a command that takes no more than `most` other words.
 * @throws CommandError naming the option that is wrong
 */
export function readOptions<const Known extends Options>(
  args: readonly string[],
  known: Known,
  most: number,
): Read<Known> {
  try {
    const read: Read<Known> = parseArgs({ args: [...args], options: known, strict: true, allowPositionals: true });
    const extra = read.positionals[most];
    if (extra !== undefined) throw new CommandError(`"${extra}" is one word too many: see npx samsyn policy --help.`);
    return read;
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof TypeError)) throw error;
    throw new CommandError(`${error.message.split('. ')[0] ?? ''}: see npx samsyn policy --help.`);
  }
}

/**
 * The moment that `--at` names: noon, so that it is the same day in Sweden whatever the season; without it, now.
 * @throws CommandError when it is no date
 */
export function readDay(text: string | undefined, now: Date): Date {
  if (text === undefined) return now;
  if (!z.iso.date().safeParse(text).success)
    throw new CommandError(`--at must be a day as YYYY-MM-DD, and "${text}" is not.`);
  return new Date(`${text}T12:00:00Z`);
}
