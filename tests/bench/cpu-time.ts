import { readdirSync, readFileSync } from 'node:fs';

const NANOSECONDS = 1e6;

/**
 * CPU time that a process has used so far, in milliseconds, of all threads that it still has: Node.js keeps those it works with.
 * From the scheduler, which counts in nanoseconds; what the kernel shows of the whole process comes in ticks of ten milliseconds.
 * Linux only.
 */
export function cpuTimeOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => Number(readSpent(`/proc/${pid}/task/${thread}/schedstat`)));
  return nanoseconds.reduce((sum, spent) => sum + spent, 0) / NANOSECONDS;
}

/** A thread can end while one looks. */
function readSpent(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(' ')[0] ?? '0';
  } catch {
    return '0';
  }
}
