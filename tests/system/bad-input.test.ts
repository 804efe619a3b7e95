import { beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../schema/personal-identity-number.ts';
import { ask } from './ask.ts';
import { personAs, type KnownPerson } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';
import { codesOf, expectRefused, GRAPHQL_RESPONSE, question, send, WHO } from './refused-by-gateway.ts';

const BY_NUMBER = 'query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref socialtjanst { isKnown } } }';
const BY_REFS = 'query ($refs: [ID!]!) { individuals(refs: $refs) { ref } }';

let person: KnownPerson;
beforeAll(() => {
  person = personAs('knownToAll');
});

describe('a number that is no personal identity number', () => {
  /** Made of the number of an invented person, and broken: it can be nobody's. */
  const broken: readonly (readonly [string, string, (number: string) => string])[] = [
    ['is not written as one', 'form', (number) => number.slice(0, 11)],
    ['has letters', 'form', (number) => `${number.slice(0, 8)}ABCD`],
    ['is empty', 'form', () => ''],
    ['holds more than the number', 'form', (number) => `${number} OR 1=1`],
    ['has a month that does not exist', 'date', (number) => `${number.slice(0, 4)}13${number.slice(6)}`],
    ['has a day that does not exist', 'date', (number) => `${number.slice(0, 4)}0230${number.slice(8)}`],
    ['has a day that no samordningsnummer has', 'date', (number) => `${number.slice(0, 6)}99${number.slice(8)}`],
    ['is of somebody not yet born', 'future', (number) => `2099${number.slice(4)}`],
    ['has a birth number that is never given', 'birth-number', (number) => withCheckDigit(`${number.slice(0, 8)}000`)],
    ['has another check digit', 'check-digit', (number) => `${number.slice(0, 11)}${(Number(number[11]) + 1) % 10}`],
  ];

  it.each(broken)('is refused when it %s: the rule is named (%s), the number is not', async (_, rule, breakIt) => {
    const pin = breakIt(person.number);
    const answer = await ask(question({ query: BY_NUMBER, variables: { pin } }));
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ individual: null });
    expect(answer.body.errors).toEqual([
      {
        message: expect.stringMatching(/^the personal identity number is not valid: [^.]+$/) as string,
        path: ['individual'],
        extensions: expect.objectContaining({ code: 'INVALID_PERSONAL_IDENTITY_NUMBER', rule }) as object,
      },
    ]);
    expectNothingInside(answer.text, ...(pin.length > 4 ? [pin, pin.slice(0, 8)] : []));
  });

  it('is refused in the text of the document, wherever it stands and however it is written', async () => {
    const { number } = person;
    const short = `${number.slice(2, 8)}-${number.slice(8)}`;
    const literal = (text: string): string => `{ individual(personalIdentityNumber: ${JSON.stringify(text)}) { ref } }`;
    const texts = [literal(number), literal(short), literal(short.replace('-', '+')), `{ me { role } } # ${number}`];
    for (const query of texts) expectRefused(await ask(question({ query })), 200, 'NUMBER_IN_DOCUMENT');
    const asAlias = `{ x${number}: me { role } }`;
    expectRefused(await ask(question({ query: asAlias })), 200, 'NUMBER_IN_DOCUMENT');
    const escaped = literal(number).replace(number, `${number.slice(0, 6)}\\u003${number.slice(6)}`);
    expectRefused(await ask(question({ query: escaped })), 200, 'NUMBER_IN_DOCUMENT');
    const block = literal(number).replaceAll('"', '"""');
    expectRefused(await ask(question({ query: block })), 200, 'NUMBER_IN_DOCUMENT');
  });
});

