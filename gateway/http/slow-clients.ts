import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';
import { PerConnection } from '../../schema/process/per-connection.ts';

/** How long a client may take to send its headers, and with its body. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** Longer than balancers keep theirs, so that it is they who close. */
const KEEP_ALIVE_MS = 75_000;
/** How long a client may take to read an answer. */
const READING_MS = 60_000;
const LOOK_EVERY_MS = 2_000;
/** Headers and address together; a token is two or three thousand. */
const HEADER_BYTES = 16_384;

/** What a client may be slow in, and how large its headers may be. */
export interface ClientLimits {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly readingMs: number;
}

export const CLIENT_LIMITS: ClientLimits = { headersMs: HEADERS_MS, requestMs: REQUEST_MS, readingMs: READING_MS };

/** The server's options against clients that hold a connection without using it. */
export function slowClientOptions({ headersMs, requestMs }: ClientLimits): FastifyHttpOptions<Server> {
  return {
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: headersMs, connectionsCheckingInterval: LOOK_EVERY_MS },
    clientErrorHandler: (error, socket) => {
      answerOnSocket(socket, CLIENT_ERRORS[error.code] ?? 'BODY_MALFORMED');
    },
  };
}

const CLIENT_ERRORS: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
};

/** Where no request came to be, there is nothing to answer but the socket. */
function answerOnSocket(socket: Socket, code: ErrorCode): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = new SamsynError(code, {});
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

const REASONS: Readonly<Record<number, string>> = { 408: 'Request Timeout', 431: 'Request Header Fields Too Large' };

/**
 * Ends connections on which an answer is not read, and holds their number.
 * @returns on how many connections an answer waits to be read
 */
export function endUnreadAnswers(
  app: FastifyInstance,
  { readingMs, connections }: { readonly readingMs: number; readonly connections: number },
): () => number {
  app.server.maxConnections = connections;
  /** Since when something is there to be read. */
  const unread = new Map<Socket, number>();
  const answers = new PerConnection<ServerResponse>((_, socket) => unread.delete(socket));
  app.addHook('onSend', ({ raw: { socket } }, { raw }, payload, done) => {
    if (!socket.destroyed && !unread.has(socket)) unread.set(socket, performance.now());
    answers.add(socket, raw);
    raw.once('finish', () => {
      if (answers.remove(socket, raw) === 0) unread.delete(socket);
      else unread.set(socket, performance.now());
    });
    done(null, payload);
  });
  const look = setInterval(
    () => {
      const latest = performance.now() - readingMs;
      for (const [socket, since] of unread) if (since < latest) socket.destroy();
    },
    Math.min(LOOK_EVERY_MS, readingMs),
  );
  look.unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(look);
    done();
  });
  return () => unread.size;
}
