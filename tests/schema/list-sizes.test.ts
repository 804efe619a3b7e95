import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { LIST_SIZES, listSize } from '../../schema/list-sizes.ts';
import { readSupergraph } from '../../schema/sdl/read-sdl.ts';

const schema = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
/** Counted, not assumed. */
const LIST_OF_PERSONS = 'Query.individuals';

const lists = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
      .map((field) => `${type.name}.${field.name}`),
  )
  .filter((coordinate) => coordinate !== LIST_OF_PERSONS);

describe('the sizes of lists', () => {
  it('are assumed for every list of objects of the graph, and for nothing else', () => {
    expect(lists.length).toBeGreaterThan(50);
    expect(Object.keys(LIST_SIZES).toSorted()).toEqual(lists.toSorted());
  });

  it('are whole numbers that make a question dearer', () => {
    for (const size of Object.values(LIST_SIZES)) expect(Number.isInteger(size) && size > 1).toBe(true);
  });

  it('are one for what is no list, and for a name that every object has', () => {
    expect(['Individual.police', 'constructor', 'toString'].map(listSize)).toEqual([1, 1, 1]);
  });
});
