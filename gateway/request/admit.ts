import {
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { depthOf } from './document-depth.ts';

/** An operation that may be decided on: it parses, fits the schema and keeps within the limits. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Asks about the schema alone; answered from the role's own view of it. */
  readonly isIntrospection: boolean;
}

const TOKEN_LIMIT = 4_000;
const DEPTH_LIMIT = 12;
const ROOT_FIELD_LIMIT = 20;
const REPORTED_MISTAKES = 5;
const TEN_DIGITS = /\d{6}[-+]?\d{4}/;
const SUGGESTION = / Did you mean .+\?$/;

/**
 * Parses and validates a document. What the validator would suggest is left out, since it names fields.
 * @throws SamsynError DOCUMENT_SYNTAX, DOCUMENT_INVALID, DOCUMENT_TOO_LARGE, NUMBER_IN_DOCUMENT, OPERATION_UNSUPPORTED
 */
export function admitDocument(query: string, operationName: string | null, schema: GraphQLSchema): AdmittedOperation {
  if (TEN_DIGITS.test(query)) throw new SamsynError('NUMBER_IN_DOCUMENT', {});
  const document = parseWithin(query);
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const mistakes = validate(schema, document, specifiedRules, { maxErrors: REPORTED_MISTAKES });
  if (mistakes.length > 0) throw new SamsynError('DOCUMENT_INVALID', { reason: listMistakes(mistakes) });
  const operation = chooseOperation(document, operationName);
  requireWithinLimits(operation, fragments);
  return { document, operation, fragments, isIntrospection: readIsIntrospection(operation) };
}

/**
 * Coerces the variables; a value never comes back in the error.
 * @throws SamsynError VARIABLES_INVALID
 */
export function admitVariables(
  admitted: AdmittedOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Readonly<Record<string, unknown>> {
  const { coerced, errors } = getVariableValues(schema, admitted.operation.variableDefinitions ?? [], variables, {
    maxErrors: REPORTED_MISTAKES,
  });
  if (errors === undefined) return coerced;
  const names = errors.map((error) => /"(\$\w+)"/.exec(error.message)?.[1] ?? 'a variable');
  throw new SamsynError('VARIABLES_INVALID', { reason: `look at ${[...new Set(names)].join(', ')}` });
}

function parseWithin(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: TOKEN_LIMIT });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('token limit') || error.message.includes(String(TOKEN_LIMIT))) {
      throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: TOKEN_LIMIT, what: 'tokens' });
    }
    const place = error.locations?.[0];
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
    throw new SamsynError('DOCUMENT_SYNTAX', { reason: `${error.message.replace('Syntax Error: ', '')}${where}` });
  }
}

function listMistakes(mistakes: readonly GraphQLError[]): string {
  return mistakes.map(({ message }) => message.replace(SUGGESTION, '')).join(' ');
}

function chooseOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [only] = operations;
  const chosen =
    operationName === null && operations.length === 1
      ? only
      : operations.find(({ name }) => name !== undefined && name.value === operationName);
  if (chosen === undefined) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'name one operation of the document in `operationName`' });
  }
  if (chosen.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'there are no subscriptions here' });
  }
  return chosen;
}

function requireWithinLimits(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): void {
  if (operation.selectionSet.selections.length > ROOT_FIELD_LIMIT) {
    throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: ROOT_FIELD_LIMIT, what: 'root fields' });
  }
  const isSchemaQuestion = readIsIntrospection(operation);
  if (!isSchemaQuestion && depthOf(operation.selectionSet, fragments) > DEPTH_LIMIT) {
    throw new SamsynError('DOCUMENT_TOO_LARGE', { limit: DEPTH_LIMIT, what: 'levels' });
  }
}

function readIsIntrospection(operation: OperationDefinitionNode): boolean {
  const names = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? selection.name.value : '',
  );
  const asksSchema = names.some((name) => name === '__schema' || name === '__type');
  if (asksSchema && !names.every((name) => name.startsWith('__'))) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'ask about the schema in an operation of its own' });
  }
  return asksSchema;
}
