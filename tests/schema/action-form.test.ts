import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findActionFault } from '../../schema/action-form.ts';

const faultOf = (document: string): string | null => findActionFault(parse(document));

describe('the form of an action', () => {
  it.each([
    ['one action', 'mutation ($a: A!) { police { act(input: $a) { id } } }'],
    ['several arguments, each a variable', 'mutation ($a: A!, $b: B) { police { act(input: $a, more: $b) { id } } }'],
    ['aliases', 'mutation ($a: A!) { p: police { b: act(input: $a) { c: id } } }'],
    [
      'fragments',
      'mutation ($a: A!) { ...D } fragment D on Mutation { police { ... { ...E } } } fragment E on X { act(input: $a) { id } }',
    ],
    ['names of types', 'mutation ($a: A!) { __typename police { __typename act(input: $a) { __typename id } } }'],
    [
      'conditions within the answer',
      'mutation ($a: A!, $b: Boolean!) { police { act(input: $a) { id @include(if: $b) at @skip(if: true) } } }',
    ],
    [
      'arguments within the answer, in variables',
      'mutation ($a: A!, $n: Int) { police { act(input: $a) { list(first: $n) } } }',
    ],
  ])('takes %s', (_, document) => {
    expect(faultOf(document)).toBeNull();
  });

  it.each([
    ['two actions', 'mutation ($a: A!) { police { act(input: $a) { id } other(input: $a) { id } } }', 'one action'],
    [
      'two doors',
      'mutation ($a: A!) { police { act(input: $a) { id } } school { act(input: $a) { id } } }',
      'one action',
    ],
    ['no action', 'mutation { police { __typename } }', 'one action'],
    ['no door', 'mutation { __typename }', 'one action'],
    [
      'two actions through one fragment',
      'mutation ($a: A!) { police { ...E } } fragment E on X { act(input: $a) { id } b: act(input: $a) { id } }',
      'one action',
    ],
    ['a text', 'mutation { police { act(input: "a") { id } } }', '`act(input)` in a variable'],
    [
      'an object of variables',
      'mutation ($a: ID!) { police { act(input: { ref: $a }) { id } } }',
      '`act(input)` in a variable',
    ],
    ['null', 'mutation { police { act(input: null) { id } } }', '`act(input)` in a variable'],
    [
      'a number within the answer',
      'mutation ($a: A!) { police { act(input: $a) { list(first: 3) } } }',
      '`list(first)`',
    ],
    ['a text in a fragment', 'mutation { police { ...E } } fragment E on X { act(input: "a") { id } }', '`act(input)`'],
    ['a default', 'mutation ($a: A = { ref: "x" }) { police { act(input: $a) { id } } }', 'default of `$a`'],
    ['a conditional door', 'mutation ($a: A!) { police @include(if: true) { act(input: $a) { id } } }', '@skip'],
    [
      'a conditional action',
      'mutation ($a: A!, $b: Boolean!) { police { act(input: $a) @skip(if: $b) { id } } }',
      '@skip',
    ],
    [
      'a conditional fragment',
      'mutation ($a: A!) { police { ...E @include(if: false) } } fragment E on X { act(input: $a) { id } }',
      '@skip',
    ],
  ])('refuses %s, and says what to do', (_, document, words) => {
    expect(faultOf(document)).toContain(words);
  });
});
