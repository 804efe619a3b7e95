import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AggregateDesk } from '../../../../gateway/aggregates/aggregate-desk.ts';
import { registerAggregateRoutes } from '../../../../gateway/aggregates/register-aggregate-routes.ts';
import { refuse } from '../../../../gateway/http/refuse.ts';
import type { Desk } from '../../../../gateway/request/answer-request.ts';
import { loadPolicySet } from '../../../../policies/load-policy-set.ts';
import { SamsynError } from '../../../../schema/error-catalogue.ts';
import { RELEASE_ID, sampleRelease } from '../sample-release.ts';

const POLICY = loadPolicySet();
const STATISTICS = { authorization: 'Bearer analyst', 'samsyn-purpose': 'STATISTICS' };

let app: FastifyInstance;
let url = '';
/** Places of the asker that are taken. */
let taken = 0;
let recorded = 0;
let canRecord = true;
/** What waits for the file to be sent. */
let waiting: (() => void)[] = [];

const desk = {
  clock: () => new Date('2027-02-10T10:00:00Z'),
  tokens: { verify: () => Promise.resolve({ issuer: 'i', subject: 's', role: 'analyst', agency: 'socialtjanst' }) },
  throttle: {
    enter: () => {
      taken += 1;
      return Promise.resolve(() => (taken -= 1));
    },
  },
  revocations: { requireStanding: () => undefined },
  policySet: POLICY,
  policyAt: () => POLICY,
  record: {
    write: () => {
      if (!canRecord) return Promise.reject(new SamsynError('RECORD_UNAVAILABLE', {}));
      recorded += 1;
      return Promise.resolve();
    },
  },
} as unknown as Desk;

const aggregates = {
  ledger: { read: (id: string) => Promise.resolve(id === RELEASE_ID ? sampleRelease('unexcused-absence') : null) },
  agencies: { lines: new Map() },
} as unknown as AggregateDesk;

beforeEach(async () => {
  [taken, recorded, canRecord, waiting] = [0, 0, true, []];
  app = fastify();
  app.setErrorHandler((error, request, reply) =>
    refuse(request, reply, error instanceof SamsynError ? error : new SamsynError('INTERNAL', {})),
  );
  const untilSent = (_request: unknown, _reply: unknown, then: () => void): void => {
    waiting.push(then);
  };
  registerAggregateRoutes(app, { desk, aggregates, gate: { enter: () => () => undefined }, untilSent });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

const fetchFile = (id = RELEASE_ID): Promise<Response> =>
  fetch(`${url}/aggregates/releases/${id}/csv`, { headers: STATISTICS });

describe('the place of who takes a release as a file', () => {
  it('is taken until the file has been sent, and not only until it is made', async () => {
    const answer = await fetchFile();
    expect([answer.status, recorded, taken]).toEqual([200, 1, 1]);
    for (const end of waiting) end();
    expect(taken).toBe(0);
  });

  it('is free again after a refusal, which is on record', async () => {
    expect((await fetchFile('another')).status).toBe(404);
    expect([taken, recorded, waiting]).toEqual([0, 1, []]);
  });

  it('is free again where nothing can be put on record, and no file is told', async () => {
    canRecord = false;
    expect((await fetchFile()).status).toBe(503);
    expect([taken, recorded, waiting]).toEqual([0, 0, []]);
  });
});
