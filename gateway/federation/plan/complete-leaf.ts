import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;

/** Tells whether a value can stand in a leaf of a type. A scalar of the schema's own may be anything. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  if (!isSpecifiedScalarType(type)) return () => true;
  switch (type.name) {
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return isInteger;
    case 'Float':
      return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'ID':
      return (value) => typeof value === 'string' || isInteger(value);
    default:
      return (value) => typeof value === 'string';
  }
}

function isInteger(value: unknown): boolean {
  return typeof value === 'number' && (Number.isSafeInteger(value) || INTEGER.test(String(value)));
}
