import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleData } from '../../../gateway/request/assemble.ts';
import type { StandingField } from '../../../gateway/request/standing-shape.ts';
import { writeData } from '../../../gateway/request/write-data.ts';

const KEYS = ['a', 'b', 'c', 'åäö', 'constructor', 'toString'];
const TYPES = ['Letter', 'Memo'];

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\u2028', '\ud800', '\n'),
);
const leaves = fc.oneof(
  texts,
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.constant({ a: [1, 'x'], b: null }),
);

const keys = fc.constantFrom(...KEYS);
const types = fc.option(fc.constantFrom(...TYPES));

const DEPTH = 2;

function shapesOf(depth: number): fc.Arbitrary<StandingField[]> {
  return fc.array(fieldsOf(depth), { maxLength: 5 });
}

function fieldsOf(depth: number): fc.Arbitrary<StandingField> {
  return fc.record({
    key: keys,
    coordinate: fc.constant('Some.field'),
    state: fc.constantFrom('open', 'open', 'open', 'withheld', 'hollow', 'typename'),
    typeName: types,
    agency: fc.option(fc.constant('police' as const)),
    onTypes: fc.option(fc.subarray(TYPES)),
    children: depth === 0 ? fc.constant(null) : fc.option(shapesOf(depth - 1)),
    reason: fc.constant(null),
  });
}

function objectsOf(depth: number): fc.Arbitrary<object> {
  const inner = depth === 0 ? leaves : fc.oneof(leaves, objectsOf(depth - 1), listsOf(depth - 1));
  return fc
    .tuple(types, fc.dictionary(keys, inner))
    .map(([__typename, rest]) => ({ ...(__typename === null ? {} : { __typename }), ...rest }));
}

function listsOf(depth: number): fc.Arbitrary<unknown[]> {
  return fc.array(fc.option(objectsOf(depth)), { maxLength: 3 });
}

/** As an answer is: an object or a list of them where there are fields beneath, and else a leaf. */
function fitting(fields: readonly StandingField[], given: unknown): Record<string, unknown> {
  const source = { ...(given as Readonly<Record<string, unknown>>) };
  for (const { key, children } of fields) {
    if (!Object.hasOwn(source, key) || children === null) continue;
    source[key] = fittingValue(children, source[key]);
  }
  return source;
}

function fittingValue(children: readonly StandingField[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === null ? null : fitting(children, item)));
  return typeof value === 'object' && value !== null ? fitting(children, value) : null;
}

describe('data that is written in one pass', () => {
  it('is the text of what would be assembled', () => {
    fc.assert(
      fc.property(shapesOf(DEPTH), objectsOf(DEPTH), fc.constantFrom('Query', 'Letter'), (fields, given, rootType) => {
        const source = fitting(fields, given);
        const { data, errors } = assembleData({ fields }, { source, rootType, failures: new Map() });
        expect(errors).toEqual([]);
        expect(writeData({ fields, withheld: [] }, source, rootType)).toBe(JSON.stringify(data));
      }),
      { numRuns: 500 },
    );
  });

  it('follows the type of each object, though the shape is the same', () => {
    const field = (key: string, onTypes: readonly string[] | null): StandingField => ({
      ...{ key, onTypes, coordinate: `Note.${key}`, typeName: null, agency: null, children: null, reason: null },
      state: key === '__typename' ? 'typename' : 'open',
    });
    const fields = [field('__typename', null), field('day', ['Letter']), field('memo', ['Memo'])];
    const shape = { fields, withheld: [] };
    const told = { day: 'd', memo: 'm' };
    expect(writeData(shape, { __typename: 'Letter', ...told }, null)).toBe('{"__typename":"Letter","day":"d"}');
    expect(writeData(shape, { __typename: 'Memo', ...told }, null)).toBe('{"__typename":"Memo","memo":"m"}');
    expect(writeData(shape, told, null)).toBe('{"__typename":null}');
  });
});
