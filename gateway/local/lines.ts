import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** Gives each line of a stream as it comes; blank lines are left out. */
export function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
    if (line.trim() !== '') onLine(line);
  });
}
