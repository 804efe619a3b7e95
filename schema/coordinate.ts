import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isIntrospectionType,
  type GraphQLSchema,
} from 'graphql';

/** Names of federation's own machinery in a subgraph; they carry no field of a record. */
const FEDERATION_TYPES = new Set(['_Service', '_Entity', '_Any']);
const FEDERATION_FIELDS = new Set(['Query._service', 'Query._entities']);

/**
 * Lists every coordinate (`Type.field`) of a schema's object and interface types, in schema order; not introspection, not
 * federation's own.
 */
export function coordinatesOfSchema(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !isInputObjectType(type))
    .filter((type) => !FEDERATION_TYPES.has(type.name))
    .flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    )
    .filter((coordinate) => !FEDERATION_FIELDS.has(coordinate));
}

/** Lists the guarded coordinates that are non-null: a refusal there would null its siblings. */
export function nonNullCoordinates(schema: GraphQLSchema): readonly string[] {
  return coordinatesOfSchema(schema).filter((coordinate) => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && String(field.type).endsWith('!');
  });
}
