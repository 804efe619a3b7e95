import { beforeAll, describe, expect, inject, it } from 'vitest';
import { checkDigit } from '../../schema/personal-identity-number.ts';
import { ask, type HttpAnswer, type Question } from './ask.ts';
import { personAs, signToken } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';

const BY_NUMBER = 'query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref socialtjanst { isKnown } } }';
const BY_REFS = 'query ($refs: [ID!]!) { individuals(refs: $refs) { ref } }';
const WHO = '{ me { role } }';
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

let person: ReturnType<typeof personAs>;
beforeAll(() => {
  person = personAs('knownToAll');
});

function question(changes: Partial<Question>): Question {
  return { role: 'socialtjanst.case-worker', purpose: 'OWN_AGENCY', query: WHO, ...changes };
}

function codesOf({ body }: HttpAnswer): readonly unknown[] {
  return (body.errors ?? []).map(({ extensions }) => extensions?.['code']);
}

/** Expects one error of that code in one sentence, and that nothing is answered. */
function expectRefused(answer: HttpAnswer, status: number, code: string): void {
  expect(codesOf(answer)).toEqual([code]);
  expect(answer.status).toBe(status);
  expect(answer.body.data).toBeUndefined();
  expect(answer.body.errors?.[0]?.message).not.toMatch(/\n|\.$|\{\w+\}/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expectNothingInside(answer.text, person.number, person.name);
}

/** Sends any bytes to any path as a person of staff who may ask. */
async function send(init: RequestInit & { readonly path?: string }): Promise<HttpAnswer> {
  const { path = '/graphql', ...rest } = init;
  const headers = { authorization: `Bearer ${await signToken()}`, 'content-type': 'application/json', ...rest.headers };
  const response = await fetch(new URL(path, inject('system').graphqlUrl), { method: 'POST', ...rest, headers });
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as HttpAnswer['body']);
  return { status: response.status, headers: response.headers, text, body };
}

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
    const escaped = literal(number).replace(number.slice(0, 1), `\\u003${number.slice(0, 1)}`);
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

describe('a document', () => {
  const roots = (prefix: string, count: number): string =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}: me { role }`).join(' ');
  const wrong: readonly (readonly [string, string, string])[] = [
    ['has a field that nobody has', '{ me { salary } }', 'DOCUMENT_INVALID'],
    ['nearly has the name of a field', '{ me { rol } }', 'DOCUMENT_INVALID'],
    ['asks for a whole without saying which part', '{ me }', 'DOCUMENT_INVALID'],
    ['is not GraphQL', '{ me { role }', 'DOCUMENT_SYNTAX'],
    ['is empty', '', 'DOCUMENT_SYNTAX'],
    ['names none of its operations', 'query A { me { role } } query B { me { agency } }', 'OPERATION_UNSUPPORTED'],
    ['would change something', 'mutation { me { role } }', 'OPERATION_UNSUPPORTED'],
    ['would subscribe to something', 'subscription { me { role } }', 'OPERATION_UNSUPPORTED'],
    ['defines a type', 'type Spy { eye: Int }', 'DOCUMENT_INVALID'],
    ['goes in circles', '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }', 'DOCUMENT_INVALID'],
    ['has more than 20 root fields', `{ ${roots('a', 21)} }`, 'DOCUMENT_TOO_LARGE'],
    ['has more than 20 root fields in fragments', fragments(), 'DOCUMENT_TOO_LARGE'],
    ['grows without bound through its fragments', doubling('me', 'Me', 'role'), 'DOCUMENT_TOO_LARGE'],
    ['asks for a schema that so grows', doubling('__schema', '__Schema', 'description'), 'DOCUMENT_TOO_LARGE'],
    ['has too many words', `{ me { ${'role '.repeat(4_001)} } }`, 'DOCUMENT_TOO_LARGE'],
    [
      'asks for the schema too deep',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      'DOCUMENT_INVALID',
    ],
    ['asks for a person and the schema in one', '{ me { role } __schema { types { name } } }', 'OPERATION_UNSUPPORTED'],
    ['asks as the gateway asks agencies', '{ _entities(representations: []) { __typename } }', 'DOCUMENT_INVALID'],
    ['asks for an agency’s own schema', '{ _service { sdl } }', 'DOCUMENT_INVALID'],
  ];

  function fragments(): string {
    return `{ ...A ...B } fragment A on Query { ${roots('a', 11)} } fragment B on Query { ${roots('b', 11)} }`;
  }

  /** Each fragment spreads the next one twice: short as a text, a billion fields when written out. */
  function doubling(root: string, type: string, leaf: string): string {
    const levels = Array.from({ length: 30 }, (_, index) => {
      const next = `...F${index + 1}`;
      return `fragment F${index} on ${type} { ${next} ... on ${type} { ${next} } }`;
    });
    return `{ ${root} { ...F0 } } ${levels.join(' ')} fragment F30 on ${type} { ${leaf} }`;
  }

  it('is answered about the schema from the role’s own view, in a fragment as well', async () => {
    const schema = '__schema { types { name fields { name } } }';
    const asMentor = async (query: string): Promise<HttpAnswer> => ask(question({ role: 'school.mentor', query }));
    const plain = await asMentor(`{ ${schema} }`);
    const inFragment = await asMentor(`{ ...S } fragment S on Query { ${schema} }`);
    expect(plain.status).toBe(200);
    expect(plain.text).not.toContain('exitCase');
    expect(inFragment.body.data).toEqual(plain.body.data);
    const mixed = `{ ...S me { role } } fragment S on Query { ${schema} }`;
    expectRefused(await ask(question({ query: mixed, role: 'analyst', purpose: null })), 200, 'OPERATION_UNSUPPORTED');
  });

  it.each(wrong)('is refused when it %s', async (_, query, code) => {
    const json = await ask(question({ query }));
    expectRefused(json, 200, code);
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const graphql = await ask(question({ query, headers: { accept: GRAPHQL_RESPONSE } }));
    expectRefused(graphql, 400, code);
    expect(graphql.headers.get('content-type')).toBe(`${GRAPHQL_RESPONSE}; charset=utf-8`);
    expect(json.text).not.toMatch(/did you mean/i);
  });

  it('is answered once the operation is named, and refused for a name that it does not have', async () => {
    const query = 'query A { me { role } } query B { me { agency } }';
    const named = await send({ body: JSON.stringify({ query, operationName: 'B' }) });
    expect(named.body.data).toEqual({ me: { agency: 'police' } });
    expectRefused(await send({ body: JSON.stringify({ query, operationName: 'C' }) }), 200, 'OPERATION_UNSUPPORTED');
  });
});

describe('variables', () => {
  it.each([
    ['missing', BY_NUMBER, {}, '$pin'],
    ['of another type', BY_NUMBER, { pin: [7_777_777] }, '$pin'],
    ['an object for a text', BY_NUMBER, { pin: { secret: 'value' } }, '$pin'],
    ['null in a list', BY_REFS, { refs: [null] }, '$refs'],
    ['a list in a list', BY_REFS, { refs: [['secret value']] }, '$refs'],
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
      expectRefused(await send({ method, body: usual }), 404, 'NOT_FOUND');
    expectRefused(await send({ path: `/%ff/${person.number}`, method: 'GET' }), 404, 'NOT_FOUND');
  });
});

function withCheckDigit(eleven: string): string {
  return `${eleven}${checkDigit(eleven.slice(2))}`;
}
