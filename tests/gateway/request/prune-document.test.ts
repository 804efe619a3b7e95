import { buildSchema, print, execute, parse, validate, type ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../policies/decide.ts';
import { admitDocument } from '../../../gateway/request/admit.ts';
import { assemble, type Assembled } from '../../../gateway/request/assemble.ts';
import { pruneOperation, type Pruned } from '../../../gateway/request/prune-document.ts';

const SCHEMA = buildSchema(`
  type Query { visible: Note notes: [Note!] found: [Found!] plain: Letter }
  interface Note { title: String secret: String author: Person }
  interface Dated { title: String day: String }
  type Letter implements Note & Dated { title: String secret: String author: Person day: String letterOnly: String }
  type Memo implements Note { title: String secret: String author: Person memoOnly: String }
  type Person { name: String }
  union Found = Letter | Memo | Person
`);

const LETTER = {
  __typename: 'Letter',
  title: 'L',
  secret: 'letter secret',
  author: { name: 'A' },
  day: 'd',
  letterOnly: 'lo',
};
const MEMO = { __typename: 'Memo', title: 'M', secret: 'memo secret', author: { name: 'B' }, memoOnly: 'mo' };
const PERSON = { __typename: 'Person', name: 'C' };
const ROOT = { visible: MEMO, notes: [LETTER, MEMO], found: [MEMO, PERSON, LETTER], plain: LETTER };

interface Outcome extends Assembled {
  readonly pruned: Pruned;
  readonly asked: string;
}

/** Prunes, fetches what is left from the synthetic data as an agency would, and assembles. */
function run(query: string, closed: readonly string[], variables: Readonly<Record<string, unknown>> = {}): Outcome {
  const { operation, fragments } = admitDocument(query, null, SCHEMA);
  const pruned = pruneOperation(operation, fragments, {
    schema: SCHEMA,
    decideCoordinate: (coordinate): Decision =>
      closed.includes(coordinate)
        ? { outcome: 'closed', row: 'T01', code: 'NEVER', openableBy: [] }
        : { outcome: 'open', row: 'T01', ground: 'own', laws: [], limit: null, actId: null, until: null },
  });
  let result: ExecutionResult = { data: {} };
  if (pruned.document !== null) {
    expect(validate(SCHEMA, pruned.document)).toEqual([]);
    result = execute({
      schema: SCHEMA,
      document: pruned.document,
      rootValue: ROOT,
      variableValues: variables,
    }) as ExecutionResult;
  }
  const asked = pruned.document === null ? '' : print(pruned.document);
  return { ...assemble({ ...pruned, rootType: 'Query' }, result, variables, { lacksConsents: false }), pruned, asked };
}

function plain({ data }: Outcome): unknown {
  return JSON.parse(data.toString()) as unknown;
}

function paths({ withheld }: Outcome): readonly string[] {
  return withheld.map(({ path, coordinate }) => `${path.join('.')} ${coordinate}`);
}

describe('a field on an interface', () => {
  it('is open when it is open on every type that can stand there', () => {
    expect(plain(run('{ notes { title secret } }', []))).toEqual({
      notes: [
        { title: 'L', secret: 'letter secret' },
        { title: 'M', secret: 'memo secret' },
      ],
    });
  });

  it('is closed when it is closed on one of the types, whichever stands there', () => {
    const outcome = run('{ notes { title secret } }', ['Memo.secret']);
    expect(plain(outcome)).toEqual({
      notes: [
        { title: 'L', secret: null },
        { title: 'M', secret: null },
      ],
    });
    expect(outcome.asked).not.toContain('secret');
    expect(paths(outcome)).toEqual(['notes.secret Note.secret']);
  });

  it('is decided by type where a fragment names the type', () => {
    const outcome = run('{ notes { ... on Letter { secret } ... on Memo { secret title } } }', ['Memo.secret']);
    expect(plain(outcome)).toEqual({ notes: [{ secret: 'letter secret' }, { secret: null, title: 'M' }] });
    expect(paths(outcome)).toEqual(['notes.secret Memo.secret']);
  });

  it('is not opened by asking through another interface, a named fragment or an alias', () => {
    const query =
      '{ notes { ... on Dated { title ...Deep } x: secret } } fragment Deep on Note { y: secret ... on Letter { z: secret letterOnly } }';
    const outcome = run(query, ['Letter.secret']);
    expect(outcome.asked).not.toContain('secret');
    expect(plain(outcome)).toEqual({
      notes: [{ title: 'L', y: null, z: null, letterOnly: 'lo', x: null }, { x: null }],
    });
  });

  it('keeps decisions apart beneath it', () => {
    const outcome = run('{ notes { author { name } } visible { author { n: name } } }', ['Person.name']);
    expect(plain(outcome)).toEqual({
      notes: [{ author: { name: null } }, { author: { name: null } }],
      visible: { author: { n: null } },
    });
    expect(outcome.asked).not.toMatch(/\bname\b/);
  });
});

describe('a union', () => {
  it('gives each member what is open of it, and the shape that was asked for', () => {
    const query =
      '{ found { __typename ... on Letter { secret title } ... on Memo { secret memoOnly } ... on Person { name } } }';
    const outcome = run(query, ['Letter.secret', 'Memo.memoOnly']);
    expect(plain(outcome)).toEqual({
      found: [
        { __typename: 'Memo', secret: 'memo secret', memoOnly: null },
        { __typename: 'Person', name: 'C' },
        { __typename: 'Letter', secret: null, title: 'L' },
      ],
    });
    expect(paths(outcome)).toEqual(['found.secret Letter.secret', 'found.memoOnly Memo.memoOnly']);
  });

  it('does not carry a closed member field by a fragment on an interface', () => {
    const outcome = run('{ found { ... on Note { title secret } ... on Person { name } } }', [
      'Memo.secret',
      'Person.name',
    ]);
    expect(plain(outcome)).toEqual({
      found: [{ title: 'M', secret: null }, { name: null }, { title: 'L', secret: null }],
    });
    expect(outcome.asked).not.toMatch(/secret|name\b(?<!__typename)/);
  });

  it('shows no helper of the gateway that the client did not ask for', () => {
    const outcome = run('{ found { ... on Person { name } } visible { title } }', []);
    expect(outcome.data.toString()).not.toContain('__typename');
  });
});

describe('what is pruned', () => {
  it('leaves no fetch when everything is closed, and answers nulls all the same', () => {
    const outcome = run('{ visible { title } n: notes { title } }', ['Query.visible', 'Query.notes']);
    expect(outcome.pruned.document).toBeNull();
    expect(plain(outcome)).toEqual({ visible: null, n: null });
    expect(paths(outcome)).toEqual(['visible Query.visible', 'n Query.notes']);
  });

  it('follows @skip and @include for what is open and what is closed alike', () => {
    const query =
      'query ($on: Boolean!) { plain { secret @include(if: $on) title @skip(if: $on) ... @include(if: $on) { day s: secret } } }';
    const on = run(query, ['Letter.secret'], { on: true });
    expect(plain(on)).toEqual({ plain: { secret: null, day: 'd', s: null } });
    expect(paths(on)).toEqual(['plain.secret Letter.secret', 'plain.s Letter.secret']);
    const off = run(query, ['Letter.secret'], { on: false });
    expect(plain(off)).toEqual({ plain: { title: 'L' } });
    expect(paths(off)).toEqual([]);
  });

  it('is a valid document, whatever was taken out of it', () => {
    const query =
      '{ found { ... on Letter { secret author { name } } ...M } } fragment M on Memo { secret ... on Note { ... on Memo { author { name } } } }';
    for (const closed of [
      [],
      ['Letter.secret', 'Memo.secret'],
      ['Person.name'],
      ['Letter.author', 'Memo.author', 'Letter.secret', 'Memo.secret'],
    ]) {
      const { asked } = run(query, closed);
      if (asked !== '') expect(validate(SCHEMA, parse(asked))).toEqual([]);
      for (const coordinate of closed) expect(asked).not.toMatch(new RegExp(`\\b${coordinate.split('.')[1] ?? ''}\\b`));
    }
  });
});
