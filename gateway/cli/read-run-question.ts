import { existsSync } from 'node:fs';
import { EXPORT_FORMATS, type ExportFormat } from '../aggregates/export/export-options.ts';
import { CommandError } from './command.ts';
import { readLanguage, type ListLanguage } from './read-public-list.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = {
  param: { type: 'string', multiple: true },
  format: { type: 'string' },
  table: { type: 'string' },
  language: { type: 'string', default: 'sv' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

const BINARY: readonly RunFormat[] = ['parquet', 'xlsx', 'png'];

export type RunFormat = ExportFormat | 'table';

/** What `aggregate run` is asked. */
export interface RunQuestion {
  readonly id: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly format: RunFormat;
  /** Counted from 1; null is all. */
  readonly table: number | null;
  readonly language: ListLanguage;
  /** Null is standard output. */
  readonly out: string | null;
  readonly force: boolean;
}

/**
 * Reads what is asked; what is wrong is told before anything is asked of the gateway, or spent there.
 * @throws CommandError
 */
export function readRunQuestion(args: readonly string[]): RunQuestion {
  const { values, positionals } = readOptionsOf('aggregate', { args, most: 1 }, OPTIONS);
  const [id] = positionals;
  if (id === undefined)
    throw new CommandError('say which aggregate: npx samsyn aggregate run <id> --param <name>=<value>.');
  const format = readFormat(values.format, values.out);
  requirePlace(format, values);
  const { out = null, force, language, param = [], table } = values;
  return {
    ...{ id, format, out, force },
    parameters: param.map(readParameter),
    table: table === undefined ? null : readTable(table),
    language: readLanguage(language),
  };
}

function requirePlace(format: RunFormat, { out, force }: { readonly out?: string; readonly force: boolean }): void {
  if (out === undefined && BINARY.includes(format) && process.stdout.isTTY) {
    throw new CommandError(`${format} is not text: say --out <file>, or send it into a pipe.`);
  }
  if (out !== undefined && existsSync(out) && !force) {
    throw new CommandError(`${out} is there already: choose another name, or say --force.`);
  }
}

function readParameter(text: string): RunQuestion['parameters'][number] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new CommandError(`--param must be <name>=<value>, and "${text}" is not.`);
  return { name, value };
}

function readTable(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new CommandError(`--table must be a number from 1, and "${text}" is not.`);
  return Number(text);
}

function readFormat(text: string | undefined, out: string | undefined): RunFormat {
  const formats: readonly RunFormat[] = ['table', ...EXPORT_FORMATS];
  if (text !== undefined) {
    const format = formats.find((known) => known === text);
    if (format === undefined)
      throw new CommandError(`--format must be one of ${formats.join(', ')}, and "${text}" is not.`);
    return format;
  }
  if (out !== undefined) return EXPORT_FORMATS.find((known) => out.toLowerCase().endsWith(`.${known}`)) ?? 'csv';
  return process.stdout.isTTY ? 'table' : 'csv';
}
