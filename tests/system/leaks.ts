import { expect } from 'vitest';

/** What would tell of the inside: SQL, stack traces, addresses, files, drivers. */
const INSIDE = [
  /\b(SELECT|INSERT INTO|UPDATE .+ SET|DELETE FROM|relation "|column ")/,
  /\bat .+:\d+:\d+|node_modules|\.ts\b|stacktrace|"stack"/,
  /127\.0\.0\.1|localhost|ECONN|postgres/i,
];

/** Expects that a refusal tells nothing of the inside, nor any of the given texts. */
export function expectNothingInside(text: string, ...secrets: readonly string[]): void {
  for (const pattern of INSIDE) expect(text).not.toMatch(pattern);
  for (const secret of secrets) expect(text).not.toContain(secret);
}
