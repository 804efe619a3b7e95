import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../local/free-port.ts';
import { disclosedBy } from '../../policies/forge.ts';
import { startFakeAgency } from './fake-agency.ts';
import {
  COORDINATES,
  ENTITIES,
  openLineToAgency,
  REFS,
  SECRET,
  TIMEOUT_MS,
  type LineToAgency,
} from './line-to-agency.ts';

/** The machine may be busy: how long after its deadline a call must have ended. */
const SLACK_MS = 1_500;
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;

let line: LineToAgency;

beforeAll(async () => {
  line = await openLineToAgency();
});

afterAll(() => line.close());

describe('what the gateway sends an agency', () => {
  it('is one question with the user’s token and a receipt, to the address of the agency', async () => {
    line.answerJson({ data: { _entities: ENTITIES } });
    const { data, errors } = await line.fetchTwo();
    expect({ data, errors }).toEqual({ data: { _entities: ENTITIES }, errors: [] });
    const { method, path, headers, body } = line.agency.received.at(-1)!;
    expect([method, path, headers.authorization]).toEqual(['POST', '/graphql', 'Bearer token-of-the-user']);
    expect(headers['samsyn-receipt']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~[\w-]+~$/);
    expect(Object.keys(JSON.parse(body) as object)).toEqual(['query', 'variables']);
  });

  it('permits in the receipt the agency’s own fields alone, about these persons alone', async () => {
    await line.fetchTwo();
    const claims = disclosedBy(String(line.agency.received.at(-1)?.headers['samsyn-receipt']));
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
    line.answerJson(body, status);
    await line.expectMissing('AGENCY_UNAVAILABLE');
  });

  it('and sends bytes that are no text is missing', async () => {
    line.agency.answerWith((response) =>
      response.end(Buffer.from('{"data":{"_entities":[{"police":"\xff\xfe"},null]}}', 'latin1')),
    );
    await line.expectMissing('AGENCY_UNAVAILABLE');
  });

  it.each([301, 302, 307, 308])(
    'and sends us elsewhere with status %s is missing, and nobody else is asked',
    async (status) => {
      const elsewhere = await startFakeAgency();
      line.agency.answerWith((response) => response.writeHead(status, { location: elsewhere.url }).end());
      await line.expectMissing('AGENCY_UNAVAILABLE');
      expect(elsewhere.received).toEqual([]);
      await elsewhere.close();
    },
  );

  it('and sends a hundred megabytes is missing, before they have come', async () => {
    let sent = 0;
    line.agency.answerWith((response) => {
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
    const fetched = await line.fetchTwo();
    expect(fetched.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      expect.stringMatching(/^AGENCY_(UNAVAILABLE|TIMEOUT)$/),
    ]);
    expect(sent).toBeLessThan(3 * ANSWER_LIMIT_BYTES);
  });

  it('and drips its answer is missing at the deadline, however lively it seems', async () => {
    const dripping = { timer: undefined as NodeJS.Timeout | undefined };
    line.agency.answerWith((response) => {
      dripping.timer = setInterval(() => response.write(' '), 20);
    });
    const { milliseconds } = await line.expectMissing('AGENCY_TIMEOUT');
    clearInterval(dripping.timer);
    expect(milliseconds).toBeGreaterThan(TIMEOUT_MS - 50);
    expect(milliseconds).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('and never answers is missing at the deadline', async () => {
    line.agency.answerWith(() => undefined);
    const { milliseconds } = await line.expectMissing('AGENCY_TIMEOUT');
    expect(milliseconds).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });

  it('and hangs up is missing, as is one that is not there', async () => {
    line.agency.answerWith((response) => response.destroy());
    await line.expectMissing('AGENCY_UNAVAILABLE');
    const absent = await openLineToAgency(`http://127.0.0.1:${await freePort()}/graphql`);
    await absent.expectMissing('AGENCY_UNAVAILABLE');
    await absent.close();
  });

  it.each([401, 403])('and refuses the request with status %s is said to have refused', async (status) => {
    line.answerJson({ errors: [{ message: `${SECRET.sql} canary` }] }, status);
    await line.expectMissing('AGENCY_REFUSED');
  });

  it('answers again at once when it is well', async () => {
    line.answerJson({ data: { _entities: ENTITIES } });
    expect((await line.fetchTwo()).data).toEqual({ _entities: ENTITIES });
  });
});
