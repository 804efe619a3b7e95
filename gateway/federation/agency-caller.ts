import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { traceParent } from '../../schema/process/telemetry/trace-parent.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { observeFetch } from '../telemetry/observe-fetch.ts';
import type { AgencyEndpoint } from './agency/agency-endpoint.ts';
import { AgencyFault } from './agency/agency-fault.ts';
import { Bulkhead, type Visitor } from './agency/bulkhead.ts';
import { BREAKER_LIMITS, CircuitBreaker, type BreakerLimits, type CallOutcome } from './agency/circuit-breaker.ts';
import { clockDifferenceSeconds } from './agency/clock-difference.ts';
import { exchange, type Exchanged } from './agency/exchange.ts';

export interface AgencyCall {
  /** Where the agency answers it; null: at its graph. */
  readonly path: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly visitor: Visitor;
  /** When its request must be over, by the clock of `performance.now()`, ms. */
  readonly until: number;
  /** How much longer than usual it may take, ms. */
  readonly patienceMs?: number;
  /** Whether it may be sent once more when it failed before a byte of an answer came; never for what does something. */
  readonly mayRepeat: boolean;
}

/** Calls one agency over kept-alive connections, within the time that its request has left. */
export interface AgencyCaller {
  /** The parsed body. @throws SamsynError AGENCY_TIMEOUT, AGENCY_REFUSED or AGENCY_UNAVAILABLE, with the fault as its cause */
  call(call: AgencyCall): Promise<unknown>;
  /** Whether it answers, yet not as fast as it is asked: this asker, who comes now, would wait for long. */
  isBehind(asker: string): boolean;
  /** Of how many requests a call waits here while nobody is answered. */
  held(): number;
  close(): Promise<void>;
}

export interface AgencyCallerOptions {
  readonly endpoint: AgencyEndpoint;
  /** How long one call is waited for, from the first byte sent to the last byte received. */
  readonly timeoutMs: number;
  /** How long a call may wait for its turn while the agency answers well, before it counts as behind, ms. */
  readonly queueMs: number;
  readonly log: Log;
  readonly breaker?: BreakerLimits;
}

/** As many connections as calls: a call that has its place has a connection too. */
const CONCURRENT = 64;
/** More than requests are under way at a time (`LIMIT_AT_ONCE`), so that what was let in finds a place to wait. */
const WAITING = 512;
/** Of the time that a call has. */
const WELL_SHARE = 0.5;
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
/** A connection that was closed just then is new in no time; several gateways must not come back in step. */
const REPEAT_AFTER_MS = 20;
const REPEAT_JITTER_MS = 80;

const TOLD: Readonly<Partial<Record<AgencyFault['code'], ErrorCode>>> = {
  LATE: 'AGENCY_TIMEOUT',
  REFUSED: 'AGENCY_REFUSED',
};

const ticks = (): number => performance.now();

/** Opens a line to an endpoint: connections, breaker and bulkhead of its own. */
export function createAgencyCaller({ endpoint, timeoutMs, queueMs, log, breaker }: AgencyCallerOptions): AgencyCaller {
  const { agency, municipality } = endpoint;
  const { origin, pathname } = new URL(endpoint.url);
  const pool = new Pool(origin, { connections: CONCURRENT, connect: { timeout: timeoutMs }, ...UNTIMED });
  const circuit = new CircuitBreaker({
    limits: breaker ?? BREAKER_LIMITS,
    ticks,
    random: Math.random,
    onChange: (state) => log.warn({ agency, municipality, state }, 'the circuit changed'),
  });
  gatewayMetrics.breakerOpen.readBy([agency], () => (circuit.isOpen() ? 1 : 0));
  const limits = { concurrent: CONCURRENT, waiting: WAITING, queueMs, wellMs: timeoutMs * WELL_SHARE };
  const bulkhead = new Bulkhead({ limits, ticks });
  const line: Line = {
    endpoint,
    pool,
    path: pathname,
    timeoutMs,
    log,
    bulkhead,
    breaker: circuit,
  };
  return {
    call: (call) =>
      observeFetch(agency, () =>
        callWithin(line, call).catch((cause: unknown) => {
          const fault =
            cause instanceof AgencyFault ? (TOLD[cause.code] ?? 'AGENCY_UNAVAILABLE') : 'AGENCY_UNAVAILABLE';
          throw Object.assign(new SamsynError(fault, { agency }), { cause });
        }),
      ),
    isBehind: (asker) => bulkhead.isBehind(asker),
    held: () => bulkhead.held(),
    close: () => pool.close(),
  };
}

