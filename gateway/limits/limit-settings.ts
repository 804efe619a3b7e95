import { getHeapStatistics } from 'node:v8';
import { z } from 'zod';

const count = (least: number, most: number, usual: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(least).max(most).default(usual);

const MIB = 1_048_576;
/** Near the end of its heap a process collects garbage rather than answers. */
const HEAP_SHARE = 0.85;

/**
 * How much is taken on at a time. Each has a value that suits a gateway on one core; an operator sizes them by what the bench
 * measures. What one document may hold is not set here: clients must be able to rely on it.
 */
export const limitSettings = {
  /** Requests of one person of staff, a minute. */
  LIMIT_ACTOR_PER_MINUTE: count(1, 1_000_000, 600),
  /** Requests of all staff of one agency, a minute. */
  LIMIT_AGENCY_PER_MINUTE: count(1, 10_000_000, 60_000),
  /** Requests of one person of staff that are under way at a time. */
  LIMIT_ACTOR_AT_ONCE: count(1, 10_000, 20),
  /** Requests of all staff of one agency that are under way at a time: no agency crowds out the others. */
  LIMIT_AGENCY_AT_ONCE: count(1, 100_000, 300),
  /** Requests under way at a time at the very most; what comes beyond is told to come back. */
  LIMIT_AT_ONCE: count(1, 100_000, 500),
  /** Requests with a body of more than 16 KiB that are being read at a time; none is read of a client that nobody knows. */
  LIMIT_LARGE_BODIES_AT_ONCE: count(1, 100_000, 1_000),
  /** How long one turn of the process may take, ms: fewer are let in at a time while it takes longer, a request needing several. */
  LIMIT_TURN_MS: count(5, 60_000, 20),
  /** How long a call may wait for its turn at an agency that answers well, ms, before nobody who needs that agency is let in. */
  LIMIT_QUEUE_MS: count(1, 60_000, 50),
  /** How late the process may be, ms, before it takes on nothing new. */
  LIMIT_LATENESS_MS: count(10, 60_000, 500),
  /** Memory in use, MiB, beyond which it takes on nothing new. */
  LIMIT_HEAP_MIB: count(64, 1_000_000, Math.floor((getHeapStatistics().heap_size_limit / MIB) * HEAP_SHARE)),
  /** Open connections. */
  LIMIT_CONNECTIONS: count(1, 100_000, 5_000),
} as const;

export type LimitSettings = Readonly<z.infer<z.ZodObject<typeof limitSettings>>>;
