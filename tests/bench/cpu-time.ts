import { readFileSync } from 'node:fs';

/** Linux counts a process's time in ticks, of which every kernel that Node.js runs on has 100 a second. */
const TICK_MS = 10;

/** CPU time that a process has used so far, all threads, user and system, in milliseconds. Linux only. */
export function cpuTimeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
