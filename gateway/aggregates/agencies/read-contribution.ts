import type { ContributionForm } from './contribution-form.ts';
import { ContributionFault } from './contribution-fault.ts';
import type { ContributionSink, RowReader } from './contribution-sink.ts';
import { CountRows } from './count-rows.ts';
import { splitLines } from './split-lines.ts';
import { TokenRows } from './token-rows.ts';

const END = /^end,(0|[1-9]\d{0,9})$/;

/**
 * Reads an agency's contribution strictly: exactly the columns, codes and order that were asked for, to the end line that tells
 * how many rows there are.
 * @throws ContributionFault `wrong` when anything is otherwise, `short` when the end is missing
 */
export async function readContribution(
  body: AsyncIterable<Uint8Array>,
  form: ContributionForm,
  sink: ContributionSink,
): Promise<number> {
  const rows = form.kind === 'count' ? new CountRows(form, sink) : new TokenRows(form, sink);
  const progress: Progress = { hasHeader: false, read: 0, told: null };
  const rest = await splitLines(body, rows.mostBytes, (line) => readLine(line, rows, progress));
  if (rest !== '') readLine(rest, rows, progress);
  if (progress.told === null) throw new ContributionFault('short');
  return progress.read;
}

interface Progress {
  hasHeader: boolean;
  read: number;
  told: number | null;
}

function readLine(line: string, rows: RowReader, progress: Progress): void {
  if (progress.told !== null) throw new ContributionFault('wrong');
  if (!progress.hasHeader) {
    if (line !== rows.header) throw new ContributionFault('wrong');
    progress.hasHeader = true;
    return;
  }
  const end = END.exec(line);
  if (end !== null) {
    progress.told = Number(end[1]);
    if (progress.told !== progress.read) throw new ContributionFault('wrong');
    return;
  }
  rows.read(line);
  progress.read += 1;
}
