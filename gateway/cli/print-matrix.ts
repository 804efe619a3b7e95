import { writeFileSync } from 'node:fs';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { buildMatrixTable } from '../../policies/matrix-table.ts';
import { MATRIX_FORMATS, renderMatrix } from '../../policies/render-matrix.ts';
import { CommandError, type CommandLine } from './command.ts';
import { readDay, readOptions } from './read-options.ts';

const OPTIONS = {
  format: { type: 'string', default: 'md' },
  excel: { type: 'boolean', default: false },
  at: { type: 'string' },
  out: { type: 'string' },
} as const;

/** `policy matrix`: the access matrix in words, to standard output or a file. */
export function printMatrix({ args, now, write }: CommandLine): number {
  const { values } = readOptions(args, OPTIONS, 0);
  const format = MATRIX_FORMATS.find((known) => known === values.format);
  if (format === undefined) {
    throw new CommandError(`--format must be one of ${MATRIX_FORMATS.join(', ')}, and "${values.format}" is not.`);
  }
  if (values.excel && format !== 'csv') throw new CommandError('--excel goes with --format csv alone.');
  const table = buildMatrixTable(loadPolicySet(), readDay(values.at, now));
  const text = renderMatrix(table, { format, isForExcel: values.excel });
  if (values.out === undefined) {
    write(text);
    return 0;
  }
  writeOut(values.out, text);
  write(`written: ${values.out}, ${table.lines.length} rows and ${table.columns.length} roles\n`);
  return 0;
}

function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
