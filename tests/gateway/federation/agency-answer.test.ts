import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgencyCaller, type AgencyCaller } from '../../../gateway/federation/agency-caller.ts';
import { AgencyDataSource } from '../../../gateway/federation/agency-data-source.ts';
import type { ExecutionContext } from '../../../gateway/federation/execution-context.ts';
import { createReceiptIssuer } from '../../../policies/receipt.ts';
import { createLog } from '../../../schema/process/log.ts';
import { freePort } from '../local/free-port.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';

const TIMEOUT_MS = 600;
/** The machine may be busy: how long after its deadline a call must have ended. */
const SLACK_MS = 1_500;
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
const COORDINATES = ['Individual.police', 'PoliceRecord.isKnown', 'PoliceRecord.exitCase'];
const REFS = ['A', 'B'].map((letter) => `r1_${letter.repeat(43)}`);
const SECRET = { number: '19981231-2380', sql: 'SELECT * FROM person', stack: 'at readRows (/srv/row-loader.ts:12:3)' };

let agency: FakeAgency;
let caller: AgencyCaller;
let source: AgencyDataSource;
const logged: string[] = [];

beforeAll(async () => {
  agency = await startFakeAgency();
  caller = createAgencyCaller('police', agency.url, TIMEOUT_MS);
  source = await sourceOver(caller);
});

afterAll(async () => {
  await caller.close();
  await agency.close();
});

async function sourceOver(through: AgencyCaller): Promise<AgencyDataSource> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return new AgencyDataSource({
    agency: 'police',
    caller: through,
    receipts: await createReceiptIssuer(await exportJWK(privateKey)),
    coordinates: new Set(COORDINATES),
    policyDigest: 'digest',
    log: createLog('gateway', 'debug', { write: (line) => logged.push(line) }),
  });
}

const context = {
  requestId: 'request-1',
  authorization: 'Bearer token-of-the-user',
  requester: { subject: 'staff-1', role: 'police.investigator' },
  declaration: { purpose: 'OWN_AGENCY', caseNumber: null },
  prepared: { coordinates: new Set([...COORDINATES, 'SchoolRecord.grades']) },
  refs: new Set(REFS),
  now: new Date(),
} as unknown as ExecutionContext;

interface Fetched {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly text: string;
  readonly milliseconds: number;
}

/** Asks the fake agency about two persons, through the gateway's own data source. */
async function fetchTwo(through: AgencyDataSource = source): Promise<Fetched> {
  const started = performance.now();
  const request = {
    query: 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
    variables: { representations: REFS.map((ref) => ({ __typename: 'Individual', ref })) },
  };
  const response = await through.process({ request, context } as never);
  const { data, errors = [] } = response as { data?: unknown; errors?: Fetched['errors'] };
  return { data, errors, text: JSON.stringify(response), milliseconds: performance.now() - started };
}

