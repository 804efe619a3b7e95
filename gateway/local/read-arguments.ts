import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

/** What `npm start` was asked for. */
export interface StartArguments {
  readonly dataDirectory: string;
  readonly gatewayPort: number | undefined;
  readonly people: number | undefined;
  readonly seed: string | undefined;
  readonly isReset: boolean;
  readonly isHelp: boolean;
}

export const HELP = `npm start -- [options]

  --people <n>   how many young people live in the town (default 2000)
  --seed <text>  the same seed makes the same town (default samsyn)
  --data <dir>   where everything is kept (default $SAMSYN_DATA, else .samsyn)
  --port <n>     of the gateway; the others follow: +1 police, +2 socialtjanst, +3 school, +10 identity provider, +32 database
                 (default 4000)
  --reset        empty the town and the records first
  --help         say this`;

const OPTIONS = {
  people: { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  reset: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const MOST_PEOPLE = 1_000_000;
/** The database's port lies 32 above the gateway's. */
const HIGHEST_PORT = 65_535 - 32;

/**
 * Reads the command line.
 * @throws StartError naming the option that is wrong
 */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): StartArguments {
  const values = parse(args);
  return {
    dataDirectory: resolve(values.data ?? (environment['SAMSYN_DATA'] || '.samsyn')),
    gatewayPort: readNumber('--port', values.port, { least: 1, most: HIGHEST_PORT }),
    people: readNumber('--people', values.people, { least: 1, most: MOST_PEOPLE }),
    seed: values.seed,
    isReset: values.reset,
    isHelp: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const told = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new StartError(`${told}: see npm start -- --help.`);
  }
}

function readNumber(
  name: string,
  text: string | undefined,
  range: { readonly least: number; readonly most: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.least && value <= range.most) return value;
  throw new StartError(
    `${name} must be a whole number from ${range.least} to ${range.most}, and "${text}" is not: see npm start -- --help.`,
  );
}
