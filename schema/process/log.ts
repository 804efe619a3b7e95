import { pino, type DestinationStream, type Logger } from 'pino';
import { maskPersonalIdentityNumbers } from '../personal-identity-number.ts';

export type Log = Logger;

/** Fields that may hold a person's data or a secret; a log line never shows them. */
const HIDDEN = [
  'authorization',
  'variables',
  'query',
  'body',
  'headers',
  'token',
  'receipt',
  'parameters',
  'detail',
  'driverError',
];

/**
 * Creates a process's log: JSON lines on stdout. Hides what could hold a person by construction, and as a last net masks
 * whatever looks like a personal identity number.
 */
export function createLog(name: string, level: string, destination?: DestinationStream): Log {
  const options = {
    name,
    level,
    base: { process: name },
    redact: { paths: HIDDEN.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
    serializers: { err: describeError },
    hooks: {
      streamWrite: maskPersonalIdentityNumbers,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Keeps an error's kind, code and place; a message can quote data (SQL details, parse errors), so it is left out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const place = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return { kind: error.name, code, place };
}
