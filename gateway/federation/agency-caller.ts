import { Pool } from 'undici';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { traceHeaders } from '../../schema/process/telemetry/trace-parent.ts';
import { observeFetch } from '../telemetry/observe-fetch.ts';

export interface AgencyCall {
  /** Where the agency answers it; null: at its graph. */
  readonly path: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How much longer than usual it may take, ms. */
  readonly patienceMs?: number;
}

/** Calls one agency over kept-alive connections, with a deadline. */
export interface AgencyCaller {
  /** The parsed body. @throws SamsynError AGENCY_TIMEOUT, AGENCY_REFUSED or AGENCY_UNAVAILABLE */
  call(call: AgencyCall): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECTIONS = 64;
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;

/** @param timeoutMs from the first byte sent to the last byte received */
export function createAgencyCaller(agency: Agency, url: string, timeoutMs: number): AgencyCaller {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, connect: { timeout: timeoutMs } });
  return {
    call: (call) => observeFetch(agency, () => callAgency({ agency, pool, path: pathname, timeoutMs }, call)),
    close: () => pool.close(),
  };
}

interface CallTarget {
  readonly agency: Agency;
  readonly pool: Pool;
  readonly path: string;
  readonly timeoutMs: number;
}

async function callAgency({ agency, pool, path, timeoutMs }: CallTarget, call: AgencyCall): Promise<unknown> {
  const deadline = AbortSignal.timeout(timeoutMs + (call.patienceMs ?? 0));
  try {
    const { statusCode, body } = await pool.request({
      path: call.path ?? path,
      method: 'POST',
      headers: { ...call.headers, ...traceHeaders(), 'content-type': 'application/json' },
      body: call.body,
      signal: deadline,
    });
    const text = await readWithin(body, ANSWER_LIMIT_BYTES);
    if (statusCode === 401 || statusCode === 403) throw new SamsynError('AGENCY_REFUSED', { agency });
    if (statusCode !== 200) throw new SamsynError('AGENCY_UNAVAILABLE', { agency });
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SamsynError) throw error;
    throw new SamsynError(deadline.aborted ? 'AGENCY_TIMEOUT' : 'AGENCY_UNAVAILABLE', { agency });
  }
}

async function readWithin(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new RangeError('the answer is too large');
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
