import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Pool } from 'undici';
import { makeCertificate, type Certificate } from './make-certificate.ts';

/** What the gateway sends an agency, on its way. */
export interface PassingCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the agency answers, on its way back. */
export interface PassingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How a proxy breaks what goes through it; what is not named goes through untouched. */
export interface Fault {
  /** Nobody listens. */
  readonly isRefusing?: boolean;
  /** Listens with a certificate that nobody vouches for. */
  readonly isForeign?: boolean;
  readonly breakCall?: (call: PassingCall) => PassingCall | Promise<PassingCall>;
  readonly breakAnswer?: (answer: PassingAnswer) => PassingAnswer;
  /** Answers in place of the agency, which is not asked. */
  readonly answerInstead?: (response: ServerResponse, proxy: FaultProxy) => void;
  /** Passes on the agency's answer in a way of its own. */
  readonly passOn?: (response: ServerResponse, answer: PassingAnswer) => void;
}

/** Stands between the gateway and a real agency, with TLS on the gateway's side. */
export interface FaultProxy {
  readonly url: string;
  /** Where nobody may ever come, since nobody follows a redirect. */
  readonly elsewhere: string;
  readonly strayed: () => number;
  break(fault: Fault): Promise<void>;
  lift(): Promise<void>;
  close(): Promise<void>;
}

const ELSEWHERE = '/elsewhere';

/** @param certificate which the gateway trusts */
export async function startFaultProxy(upstream: string, certificate: Certificate): Promise<FaultProxy> {
  const state: ProxyState = {
    fault: {},
    strayed: 0,
    pool: new Pool(upstream, { connections: 128 }),
    sockets: new Set(),
    server: createServer({ ...certificate }),
    foreign: makeCertificate(),
    certificate,
  };
  state.server.on('secureConnection', (socket: TLSSocket) => {
    state.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => state.sockets.delete(socket));
  });
  state.server.on('tlsClientError', () => undefined);
  const port = await listen(state.server, 0);
  const url = `https://127.0.0.1:${port}`;
  const proxy: FaultProxy = {
    url,
    elsewhere: `${url}${ELSEWHERE}`,
    strayed: () => state.strayed,
    break: (fault) => change(state, fault, port),
    lift: () => change(state, {}, port),
    close: async () => {
      await hangUp(state);
      state.server.close();
      await state.pool.close();
    },
  };
  state.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    pass(request, response, { state, proxy }).catch(() => response.destroy());
  });
  return proxy;
}

interface ProxyState {
  fault: Fault;
  strayed: number;
  readonly pool: Pool;
  readonly sockets: Set<TLSSocket>;
  readonly server: Server;
  readonly certificate: Certificate;
  readonly foreign: Certificate;
}

/** Every change cuts the connections that there are, so that it holds for all that comes. */
async function change(state: ProxyState, fault: Fault, port: number): Promise<void> {
  state.fault = fault;
  state.server.setSecureContext(fault.isForeign === true ? state.foreign : state.certificate);
  if (fault.isRefusing === true && state.server.listening) state.server.close();
  await hangUp(state);
  if (fault.isRefusing !== true && !state.server.listening) await listen(state.server, port);
}

async function hangUp({ sockets }: ProxyState): Promise<void> {
  await Promise.all(
    [...sockets].map(async (socket) => {
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    }),
  );
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { state, proxy }: { readonly state: ProxyState; readonly proxy: FaultProxy },
): Promise<void> {
  const { url: path = '/' } = request;
  if (path === ELSEWHERE) state.strayed += 1;
  const { fault } = state;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (fault.answerInstead !== undefined) {
    fault.answerInstead(response, proxy);
    return;
  }
  const call = { path, headers: request.headers, body: Buffer.concat(chunks).toString() };
  const answer = await forward(state.pool, (await fault.breakCall?.(call)) ?? call);
  const broken = fault.breakAnswer?.(answer) ?? answer;
  if (fault.passOn !== undefined) fault.passOn(response, broken);
  else response.writeHead(broken.status, broken.headers).end(broken.body);
}

const HOP = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];

async function forward(pool: Pool, { path, headers, body }: PassingCall): Promise<PassingAnswer> {
  const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.includes(name)));
  const answer = await pool.request({ path, method: 'POST', headers: sent, body });
  const { 'content-type': type, date } = answer.headers;
  return {
    status: answer.statusCode,
    headers: {
      ...(typeof type === 'string' ? { 'content-type': type } : {}),
      ...(typeof date === 'string' ? { date } : {}),
    },
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}
