import { canaries } from '../../subgraphs/platform/town/canaries.ts';
import type { Town } from '../../subgraphs/platform/town/town.ts';

/** Finds what may never be written down of the town: numbers in any form, names, addresses, telephones, free texts. */
export interface CanaryFinder {
  readonly count: number;
  /** The canaries in a text; empty when it is clean. */
  find(text: string): readonly string[];
}

/** All canaries begin with a key of this length, by which they are looked up; shorter ones are looked for one by one. */
const KEY_LENGTH = 8;
/** A quotation that breaks off tells enough. */
const TELLING_LENGTH = 24;
const ESCAPE = /\\u([0-9a-fA-F]{4})|\\(["\\/])|\\[nrt]/g;

/** Knows the canaries of everybody in the town, and of numbers that the tests made up besides. */
export function createCanaryFinder(town: Town, furtherNumbers: readonly string[] = []): CanaryFinder {
  const all = new Set(
    furtherNumbers.flatMap((digits) => [digits, digits.slice(2), `${digits.slice(0, 8)}-${digits.slice(8)}`]),
  );
  for (const person of town.people()) {
    for (const canary of canaries(person)) all.add(plain(canary).slice(0, TELLING_LENGTH));
  }
  const short = [...all].filter((canary) => canary.length < KEY_LENGTH);
  const byKey = new Map<string, string[]>();
  for (const canary of all) {
    if (canary.length < KEY_LENGTH) continue;
    const key = canary.slice(0, KEY_LENGTH);
    byKey.set(key, [...(byKey.get(key) ?? []), canary]);
  }
  return {
    count: all.size,
    find(raw) {
      const text = plain(raw);
      const found = new Set(short.filter((canary) => text.includes(canary)));
      for (let at = 0; at + KEY_LENGTH <= text.length; at += 1) {
        const candidates = byKey.get(text.slice(at, at + KEY_LENGTH)) ?? [];
        for (const canary of candidates) if (text.startsWith(canary, at)) found.add(canary);
      }
      return [...found];
    },
  };
}

/** Lower case, with the escapes of JSON written out, so that no way of writing hides anything. */
function plain(text: string): string {
  return text
    .replace(ESCAPE, (_, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (sign ?? ' ') : String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/**
 * Looks for canaries in every line that a process has logged.
 * @throws Error that names the processes and lines, for whoever must close the leak
 */
export function requireNoCanaries(log: string, finder: CanaryFinder): void {
  const leaks = log
    .split('\n')
    .map((line) => ({ line, found: finder.find(line) }))
    .filter(({ found }) => found.length > 0);
  if (leaks.length === 0) return;
  const told = leaks.slice(0, 10).map(({ line, found }) => `  ${found.join(', ')} in: ${line.slice(0, 400)}`);
  throw new Error(`${leaks.length} lines of the log tell of persons:\n${told.join('\n')}`);
}
