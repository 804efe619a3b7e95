import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  execute,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { FetchAnswer, Source } from '../../../../gateway/federation/plan/plan-run.ts';
import { numberOf } from './draw-chance.ts';

/** How ill the subgraphs are in one run. */
export interface Illness {
  readonly seed: number;
  /** Of fields that break, of those that are null, of keys that are gone or wrong: one in so many; 0: none. */
  readonly rarity: number;
  /** A subgraph that does not answer. */
  readonly silent: string | null;
}

const ENTITIES = 4;

/** A subgraph that makes up what it knows from who is asked about and what, always the same, and breaks as it is told to. */
export function playSubgraph(
  name: string,
  sdl: string,
): { readonly schema: GraphQLSchema; readonly source: Source<Illness> } {
  const schema = buildSubgraphSchema(parse(sdl));
  return { schema, source: (fetch, illness) => answer({ name, schema }, fetch, illness) };
}

interface Playing {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

async function answer(
  { name, schema }: Playing,
  { query, variables }: Parameters<Source<Illness>>[0],
  illness: Illness,
): Promise<FetchAnswer> {
  if (illness.silent === name) return { data: null, errors: [{ message: 'silent', extensions: { code: 'SILENT' } }] };
  const { data, errors } = await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: illness,
    fieldResolver: makeUp(name),
    typeResolver: (value) => (value as { readonly __typename: string }).__typename,
  });
  const told = { data: spoil(JSON.parse(JSON.stringify(data ?? null)), illness) };
  if (errors === undefined) return told;
  const broke = errors.map(({ path }) => ({
    message: 'broke',
    extensions: { code: 'BROKE' },
    ...(path === undefined ? {} : { path }),
  }));
  return { ...told, errors: broke };
}

interface MadeUp {
  readonly __typename?: string;
  readonly $?: string;
  readonly id?: string;
  readonly ref?: string;
}

function makeUp(name: string): GraphQLFieldResolver<MadeUp | undefined, Illness> {
  return (source, args, illness, info) => {
    const { fieldName, parentType, returnType, schema } = info;
    if (source !== undefined && Object.hasOwn(source, fieldName))
      return defaultFieldResolver(source, args, illness, info);
    const who = nameOf(source, parentType.name);
    const chance = numberOf(illness.seed, `${name} ${who} ${fieldName} ${JSON.stringify(args)}`);
    const ill = illness.rarity === 0 ? 0 : chance % illness.rarity;
    if (ill === 1) throw new GraphQLError('broke');
    return ill === 2 ? null : makeValue(returnType, `${who} ${fieldName}`, { chance, schema });
  };
}

function nameOf(source: MadeUp | undefined, type: string): string {
  if (source === undefined) return type;
  const { $: name, __typename: own = type, id, ref } = source;
  return name ?? `${own} ${id ?? ref ?? ''}`;
}

interface Making {
  readonly chance: number;
  readonly schema: GraphQLSchema;
}

function makeValue(type: GraphQLOutputType, who: string, making: Making): unknown {
  const { chance, schema } = making;
  if (isNonNullType(type)) return makeValue(type.ofType as GraphQLOutputType, who, making);
  if (isListType(type)) {
    const item = (index: number): Making => ({ schema, chance: numberOf(chance, String(index)) });
    return Array.from({ length: chance % 4 }, (_, index) => makeValue(type.ofType, `${who} ${index}`, item(index)));
  }
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    const drawn = possible[chance % possible.length];
    return drawn === undefined ? null : makeValue(drawn, who, making);
  }
  if (isObjectType(type)) {
    const key = `k${numberOf(chance, 'key') % ENTITIES}`;
    const keys = Object.fromEntries(
      ['id', 'ref'].filter((field) => field in type.getFields()).map((field) => [field, key]),
    );
    return { __typename: type.name, ...keys, ...(Object.keys(keys).length === 0 ? { $: who } : {}) };
  }
  if (isEnumType(type)) return type.getValues()[chance % type.getValues().length]?.value;
  return makeLeaf(getNamedType(type).name, chance);
}

function makeLeaf(type: string, chance: number): unknown {
  if (type === 'Int') return chance % 10;
  if (type === 'Float') return (chance % 10) / 4;
  return type === 'Boolean' ? chance % 2 === 0 : `text ${chance % 10}`;
}

/** The keys that entities are joined by are left alone. */
const LEFT_ALONE: readonly string[] = ['__typename', 'id', 'ref', 'samsynRef', '_entities'];

/** Takes keys away and puts wrong words in, by what stands there and not by where. */
function spoil(value: unknown, illness: Illness): unknown {
  if (illness.rarity === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => spoil(item, illness));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      if (LEFT_ALONE.includes(key)) return [[key, spoil(inner, illness)]];
      const chance = numberOf(illness.seed, `${key} ${JSON.stringify(inner)}`) % illness.rarity;
      if (chance === 3) return [];
      const isLeaf = typeof inner !== 'object';
      if (chance === 4 && isLeaf) return [[key, typeof inner === 'string' ? 7 : 'no such value']];
      return [[key, spoil(inner, illness)]];
    }),
  );
}
