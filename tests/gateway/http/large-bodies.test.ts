import { connect, type AddressInfo, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdLargeBodies } from '../../../gateway/http/large-bodies.ts';
import type { LoadGate } from '../../../gateway/http/load-gate.ts';
import { refuse } from '../../../gateway/http/refuse.ts';
import { overloaded } from '../../../gateway/limits/overloaded.ts';
import type { Desk } from '../../../gateway/request/answer-request.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';

const KNOWN = /^Bearer known/;
const ONE = 'Bearer known one';
const OTHER = 'Bearer known other';
const SLOW = 'Bearer of an issuer that is slow';
/** How many may be under way. */
const PLACES = 4;
const LARGE = ' '.repeat(20_000);

let app: FastifyInstance;
let url = '';
let bodies = 0;
let sockets: Socket[] = [];
let underWay = 0;
let answerOfIssuer: () => void;
let issuerAnswers: Promise<void>;

const gate: LoadGate = {
  enter: () => {
    if (underWay === PLACES) throw overloaded();
    underWay += 1;
    return () => (underWay -= 1);
  },
};

const desk = {
  clock: () => new Date(),
  tokens: {
    verify: (authorization: string | undefined) =>
      authorization === SLOW
        ? issuerAnswers.then(() => Promise.reject(new SamsynError('UNAUTHENTICATED', {})))
        : KNOWN.test(authorization ?? '')
          ? Promise.resolve({ issuer: 'https://id.example', subject: authorization })
          : Promise.reject(new SamsynError('UNAUTHENTICATED', {})),
  },
} as unknown as Pick<Desk, 'tokens' | 'clock'>;

beforeEach(async () => {
  bodies = 0;
  sockets = [];
  underWay = 0;
  issuerAnswers = new Promise((resolve) => (answerOfIssuer = resolve));
  app = fastify();
  app.setErrorHandler((error, request, reply) =>
    refuse(request, reply, error instanceof SamsynError ? error : new SamsynError('INTERNAL', {})),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    bodies += 1;
    done(null, body);
  });
  holdLargeBodies(app, { most: 3, mostOfOne: 2, gate, desk });
  app.post('/graphql', () => 'answer');
  app.post('/health/live', () => 'live');
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await app.close();
});

/** Sends all but the last byte of a body, and gives what comes back. */
function sendSlowly(authorization: string, headers: string): { readonly socket: Socket; answer: string } {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  const sent = { socket, answer: '' };
  socket.on('data', (chunk: Buffer) => {
    sent.answer += chunk.toString();
  });
  socket.on('error', () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`,
  );
  sockets.push(socket);
  return sent;
}

const WHOLE = `content-length: ${LARGE.length}`;
const IN_CHUNKS = 'transfer-encoding: chunked';

async function post(authorization: string | null, body: string, path = '/graphql') {
  const headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const large = (authorization = OTHER): Promise<number> => post(authorization, LARGE).then(({ status }) => status);

describe('a large body of somebody unknown', () => {
  it.each([
    ['with its length told', WHOLE],
    ['in chunks', IN_CHUNKS],
  ])('is refused before a byte of it has come, %s', async (_, length) => {
    const sent = sendSlowly('Bearer guessed', length);
    await expect.poll(() => sent.answer).toContain('UNAUTHENTICATED');
    expect(sent.answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(bodies).toBe(0);
  });

  it('is refused wherever it is sent, so that nothing of it tells what there is', async () => {
    expect((await post(null, LARGE)).status).toBe(401);
    expect((await post(null, LARGE, '/nowhere')).status).toBe(401);
    expect(bodies).toBe(0);
  });

  it('takes no place from who is known, however many come', async () => {
    const unknown = Array.from({ length: 20 }, () => sendSlowly('Bearer guessed', WHOLE));
    await expect.poll(() => unknown.every(({ answer }) => answer.includes('401'))).toBe(true);
    expect(await large()).toBe(200);
  });
});

describe('large bodies of whom nobody knows yet, since an issuer does not answer', () => {
  it('are under way like any other request, and no more wait than may be, until their tokens are known', async () => {
    const waiting = Array.from({ length: PLACES }, () => sendSlowly(SLOW, IN_CHUNKS));
    await expect.poll(() => underWay).toBe(PLACES);
    expect(await large()).toBe(503);
    answerOfIssuer();
    await expect.poll(() => waiting.every(({ answer }) => answer.includes('401'))).toBe(true);
    expect(underWay).toBe(0);
    expect(await large()).toBe(200);
  });
});

describe('as many large bodies as may be on their way', () => {
  it('keep out large ones that come beyond, and no others, until one ends or is given up', async () => {
    const first = sendSlowly(ONE, WHOLE);
    const second = sendSlowly(ONE, IN_CHUNKS);
    const third = sendSlowly(OTHER, WHOLE);
    await expect.poll(large).toBe(503);
    const refused = await post(OTHER, LARGE);
    expect(refused.headers.get('retry-after')).toMatch(/^[123]$/);
    expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    expect((await post(null, '{}')).text).toBe('answer');
    expect((await post(null, LARGE, '/health/live')).text).toBe('live');
    first.socket.destroy();
    await expect.poll(large).toBe(200);
    const fourth = sendSlowly(ONE, WHOLE);
    await expect.poll(large).toBe(503);
    second.socket.write('1\r\n \r\n0\r\n\r\n');
    await expect.poll(() => second.answer).toContain('answer');
    await expect.poll(large).toBe(200);
    for (const sent of [third, fourth]) {
      sent.socket.write(LARGE);
      await expect.poll(() => sent.answer).toContain('answer');
    }
  });

  it('are not all of one person of staff, who has no more of them than requests', async () => {
    const slow = [sendSlowly(ONE, WHOLE), sendSlowly(ONE, WHOLE)];
    await expect.poll(() => large(ONE)).toBe(429);
    expect(await large()).toBe(200);
    slow[0]?.socket.destroy();
    await expect.poll(() => large(ONE)).toBe(200);
  });
});