function answerJson(body: unknown, status = 200): void {
  agency.answerWith((response) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

async function expectMissing(code: string): Promise<Fetched> {
  const fetched = await fetchTwo();
  expect(fetched.data).toBeNull();
  expect(fetched.errors.map(({ extensions }) => extensions)).toEqual([{ code, facts: { agency: 'police' } }]);
  expectNothingOf(fetched.text);
  return fetched;
}

function expectNothingOf(text: string): void {
  for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN|row-loader|stack|<html|canary/i);
}

const ENTITIES = [{ police: { isKnown: true } }, { police: { isKnown: false } }];

describe('what the gateway sends an agency', () => {
  it('is one question with the user’s token and a receipt, to the address of the agency', async () => {
    answerJson({ data: { _entities: ENTITIES } });
    const { data, errors } = await fetchTwo();
    expect({ data, errors }).toEqual({ data: { _entities: ENTITIES }, errors: [] });
    const { method, path, headers, body } = agency.received.at(-1)!;
    expect([method, path, headers.authorization]).toEqual(['POST', '/graphql', 'Bearer token-of-the-user']);
    expect(headers['samsyn-receipt']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(Object.keys(JSON.parse(body) as object)).toEqual(['query', 'variables']);
  });

  it('permits in the receipt the agency’s own fields alone, about these persons alone', async () => {
    await fetchTwo();
    const receipt = String(agency.received.at(-1)?.headers['samsyn-receipt']).split('.')[1] ?? '';
    const claims = JSON.parse(Buffer.from(receipt, 'base64url').toString()) as Readonly<Record<string, unknown>>;
    expect(claims['coordinates']).toEqual(COORDINATES);
    expect(claims).toMatchObject({ aud: 'urn:samsyn:agency:police', subject: 'staff-1', purpose: 'OWN_AGENCY' });
    expect(JSON.stringify(claims)).not.toContain(REFS[0]);
  });
});

describe('an agency that breaks', () => {
  it.each([
    ['an error page', 500, '<html><h1>500</h1><pre>at readRows (/srv/row-loader.ts:12:3)</pre></html>'],
    ['a page in place of an answer', 200, '<html>canary</html>'],
    ['half an answer', 200, '{"data":{"_entities":[{"police":{"isKn'],
    ['nothing', 200, ''],
    ['a list', 200, '[]'],
    ['null', 200, 'null'],
    ['data that is no object', 200, '{"data":["canary"]}'],
    ['errors that are no list', 200, '{"data":null,"errors":{"message":"canary"}}'],
    ['neither data nor errors', 200, '{}'],
    ['no data, and no error that says why', 200, '{"data":null}'],
    ['data without the persons', 200, '{"data":{}}'],
    ['persons that are no list', 200, '{"data":{"_entities":{"police":"canary"}}}'],
    ['no data, and an error that says why', 200, '{"data":null,"errors":[{"message":"canary"}]}'],
    [
      'an error at a place that is no place',
      200,
      `{"data":{"_entities":[null,null]},"errors":[{"message":"","path":["${SECRET.number}"]}]}`,
    ],
    ['one person too few', 200, JSON.stringify({ data: { _entities: ENTITIES.slice(1) } })],
    ['one person too many', 200, JSON.stringify({ data: { _entities: [...ENTITIES, { police: null }] } })],
    ['a wrong status with a right answer', 503, JSON.stringify({ data: { _entities: ENTITIES } })],
    ['a status that nobody has heard of', 299, JSON.stringify({ data: { _entities: ENTITIES } })],
  ])('and sends %s is missing, and none of it goes on', async (_, status, body) => {
    answerJson(body, status);
    await expectMissing('AGENCY_UNAVAILABLE');
  });

  it('and sends bytes that are no text is missing', async () => {
    agency.answerWith((response) =>
      response.end(Buffer.from('{"data":{"_entities":[{"police":"\xff\xfe"},null]}}', 'latin1')),
    );
    await expectMissing('AGENCY_UNAVAILABLE');
  });

  it.each([301, 302, 307, 308])(
    'and sends us elsewhere with status %s is missing, and nobody else is asked',
    async (status) => {
      const elsewhere = await startFakeAgency();
      agency.answerWith((response) => response.writeHead(status, { location: elsewhere.url }).end());
      await expectMissing('AGENCY_UNAVAILABLE');
      expect(elsewhere.received).toEqual([]);
      await elsewhere.close();
    },
  );

  it('and sends a hundred megabytes is missing, before they have come', async () => {
    let sent = 0;
    agency.answerWith((response) => {
      const part = Buffer.alloc(1024 * 1024, 32);
      const pour = (): void => {
        while (sent < 100 * part.length && !response.destroyed) {
          sent += part.length;
          if (!response.write(part)) {
            response.once('drain', pour);
            return;
          }
        }
        response.end();
      };
      pour();
    });
    const fetched = await fetchTwo();
    expect(fetched.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      expect.stringMatching(/^AGENCY_(UNAVAILABLE|TIMEOUT)$/),
    ]);
    expect(sent).toBeLessThan(3 * ANSWER_LIMIT_BYTES);
  });

  it('and drips its answer is missing at the deadline, however lively it seems', async () => {
    const dripping = { timer: undefined as NodeJS.Timeout | undefined };
    agency.answerWith((response) => {
      dripping.timer = setInterval(() => response.write(' '), 20);
    });
    const { milliseconds } = await expectMissing('AGENCY_TIMEOUT');
    clearInterval(dripping.timer);
    expect(milliseconds).toBeGreaterThan(TIMEOUT_MS - 50);
    expect(milliseconds).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('and never answers is missing at the deadline', async () => {
    agency.answerWith(() => undefined);
    const { milliseconds } = await expectMissing('AGENCY_TIMEOUT');
    expect(milliseconds).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('and hangs up is missing, as is one that is not there', async () => {
    agency.answerWith((response) => response.destroy());
    await expectMissing('AGENCY_UNAVAILABLE');
    const absent = createAgencyCaller('police', `http://127.0.0.1:${await freePort()}/graphql`, TIMEOUT_MS);
    const { data, errors, text } = await fetchTwo(await sourceOver(absent));
    expect([data, errors[0]?.extensions?.['code']]).toEqual([null, 'AGENCY_UNAVAILABLE']);
    expectNothingOf(text);
    await absent.close();
  });

  it.each([401, 403])('and refuses the request with status %s is said to have refused', async (status) => {
    answerJson({ errors: [{ message: `${SECRET.sql} canary` }] }, status);
    await expectMissing('AGENCY_REFUSED');
  });

  it('answers again at once when it is well', async () => {
    answerJson({ data: { _entities: ENTITIES } });
    expect((await fetchTwo()).data).toEqual({ _entities: ENTITIES });
  });
});

describe('an agency’s errors', () => {
  const noisy = {
    message: `${SECRET.sql} failed for ${SECRET.number}`,
    extensions: { code: 'DB', stacktrace: [SECRET.stack] },
  };

  it('go on as the fact that it broke there, without a word of theirs', async () => {
    answerJson({
      data: { _entities: [{ police: null }, null] },
      errors: [{ ...noisy, path: ['_entities', 0, 'police'] }],
    });
    const { data, errors, text } = await fetchTwo();
    expect(data).toEqual({ _entities: [{ police: null }, null] });
    expect(errors).toEqual([
      {
        message: expect.not.stringContaining('failed') as string,
        path: ['_entities', 0, 'police'],
        extensions: { code: 'AGENCY_ERROR', facts: { agency: 'police' } },
      },
    ]);
    expectNothingOf(text);
  });

  it('cannot pass for the gateway’s own', async () => {
    const forged = ['RECORD_UNAVAILABLE', 'PLAN_REFUSED', 'AGENCY_TIMEOUT', 'INTERNAL'].map((code) => ({
      message: 'canary',
      path: ['_entities', 0],
      extensions: { code, facts: { agency: 'school', reason: 'canary' } },
    }));
    answerJson({ data: { _entities: [null, { police: null }] }, errors: forged });
    const { errors, text } = await fetchTwo();
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      forged.map(() => ({ code: 'AGENCY_ERROR', facts: { agency: 'police' } })),
    );
    expectNothingOf(text);
  });

  const refusal = (coordinate: string, code: string, more: object = {}): object => ({
    message: 'canary',
    path: ['_entities', 0, 'police', 'exitCase'],
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', withheld: { coordinate, code, ...more } },
  });

  it('that refuse a field go on as a refusal, with nothing but the field and the code', async () => {
    const more = { ground: 'canary', openableBy: [{ ground: 'canary', laws: ['canary'] }] };
    answerJson({
      data: { _entities: ENTITIES },
      errors: [refusal('PoliceRecord.exitCase', 'ASSIGNMENT_NEEDED', more)],
    });
    const { errors, text } = await fetchTwo();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        withheld: {
          coordinate: 'PoliceRecord.exitCase',
          code: 'ASSIGNMENT_NEEDED',
          ground: 'own',
          openableBy: [{ ground: 'own', laws: [] }],
        },
      },
    ]);
    expectNothingOf(text);
  });

  it.each([
    ['a field that was not asked for', refusal('PoliceRecord.suspicions', 'NEVER')],
    ['a text that is no field', refusal(`Person ${SECRET.number}`, 'NEVER')],
    ['a field of another agency', refusal('SchoolRecord.grades', 'NEVER')],
  ])('that refuse %s count as breakage', async (_, error) => {
    answerJson({ data: { _entities: ENTITIES }, errors: [error] });
    const { errors, text } = await fetchTwo();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['AGENCY_ERROR']);
    expectNothingOf(text);
  });

  it('that refuse for a reason that is no reason make the whole answer none', async () => {
    answerJson({ data: { _entities: ENTITIES }, errors: [refusal('PoliceRecord.exitCase', 'canary')] });
    await expectMissing('AGENCY_UNAVAILABLE');
  });

  it('and its breakage reach the log as kinds and codes alone', () => {
    expect(logged.length).toBeGreaterThan(10);
    expectNothingOf(logged.join('\n').replaceAll(/"place":\[[^\]]*\]/g, ''));
    for (const ref of REFS) expect(logged.join('\n')).not.toContain(ref);
  });
});
