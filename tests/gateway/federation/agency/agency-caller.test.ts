import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createAgencyCaller,
  type AgencyCall,
  type AgencyCaller,
} from '../../../../gateway/federation/agency-caller.ts';
import type { AgencyFault } from '../../../../gateway/federation/agency/agency-fault.ts';
import { SamsynError } from '../../../../schema/error-catalogue.ts';
import { createLog } from '../../../../schema/process/log.ts';
import { startFakeAgency, type FakeAgency } from '../fake-agency.ts';
import { freePort } from '../../local/free-port.ts';

const TIMEOUT_MS = 400;
const PATIENT_MS = 60_000;
const READ: AgencyCall = {
  ...{ path: null, headers: {}, body: '{}', mayRepeat: true },
  ...{ visitor: { request: {}, asker: 'one' }, until: Number.POSITIVE_INFINITY },
};
const ACT: AgencyCall = { ...READ, mayRepeat: false };

let agency: FakeAgency;
let logged: string[] = [];
const callers: AgencyCaller[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  agency = await startFakeAgency();
  logged = [];
});

afterEach(async () => {
  await Promise.all(callers.splice(0).map((caller) => caller.close()));
  await agency.close();
  for (const server of servers.splice(0)) server.close();
});

function lineTo(url: string, timeoutMs = TIMEOUT_MS, openMs = PATIENT_MS): AgencyCaller {
  const caller = createAgencyCaller({
    endpoint: { agency: 'police', municipality: null, url },
    timeoutMs,
    queueMs: 60_000,
    log: createLog('gateway', 'debug', { write: (line) => logged.push(line) }),
    breaker: { failuresInARow: 3, openMs, longestOpenMs: openMs },
  });
  callers.push(caller);
  return caller;
}

/** What is told of a call that failed: to the client, and to the log. */
async function failureOf(call: Promise<unknown>): Promise<readonly [string, string]> {
  const error = await call.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(SamsynError);
  return [(error as SamsynError).code, ((error as SamsynError).cause as AgencyFault).code];
}

/** A server that does with each connection, by its number from 0, what a test wants. */
async function serveRaw(onConnection: (socket: Socket, number: number) => void): Promise<string> {
  let number = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket, number);
    number += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const WHOLE = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

describe('a call that fails before a byte came', () => {
  it('is made once more when it only reads, and its answer is the answer', async () => {
    const url = await serveRaw((socket, number) => {
      socket.once('data', () => (number === 0 ? socket.destroy() : socket.end(WHOLE)));
    });
    expect(await lineTo(url).call(READ)).toEqual({});
  });

  it('is made once more and never a third time', async () => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    });
    expect(await failureOf(lineTo(url).call(READ))).toEqual(['AGENCY_UNAVAILABLE', 'HUNG_UP']);
    expect(connections).toBe(2);
  });

  it('is never made again when it does something', async () => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    });
    expect(await failureOf(lineTo(url).call(ACT))).toEqual(['AGENCY_UNAVAILABLE', 'HUNG_UP']);
    expect(connections).toBe(1);
  });

  it('is not made again when no time is left for it', async () => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => setTimeout(() => socket.destroy(), 40));
    });
    const [code] = await failureOf(lineTo(url).call({ ...READ, until: performance.now() + 59 }));
    expect(code).toBe('AGENCY_UNAVAILABLE');
    expect(connections).toBe(1);
  });

  it('is told as no connection where nobody listens', async () => {
    const absent = lineTo(`http://127.0.0.1:${await freePort()}/graphql`);
    expect(await failureOf(absent.call(READ))).toEqual(['AGENCY_UNAVAILABLE', 'NO_CONNECTION']);
  });
});

describe('a call of which something came', () => {
  it.each([
    ['a head alone', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a"'],
  ])('such as %s is not made again', async (_, part) => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => socket.write(part, () => setTimeout(() => socket.destroy(), 20)));
    });
    expect(await failureOf(lineTo(url).call(READ))).toEqual(['AGENCY_UNAVAILABLE', 'HUNG_UP']);
    expect(connections).toBe(1);
  });

  it.each([500, 502, 503])('such as status %s is not made again', async (status) => {
    agency.answerWith((response) => response.writeHead(status).end('{}'));
    expect(await failureOf(lineTo(agency.url).call(READ))).toEqual(['AGENCY_UNAVAILABLE', 'BROKE']);
    expect(agency.received).toHaveLength(1);
  });
});