/** Each call has one deadline for all of it. */
const UNTIMED = { headersTimeout: 0, bodyTimeout: 0 } as const;

interface Line {
  readonly endpoint: AgencyEndpoint;
  readonly pool: Pool;
  readonly path: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly bulkhead: Bulkhead;
  readonly breaker: CircuitBreaker;
}

/** Waits for a place, calls, and tells the breaker what came of it. @throws AgencyFault */
async function callWithin(line: Line, call: AgencyCall): Promise<unknown> {
  const { breaker, bulkhead, timeoutMs } = line;
  const { patienceMs = 0 } = call;
  if (breaker.isOpen()) throw new AgencyFault('CIRCUIT_OPEN');
  const end = Math.min(performance.now() + timeoutMs, call.until) + patienceMs;
  const entry = await bulkhead.enter(end - performance.now(), call.visitor);
  if (entry === 'full') throw new AgencyFault('QUEUE_FULL');
  if (entry === 'late') throw new AgencyFault('LATE');
  try {
    // It may have opened meanwhile.
    const tell = breaker.begin();
    if (tell === null) throw new AgencyFault('CIRCUIT_OPEN');
    const asked = performance.now();
    // What came late to its turn says little of the agency.
    const isWhole = end - asked >= timeoutMs / 2;
    let outcome: CallOutcome = 'answered';
    try {
      return await repeatOnce(line, call, end);
    } catch (error) {
      outcome = outcomeOf(error, isWhole);
      throw error;
    } finally {
      tell(outcome);
      if (outcome === 'answered') bulkhead.noteAnswer(performance.now() - asked);
    }
  } finally {
    bulkhead.leave(call.visitor);
  }
}

/** A refusal is an answer: whoever asks for what cannot be must not close the line to everybody. */
function outcomeOf(error: unknown, isWhole: boolean): CallOutcome {
  if (!(error instanceof AgencyFault)) return 'cut';
  if (error.code === 'REFUSED' || error.code === 'STATUS') return 'answered';
  return error.code === 'LATE' && !isWhole ? 'cut' : 'failed';
}

/** Once more, for what only reads, when it failed before a byte came; the first failure is the one to tell. */
async function repeatOnce(line: Line, call: AgencyCall, end: number): Promise<unknown> {
  try {
    return await callOnce(line, call, end);
  } catch (error) {
    const pauseMs = REPEAT_AFTER_MS + Math.random() * REPEAT_JITTER_MS;
    const isInTime = performance.now() + pauseMs < end;
    if (!call.mayRepeat || !isInTime || !(error instanceof AgencyFault) || !error.isUnanswered) throw error;
    await sleep(pauseMs);
    return callOnce(line, call, end).catch(() => {
      throw error;
    });
  }
}

async function callOnce({ endpoint, pool, path, log }: Line, call: AgencyCall, end: number): Promise<unknown> {
  const withinMs = end - performance.now();
  // A timer of no time at all would still leave a turn in which it is sent.
  if (withinMs <= 0) throw new AgencyFault('LATE');
  const traceparent = traceParent();
  const headers = traceparent === null ? call.headers : { ...call.headers, traceparent };
  const limits = { withinMs, answerBytes: ANSWER_LIMIT_BYTES };
  const answer = await exchange(pool, { path: call.path ?? path, headers, body: call.body }, limits);
  if (answer.status === 401 || answer.status === 403) {
    tellOfClocks(answer, endpoint, log);
    throw new AgencyFault('REFUSED');
  }
  if (answer.status !== 200) throw new AgencyFault(answer.status >= 500 ? 'BROKE' : 'STATUS');
  return readJson(answer.body);
}

/** Receipts and tokens hold for seconds, so that clocks apart are the commonest reason to be refused. */
function tellOfClocks({ date }: Exchanged, { agency, municipality }: AgencyEndpoint, log: Log): void {
  const seconds = clockDifferenceSeconds(date, new Date());
  if (seconds !== null) log.warn({ agency, municipality, clockDifferenceSeconds: seconds }, 'its clock is not ours');
}

function readJson(body: Buffer): unknown {
  const text = readText(body);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AgencyFault('NOT_JSON');
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function readText(body: Buffer): string {
  try {
    return UTF_8.decode(body);
  } catch {
    throw new AgencyFault('NOT_TEXT');
  }
}