describe('a purpose and a case', () => {
  const own = { query: BY_NUMBER };

  it('must be declared for whatever is about a person', async () => {
    const answer = await ask(question({ ...own, purpose: null, variables: { pin: person.number } }));
    expectRefused(answer, 400, 'PURPOSE_MISSING');
    expect(answer.body.errors?.[0]?.message).toContain('OWN_AGENCY');
    expect((await ask(question({ purpose: null }))).status).toBe(200);
  });

  it.each([
    ['unknown', 'CURIOSITY', 400, 'PURPOSE_UNKNOWN'],
    ['written in small letters', 'sig', 400, 'PURPOSE_UNKNOWN'],
    ['two at a time', 'SIG, SSPF', 400, 'PURPOSE_UNKNOWN'],
    ['a number of a person', 'NUMBER', 400, 'PURPOSE_UNKNOWN'],
    ['not for the role', 'STATISTICS', 403, 'PURPOSE_NOT_FOR_ROLE'],
    ['not for the role either', 'OVERSIGHT', 403, 'PURPOSE_NOT_FOR_ROLE'],
  ])('are refused when the purpose is %s', async (_, purpose, status, code) => {
    const headers = { 'samsyn-purpose': purpose === 'NUMBER' ? person.number : purpose };
    const answer = await ask(question({ ...own, headers, variables: { pin: person.number } }));
    expectRefused(answer, status, code);
    expect(answer.text).not.toMatch(/CURIOSITY|"sig|STATISTICS|OVERSIGHT/);
  });

  it('are refused when the purpose needs a case that is missing', async () => {
    for (const purpose of [
      'SIG',
      'SSPF',
      'TREFAS',
      'INVESTIGATION',
      'SERIOUS_TALK',
      'PLACEMENT_RETURN',
      'EXIT_PROGRAMME',
    ] as const) {
      for (const missing of ['', ' ']) {
        const answer = await ask(
          question({ ...own, purpose, headers: { 'samsyn-case': missing }, variables: { pin: person.number } }),
        );
        expectRefused(answer, 400, 'CASE_MISSING');
      }
    }
    const without = question({ ...own, headers: { 'samsyn-case': '' }, variables: { pin: person.number } });
    expect((await ask(without)).status).toBe(200);
  });

  it('are refused when the case is malformed, or is a person’s number', async () => {
    const { number } = person;
    const cases = [
      'x'.repeat(65),
      '<script>',
      "'; DROP TABLE person",
      '/1',
      number,
      `${number.slice(2, 8)}-${number.slice(8)}`,
      `Dnr ${number}`,
    ];
    for (const caseNumber of cases) {
      const answer = await ask(
        question({ ...own, purpose: 'SIG', headers: { 'samsyn-case': caseNumber }, variables: { pin: number } }),
      );
      expectRefused(answer, 400, 'CASE_MALFORMED');
      expect(answer.text).not.toContain(caseNumber);
    }
  });
});

describe('variables', () => {
  it.each([
    ['missing', BY_NUMBER, {}, '$pin'],
    ['of another type', BY_NUMBER, { pin: [7_777_777] }, '$pin'],
    ['an object for a text', BY_NUMBER, { pin: { secret: 'value' } }, '$pin'],
    ['null in a list', BY_REFS, { refs: [null] }, '$refs'],
    ['a list in a list', BY_REFS, { refs: [['secret value']] }, '$refs'],
    ['a text with NUL', BY_NUMBER, { pin: 'secret\0value' }, '$pin'],
    ['a text with half a surrogate pair', BY_REFS, { refs: ['\ud800 secret value'] }, '$refs'],
  ])('are refused when they are %s: the variable is named, its value is not', async (_, query, variables, name) => {
    const json = await ask(question({ query, variables }));
    expectRefused(json, 200, 'VARIABLES_INVALID');
    expect(json.body.errors?.[0]?.message).toContain(name);
    expect(json.text).not.toMatch(/7777777|secret|value"/);
    expectRefused(
      await ask(question({ query, variables, headers: { accept: GRAPHQL_RESPONSE } })),
      400,
      'VARIABLES_INVALID',
    );
  });

  it.each([
    ['no ref', 'nobody'],
    ['a number', 'NUMBER'],
    ['a ref and more', `r1_${'A'.repeat(44)}`],
    ['a ref of a later kind', `r2_${'A'.repeat(43)}`],
  ])('are refused when a ref is %s', async (_, text) => {
    const ref = text === 'NUMBER' ? person.number : text;
    const answer = await ask(question({ query: BY_REFS, variables: { refs: [person.ref, ref] } }));
    expect(answer.status).toBe(200);
    expect(codesOf(answer)).toEqual(['INVALID_REF']);
    expect(answer.body.data).toEqual({ individuals: null });
    expectNothingInside(answer.text, ref, person.number);
  });

  it('are refused when they name more than a hundred persons', async () => {
    const refs = Array.from({ length: 101 }, () => person.ref);
    const answer = await ask(question({ query: BY_REFS, variables: { refs } }));
    expect(codesOf(answer)).toEqual(['TOO_MANY_PERSONS']);
    expect(answer.body.data).toEqual({ individuals: null });
    const within = await ask(question({ query: BY_REFS, variables: { refs: refs.slice(1) } }));
    expect(within.body.data?.['individuals']).toHaveLength(100);
  });
});

describe('a body', () => {
  const usual = JSON.stringify({ query: WHO });

  it.each([
    ['malformed', '{"query":', 400, 'BODY_MALFORMED'],
    ['empty', '', 400, 'BODY_MALFORMED'],
    ['no object', '"query"', 400, 'BODY_MALFORMED'],
    ['null', 'null', 400, 'BODY_MALFORMED'],
    ['a batch', `[${usual},${usual}]`, 400, 'BODY_MALFORMED'],
    ['without a query', '{"variables":{}}', 400, 'BODY_MALFORMED'],
    ['with a query that is no text', '{"query":{"me":1}}', 400, 'BODY_MALFORMED'],
    ['with variables that are a list', '{"query":"{me{role}}","variables":[1]}', 400, 'BODY_MALFORMED'],
    ['with an operation name that is no text', '{"query":"{me{role}}","operationName":7}', 400, 'BODY_MALFORMED'],
    [
      'larger than 256 KiB',
      JSON.stringify({ query: WHO, variables: { a: 'x'.repeat(262_144) } }),
      413,
      'BODY_TOO_LARGE',
    ],
  ])('is refused when it is %s', async (_, body, status, code) => {
    expectRefused(await send({ body }), status, code);
    expectRefused(await send({ body, headers: { accept: GRAPHQL_RESPONSE } }), status, code);
  });

  it('is refused when it is of another kind than JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
    ]) {
      expectRefused(await send({ body: usual, headers: { 'content-type': type } }), 415, 'MEDIA_TYPE_UNSUPPORTED');
    }
  });

  it('is not read from an address, where a log would keep it', async () => {
    const path = `/graphql?query=${encodeURIComponent(WHO)}`;
    const answer = await send({ path, method: 'GET' });
    expectRefused(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST');
    expectRefused(await send({ path, body: '' }), 400, 'BODY_MALFORMED');
  });

  it('finds nothing at other addresses', async () => {
    const paths = [
      '/',
      '/graphql/x',
      '/graphql/',
      '/admin',
      '/explorer/..%2f..%2fpackage.json',
      '/explorer/none.js',
      `/explorer/${'x'.repeat(500)}`,
    ];
    for (const path of paths) expectRefused(await send({ path, method: 'GET' }), 404, 'NOT_FOUND');
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expectRefused(await send({ method, body: usual }), 405, 'METHOD_NOT_ALLOWED');
    expectRefused(await send({ path: `/%ff/${person.number}`, method: 'GET' }), 404, 'NOT_FOUND');
  });
});

function withCheckDigit(eleven: string): string {
  return `${eleven}${checkDigit(eleven.slice(2))}`;
}
