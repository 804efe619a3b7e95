import { describe, expect, it } from 'vitest';
import { ask, type HttpAnswer } from './ask.ts';
import { expectRefused, GRAPHQL_RESPONSE, question, send } from './refused-by-gateway.ts';

describe('a document', () => {
  const roots = (prefix: string, count: number, field = 'me { role }'): string =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}: ${field}`).join(' ');
  const wrong: readonly (readonly [string, string, string])[] = [
    ['has a field that nobody has', '{ me { salary } }', 'DOCUMENT_INVALID'],
    ['nearly has the name of a field', '{ me { rol } }', 'DOCUMENT_INVALID'],
    ['asks for a whole without saying which part', '{ me }', 'DOCUMENT_INVALID'],
    ['is not GraphQL', '{ me { role }', 'DOCUMENT_SYNTAX'],
    ['is empty', '', 'DOCUMENT_SYNTAX'],
    ['names none of its operations', 'query A { me { role } } query B { me { agency } }', 'OPERATION_UNSUPPORTED'],
    ['would change what nobody can', 'mutation { me { role } }', 'DOCUMENT_INVALID'],
    ['would subscribe to something', 'subscription { me { role } }', 'OPERATION_UNSUPPORTED'],
    ['defines a type', 'type Spy { eye: Int }', 'DOCUMENT_INVALID'],
    ['goes in circles', '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }', 'DOCUMENT_INVALID'],
    ['has more than 20 root fields', `{ ${roots('a', 21)} }`, 'DOCUMENT_TOO_LARGE'],
    ['has more than 20 root fields in fragments', fragments(), 'DOCUMENT_TOO_LARGE'],
    ['grows without bound through its fragments', doubling('me', 'Me', 'role'), 'DOCUMENT_TOO_LARGE'],
    ['asks for a schema that so grows', doubling('__schema', '__Schema', 'description'), 'DOCUMENT_TOO_LARGE'],
    ['has a text that no register can keep', '{ individuals(refs: ["a\\u0000b"]) { ref } }', 'DOCUMENT_INVALID'],
    ['has too many words', `{ me { ${'role '.repeat(4_001)} } }`, 'DOCUMENT_TOO_LARGE'],
    [
      'asks for the schema too deep',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      'DOCUMENT_INVALID',
    ],
    [
      'asks for the schema again and again',
      `{ ${roots('a', 4, '__schema { types { name } }')} }`,
      'DOCUMENT_TOO_LARGE',
    ],
    ['asks for a person and the schema in one', '{ me { role } __schema { types { name } } }', 'OPERATION_UNSUPPORTED'],
    [
      'has a variable of a name that is reserved',
      'query ($__proto__: String) { me { role } }',
      'OPERATION_UNSUPPORTED',
    ],
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
