import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { CommandError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

type Read<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; strict: true; allowPositionals: true }>
>;

/**
 * Reads the options of a command of `samsyn policy` that takes no more than `most` other words.
 * @throws CommandError naming the option that is wrong
 */
export function readOptions<const Known extends Options>(
  args: readonly string[],
  known: Known,
  most: number,
): Read<Known> {
  return readOptionsOf('policy', { args, most }, known);
}

/**
 * The same for any area of commands.
 * @throws CommandError naming the option that is wrong
 */
export function readOptionsOf<const Known extends Options>(
  area: string,
  { args, most }: { readonly args: readonly string[]; readonly most: number },
  known: Known,
): Read<Known> {
  const help = `see npx samsyn ${area} --help.`;
  try {
    const read: Read<Known> = parseArgs({ args: [...args], options: known, strict: true, allowPositionals: true });
    const extra = read.positionals[most];
    // What may be a person's number is never repeated.
    const named = extra !== undefined && /\d{4}|^r\d_/.test(extra) ? 'what was given' : `"${extra ?? ''}"`;
    if (extra !== undefined) throw new CommandError(`${named} is one word too many: ${help}`);
    return read;
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof TypeError)) throw error;
    throw new CommandError(`${error.message.split('. ')[0] ?? ''}: ${help}`);
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