describe('the time that a request has left', () => {
  it('bounds a call, however long an agency is usually waited for', async () => {
    agency.answerWith(() => undefined);
    const started = performance.now();
    const call = { ...READ, until: started + 150 };
    expect(await failureOf(lineTo(agency.url, PATIENT_MS).call(call))).toEqual(['AGENCY_TIMEOUT', 'LATE']);
    expect(performance.now() - started).toBeGreaterThan(140);
    expect(performance.now() - started).toBeLessThan(PATIENT_MS / 4);
  });

  it('is none: then nothing is sent, though a connection is open', async () => {
    const line = lineTo(agency.url);
    agency.answerWith((response) => response.end('{}'));
    await line.call(READ);
    const call = { ...READ, until: performance.now() - 1 };
    expect(await failureOf(line.call(call))).toEqual(['AGENCY_TIMEOUT', 'LATE']);
    await line.call(READ);
    expect(agency.received).toHaveLength(2);
  });

  it('cuts calls short without a word against the agency', async () => {
    const line = lineTo(agency.url, PATIENT_MS);
    agency.answerWith(() => undefined);
    for (let time = 0; time < 4; time += 1) {
      await failureOf(line.call({ ...READ, until: performance.now() + 30 }));
    }
    agency.answerWith((response) => response.end('{}'));
    expect(await line.call(READ)).toEqual({});
  });
});

describe('an agency that fails again and again', () => {
  it('is left alone, and told as unavailable at once', async () => {
    const line = lineTo(agency.url);
    agency.answerWith((response) => response.writeHead(500).end());
    for (let time = 0; time < 3; time += 1) await failureOf(line.call(READ));
    expect(await failureOf(line.call(READ))).toEqual(['AGENCY_UNAVAILABLE', 'CIRCUIT_OPEN']);
    expect(await failureOf(line.call(ACT))).toEqual(['AGENCY_UNAVAILABLE', 'CIRCUIT_OPEN']);
    expect(agency.received).toHaveLength(3);
    expect(logged.join('')).toContain('"state":"open"');
  });

  it('is found again by itself when it is well', async () => {
    const line = lineTo(agency.url, TIMEOUT_MS, 50);
    agency.answerWith((response) => response.writeHead(500).end());
    for (let time = 0; time < 3; time += 1) await failureOf(line.call(READ));
    agency.answerWith((response) => response.end('{}'));
    await expect.poll(() => line.call(READ).catch(() => null), { timeout: 5_000, interval: 10 }).toEqual({});
    expect(logged.join('')).toContain('"state":"closed"');
  });

  it.each([401, 403, 400, 404, 413])('with status %s answers: nobody else loses it', async (status) => {
    const line = lineTo(agency.url);
    agency.answerWith((response) => response.writeHead(status).end('{}'));
    for (let time = 0; time < 5; time += 1) await failureOf(line.call(READ));
    expect(agency.received).toHaveLength(5);
  });
});

describe('an agency that hangs', () => {
  it('has no more calls than its places, and whoever has waited is told in time', async () => {
    agency.answerWith(() => undefined);
    const line = lineTo(agency.url);
    const failures = await Promise.all(Array.from({ length: 700 }, () => failureOf(line.call(READ))));
    expect(agency.received.length).toBeLessThanOrEqual(64);
    const causes = failures.map(([, cause]) => cause);
    expect(causes.filter((cause) => cause === 'QUEUE_FULL')).toHaveLength(700 - 64 - 512);
    const admitted = causes.filter((cause) => cause !== 'QUEUE_FULL');
    expect(admitted.every((cause) => cause === 'LATE' || cause === 'CIRCUIT_OPEN')).toBe(true);
  });
});

describe('an agency that refuses', () => {
  it.each([
    ['behind', -600],
    ['ahead', 600],
  ])('and whose clock is %s is told of in the log', async (_, seconds) => {
    agency.answerWith((response) => {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
      response.writeHead(401).end('{}');
    });
    expect(await failureOf(lineTo(agency.url).call(READ))).toEqual(['AGENCY_REFUSED', 'REFUSED']);
    const hint = JSON.parse(logged.at(-1) ?? '{}') as { readonly clockDifferenceSeconds?: number };
    expect(Math.abs((hint.clockDifferenceSeconds ?? 0) - seconds)).toBeLessThan(10);
  });

  it('and whose clock is right is not', async () => {
    agency.answerWith((response) => response.writeHead(401).end('{}'));
    await failureOf(lineTo(agency.url).call(READ));
    expect(logged).toEqual([]);
  });
});
