import { registerEnumType } from 'type-graphql';

/** Registers a closed list of words as a GraphQL enum, each value described (with the Swedish term). */
export function defineEnum<const Values extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  valueDescriptions: Values,
): { readonly [Value in keyof Values]: Value } {
  const values = Object.fromEntries(Object.keys(valueDescriptions).map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries(valueDescriptions).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values as { readonly [Value in keyof Values]: Value };
}
