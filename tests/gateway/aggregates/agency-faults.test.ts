import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from './definitions.ts';
import { contribute, csv, ONE_KEY, refuse, type Answering } from './playing-agency.ts';
import { openTestDesk, term, TIMEOUT_MS, type TestDesk } from './test-desk.ts';

let test: TestDesk;

beforeAll(async () => {
  test = await openTestDesk(() => NOW);
});

afterAll(() => test.close());

const token = (at: number): string => at.toString(16).padStart(16, '0');
const INCIDENTS = csv(
  'token',
  Array.from({ length: 200 }, (_, at) => token(at)),
);
const ABSENT = csv(
  'token,district,ageBand',
  Array.from({ length: 200 }, (_, at) => `${token(at)},D01,15-17`),
);

beforeEach(async () => {
  await test.database.ask('TRUNCATE aggregate_run, aggregate_refusal, aggregate_release');
  test.agencies.police.answerWith(contribute(INCIDENTS));
  test.agencies.school.answerWith(contribute(ABSENT));
});

/** Asks, and expects that the run is refused with these words, that it stands in the ledger, and that nothing was released. */
async function expectFailed(reasons: RegExp, missing: readonly string[] = ['school']): Promise<void> {
  const outcome = await test.ask('incidents-and-absence', term('2026-VT'));
  expect(outcome).toMatchObject({ status: 'REFUSED', refusal: { code: 'AGGREGATE_SOURCE_FAILED', missing } });
  if (outcome.status === 'REFUSED') {
    expect(outcome.refusal.message).toMatch(reasons);
    expect(outcome.refusal.message).not.toMatch(/canary|127\.0\.0\.1|ECONN|<html/);
  }
  expect(await test.database.ask('SELECT id FROM aggregate_release')).toEqual([]);
  expect(await test.database.ask('SELECT code, missing FROM aggregate_refusal')).toEqual([
    { code: 'AGGREGATE_SOURCE_FAILED', missing },
  ]);
}

const begin: (text: string) => Answering = (text) => (response) => {
  response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', ...ONE_KEY });
  response.write(text);
};

describe('when nothing is wrong', () => {
  it('the run is released, so that each fault below is the one fault', async () => {
    expect((await test.ask('incidents-and-absence', term('2026-VT'))).status).toBe('RELEASED');
  });
});

