import {
  getNamedType,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/**
 * Lists the coordinates that a validated document selects, whatever the shape: aliases, fragments, `@skip` and `@include`
 * change nothing. A field on an interface counts for the interface and for every type that could stand there.
 */
export function coordinatesOfDocument(document: DocumentNode, schema: GraphQLSchema): readonly string[] {
  const found = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  const selected = visitWithTypeInfo(typeInfo, {
    Field: (node) => {
      const parent = typeInfo.getParentType();
      if (parent === null || parent === undefined || node.name.value.startsWith('__')) return;
      for (const coordinate of fieldCoordinates(parent, node.name.value, schema)) found.add(coordinate);
    },
  });
  visit(document, selected);
  return [...found];
}

/** The coordinates of one field on a type: the type's own, and on an abstract type that of every possible object type. */
export function fieldCoordinates(parent: GraphQLNamedType, field: string, schema: GraphQLSchema): readonly string[] {
  const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [];
  return [parent, ...possible].map((type) => `${getNamedType(type).name}.${field}`);
}
