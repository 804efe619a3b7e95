import type { Command } from './command.ts';
import { readPublicList } from './read-public-list.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `aggregate runs`: the latest runs, the refused ones too, without anybody of staff. */
export const listAggregateRuns: Command = async ({ args, write }) => {
  const { values } = readOptionsOf('aggregate', { args, most: 0 }, OPTIONS);
  const { runs } = await readPublicList();
  if (values.json) {
    write(`${JSON.stringify(runs, null, 2)}\n`);
    return 0;
  }
  for (const { at, outcome, definition, period, code, agency } of runs) {
    const what = [definition ?? 'unknown', period ?? '-', agency].join('  ');
    write(`${at}  ${outcome.padEnd(10)}  ${what}${code === null ? '' : `  ${code}`}\n`);
  }
  write(`${runs.length} ${runs.length === 1 ? 'run' : 'runs'}\n`);
  return 0;
};