describe('an agency that', () => {
  it.each([
    [
      'breaks with an error page',
      'could not answer',
      (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<html>canary</html>'),
    ],
    ['breaks with an error in its form', 'could not answer', refuse(500, 'INTERNAL')],
    ['cannot write its log', 'could not answer', refuse(503, 'RECORD_UNAVAILABLE')],
    ['refuses the receipt', 'refused the run', refuse(401, 'RECEIPT_INVALID')],
    ['says that the run was served before', 'refused the run', refuse(409, 'AGGREGATE_RUN_REUSED')],
    ['says that the definition has expired there', 'refused the run', refuse(403, 'AGGREGATE_EXPIRED')],
    [
      'has another text of the definition',
      'has another version of the definition',
      refuse(404, 'AGGREGATE_DEFINITION_UNKNOWN'),
    ],
    [
      'refuses at great length',
      'could not answer',
      (response) => response.writeHead(403).end(`{"errors":"${'x'.repeat(100_000)}"}`),
    ],
    [
      'answers JSON',
      'sent something else',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    ],
    ['answers CSV without saying so', 'sent something else', (response) => response.writeHead(200).end(ABSENT)],
    ['redirects', 'could not answer', (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
    ['does not show with which key it makes tokens', 'sent something else', contribute(ABSENT, {})],
    ['answers with nothing', 'sent an answer that was cut short', contribute('')],
    ['answers with the header alone', 'sent an answer that was cut short', contribute('token,district,ageBand\n')],
    ['leaves its end out', 'sent an answer that was cut short', contribute(ABSENT.replace(/end,\d+\n/, ''))],
    ['counts its rows wrongly', 'sent something else', contribute(ABSENT.replace('end,200', 'end,201'))],
    ['sends another header', 'sent something else', contribute(ABSENT.replace('district,ageBand', 'ageBand,district'))],
    ['sends more than was asked for', 'sent something else', contribute(ABSENT.replace('ageBand', 'ageBand,sex'))],
    ['sends an unknown code', 'sent something else', contribute(ABSENT.replace('D01', 'D09'))],
    ['sends a token twice', 'sent something else', contribute(ABSENT.replace(token(1), token(0)))],
    ['sends its tokens out of order', 'sent something else', contribute(ABSENT.replace(token(1), token(300)))],
    [
      'sends what is not UTF-8',
      'sent something else',
      contribute(Buffer.from(ABSENT.replace('D01', 'D\u00c51'), 'latin1')),
    ],
    ['sends the answer of another agency', 'sent something else', contribute(INCIDENTS)],
    ['sends a hundred megabytes of nothing', 'sent something else', contribute(Buffer.alloc(100 * 1024 * 1024, 0x20))],
    ['cuts the line before it says anything', 'does not answer', (response) => response.destroy()],
    [
      'cuts the line within',
      'sent an answer that was cut short',
      (response, reached) => {
        begin(ABSENT.slice(0, 1_000))(response, reached);
        setTimeout(() => response.destroy(), 50);
      },
    ],
    [
      'promises more than it sends',
      'sent an answer that was cut short',
      (response) => {
        const promised = { 'content-type': 'text/csv; charset=utf-8', 'content-length': ABSENT.length + 10 };
        response.writeHead(200, { ...promised, ...ONE_KEY });
        response.write(ABSENT.slice(0, -10));
        setTimeout(() => response.destroy(), 50);
      },
    ],
    ['never answers', 'did not answer in time', () => undefined],
    ['stops within', 'did not answer in time', begin(ABSENT.slice(0, 1_000))],
    ['stops before its end', 'did not answer in time', begin(ABSENT.slice(0, -8))],
    [
      'drips',
      'did not answer in time',
      (response, reached) => {
        begin('')(response, reached);
        void (async () => {
          for (const letter of ABSENT) {
            if (response.destroyed) return;
            response.write(letter);
            await sleep(20);
          }
        })();
      },
    ],
  ] as const satisfies readonly (readonly [string, string, Answering])[])(
    '%s makes the run refused',
    async (_, reason, answer) => {
      test.agencies.school.answerWith(answer);
      await expectFailed(new RegExp(`school ${reason}`));
    },
  );

  it('is not there makes the run refused, and the next one finds it again', async () => {
    test.agencies.school.answerWith((response) => response.socket?.destroy());
    await expectFailed(/school does not answer/);
    test.agencies.school.answerWith(contribute(ABSENT));
    expect((await test.ask('incidents-and-absence', term('2026-VT'))).status).toBe('RELEASED');
  });

  it('makes its tokens with another key makes the run refused before a row is read, since nobody would be found in both', async () => {
    const other = { 'samsyn-token-key': '0123456789abcdef' };
    test.agencies.school.answerWith(contribute(ABSENT.replace('D01', 'D09'), other));
    await expectFailed(
      /police makes its tokens with another AGGREGATE_TOKEN_KEY .* and school makes its tokens with another/,
      ['police', 'school'],
    );
  });

  it('fails beside another is named with it; what the one did not get to send is no fault', async () => {
    test.agencies.police.answerWith(refuse(500, 'INTERNAL'));
    test.agencies.school.answerWith(refuse(401, 'RECEIPT_INVALID'));
    await expectFailed(/police could not answer and school refused the run/, ['police', 'school']);
    await test.database.ask('TRUNCATE aggregate_run, aggregate_refusal, aggregate_release');
    test.agencies.police.answerWith(begin(INCIDENTS.slice(0, 500)));
    test.agencies.school.answerWith(contribute(ABSENT.replace('D01', 'D09')));
    await expectFailed(/since school sent something else than was asked for:/);
  });
});

describe('missing approval', () => {
  const unapproved = refuse(403, 'AGGREGATE_UNAPPROVED');

  it('refuses the run and says whose, even where another agency breaks', async () => {
    test.agencies.school.answerWith(unapproved);
    test.agencies.police.answerWith(refuse(500, 'INTERNAL'));
    const outcome = await test.ask('incidents-and-absence', term('2026-VT'));
    expect(outcome).toMatchObject({ refusal: { code: 'AGGREGATE_UNAPPROVED', missing: ['school'] } });
    if (outcome.status === 'REFUSED')
      expect(outcome.refusal.message).toMatch(/not approved by school: two persons there/);
  });

  it('names all who lack it', async () => {
    test.agencies.school.answerWith(unapproved);
    test.agencies.police.answerWith(unapproved);
    const outcome = await test.ask('incidents-and-absence', term('2026-VT'));
    expect(outcome).toMatchObject({ refusal: { missing: ['police', 'school'] } });
  });

  it('of one agency lets nothing of another be read', async () => {
    test.agencies.school.answerWith(unapproved);
    let isCut = false;
    test.agencies.police.answerWith((response, reached) => {
      begin(INCIDENTS.slice(0, 500))(response, reached);
      response.on('close', () => (isCut = !response.writableFinished));
    });
    await test.ask('incidents-and-absence', term('2026-VT'));
    await expect.poll(() => isCut, { timeout: TIMEOUT_MS * 4 }).toBe(true);
  });
});

describe('an agency’s words', () => {
  it('reach neither the answer nor the log', async () => {
    test.agencies.school.answerWith(refuse(500, 'INTERNAL'));
    const outcome = await test.ask('incidents-and-absence', term('2026-VT'));
    expect(JSON.stringify([outcome, test.logged])).not.toContain('canary');
  });
});
