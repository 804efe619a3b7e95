import { readFileSync, writeFileSync } from 'node:fs';

/** Forgets the peak so far: what is read next is the peak since. Linux only. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The most memory that a process has held at once, in MiB. Linux only. */
export function peakOf(pid: number): number {
  return kibibytes(pid, 'VmHWM') / 1024;
}

/** The memory that a process holds now, in MiB. */
export function memoryOf(pid: number): number {
  return kibibytes(pid, 'VmRSS') / 1024;
}

function kibibytes(pid: number, name: string): number {
  const [, found = '0'] =
    new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(found);
}
