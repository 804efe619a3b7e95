import { pino, type DestinationStream, type Logger } from 'pino';
import { traceOfLog } from './telemetry/trace-parent.ts';
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
    mixin: traceOfLog,
    hooks: {
      streamWrite: maskPersonalIdentityNumbers,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const PLACE = /^\s+at (?:.+ \()?(?:file:|node:|\/)[^\s()]+:\d+:\d+\)?$/;
const PLACES_KEPT = 6;

/** Keeps an error's kind, code and place; a message can quote data (SQL details, parse errors), so it is left out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = codeOf(error);
  const stack = (error.stack ?? '').replace(error.message, '');
  const place = stack.split('\n').filter((line) => PLACE.test(line));
  const cause = error.cause instanceof Error ? { cause: describeCause(error.cause) } : {};
  return { kind: error.name, code, place: place.slice(0, PLACES_KEPT).map((line) => line.trim()), ...cause };
}

/** Of what lies behind an error only the kind and code, one step deep. */
function describeCause(cause: Error): Record<string, unknown> {
  return { kind: cause.name, code: codeOf(cause) };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : undefined;
}
