import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Chance } from './draw-chance.ts';

const DEEPEST = 5;
const CONDITIONS = ['$yes', '$no'] as const;

/** Draws a question to a schema; not every one is valid, since the same key can come to mean two things. */
export function drawDocument(schema: GraphQLSchema, chance: Chance): string {
  const root = schema.getQueryType();
  if (root === undefined || root === null) throw new TypeError('the schema has no questions');
  const set = drawSet(root, 1, { schema, chance });
  return `query (${CONDITIONS.map((name) => `${name}: Boolean! = ${String(name === '$yes')}`).join(' ')}) ${set}`;
}

interface Drawing {
  readonly schema: GraphQLSchema;
  readonly chance: Chance;
}

function drawSet(type: GraphQLCompositeType, level: number, drawing: Drawing): string {
  const { chance } = drawing;
  const parts: string[] = [];
  for (let count = 1 + chance.below(4); count > 0; count -= 1) parts.push(drawSelection(type, level, drawing));
  return `{ ${parts.some((part) => part !== '') ? parts.join(' ') : '__typename'} }`;
}

function drawSelection(type: GraphQLCompositeType, level: number, drawing: Drawing): string {
  const { chance } = drawing;
  if (chance.oneIn(9)) return `${chance.oneIn(3) ? 'kind0: ' : ''}__typename`;
  if (isUnionType(type) || chance.oneIn(isAbstractType(type) ? 2 : 10)) return drawFragment(type, level, drawing);
  return drawField(type, level, drawing);
}

function drawFragment(type: GraphQLCompositeType, level: number, drawing: Drawing): string {
  const { schema, chance } = drawing;
  if (chance.oneIn(8) && !isUnionType(type)) return `... ${drawCondition(chance)} ${drawSet(type, level, drawing)}`;
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const named = possible[chance.below(possible.length)] ?? type;
  return `... on ${named.name}${drawCondition(chance)} ${drawSet(named, level, drawing)}`;
}

function drawField(
  type: Exclude<GraphQLCompositeType, { getTypes(): unknown }>,
  level: number,
  drawing: Drawing,
): string {
  const { chance } = drawing;
  const fields = Object.values(type.getFields()).filter(({ args }) => args.every(isDrawable));
  const field = fields[chance.below(fields.length)];
  if (field === undefined) return '__typename';
  const given = field.args.flatMap((argument) =>
    isNonNullType(argument.type) || chance.oneIn(2) ? [`${argument.name}: ${drawValue(argument.type, chance)}`] : [],
  );
  // What is asked with other values needs a name of its own.
  const said = given.join('').replace(/\W/g, '');
  const alias = given.length > 0 || chance.oneIn(4) ? `${field.name}${chance.below(2)}${said}: ` : '';
  const named = getNamedType(field.type);
  const isLeaf = !isCompositeType(named);
  if (!isLeaf && level >= DEEPEST) return '__typename';
  const head = `${alias}${field.name}${given.length === 0 ? '' : `(${given.join(' ')})`}${drawCondition(chance)}`;
  return isLeaf ? head : `${head} ${drawSet(named, level + 1, drawing)}`;
}

function drawCondition(chance: Chance): string {
  if (!chance.oneIn(7)) return '';
  const value = chance.oneIn(4) ? String(chance.oneIn(2)) : (CONDITIONS[chance.below(2)] ?? 'true');
  return ` @${chance.oneIn(2) ? 'skip' : 'include'}(if: ${value})`;
}

function isDrawable({ type }: GraphQLArgument): boolean {
  return !isNonNullType(type) || ['ID', 'String', 'Int', 'Boolean'].includes(getNamedType(type).name);
}

function drawValue(type: GraphQLInputType, chance: Chance): string {
  if (isNonNullType(type)) return drawValue(type.ofType, chance);
  if (isListType(type)) return `[${drawValue(type.ofType, chance)}]`;
  const { name } = getNamedType(type);
  if (isInputObjectType(type)) return 'null';
  if (name === 'Int') return String(chance.below(3));
  if (name === 'Boolean') return String(chance.oneIn(2));
  return name === 'ID' || name === 'String' ? `"v${chance.below(3)}"` : 'null';
}
