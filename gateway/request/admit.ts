import {
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { isStorableText } from '../../schema/storable-text.ts';
import { conditionVariables } from '../federation/plan/condition-variables.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { requireDeskForm } from './require-desk-form.ts';
import { measureDemand, type Demand } from './demand.ts';
import { requireWithinLimits, SELECTION_LIMIT, TOKEN_LIMIT, tooLarge } from './document-limits.ts';
import { listRootFields, measureOperation } from './measure-operation.ts';
import { refuseReservedNames } from './refuse-reserved-names.ts';
import { requireAffordable } from './require-affordable.ts';
import { unstorableVariables } from './unstorable-variables.ts';

const REPORTED_MISTAKES = 5;
const TEN_DIGITS = /\d{6}[-+]?\d{4}/;
const MISTAKE_LENGTH = 300;
const UNSTORABLE = 'holds a character that no register can keep (NUL, or half of a surrogate pair): leave it out';

/**
 * Parses and validates a document. What the validator would suggest is left out, since it names fields.
 * @throws SamsynError DOCUMENT_SYNTAX, DOCUMENT_INVALID, DOCUMENT_TOO_LARGE, NUMBER_IN_DOCUMENT, OPERATION_UNSUPPORTED
 */
export function admitDocument(query: string, operationName: string | null, schema: GraphQLSchema): AdmittedOperation {
  if (TEN_DIGITS.test(query)) throw new SamsynError('NUMBER_IN_DOCUMENT', {});
  const document = parseWithin(query);
  const strings = stringsIn(document);
  if (strings.some((text) => TEN_DIGITS.test(text))) throw new SamsynError('NUMBER_IN_DOCUMENT', {});
  if (!strings.every(isStorableText)) throw new SamsynError('DOCUMENT_INVALID', { reason: `a text ${UNSTORABLE}` });
  refuseReservedNames(document);
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const mistakes = validate(schema, document, specifiedRules, { maxErrors: REPORTED_MISTAKES });
  if (mistakes.length > 0) throw new SamsynError('DOCUMENT_INVALID', { reason: listMistakes(mistakes) });
  const operation = chooseOperation(document, operationName, schema);
  // Before anything writes its fragments out.
  const size = measureOperation(operation.selectionSet, fragments, SELECTION_LIMIT);
  if (size === null) throw tooLarge(SELECTION_LIMIT, 'selections');
  requireDeskForm(document, { operation, fragments });
  const rootFields = listRootFields(operation.selectionSet, fragments);
  const isIntrospection = readIsIntrospection(rootFields);
  requireWithinLimits(size, { isIntrospection });
  const demands = isIntrospection ? [] : measureDemands(rootFields, { operation, fragments, schema });
  return {
    ...{ document, operation, fragments, isIntrospection, demands },
    conditionVariables: conditionVariables(document),
  };
}

function measureDemands(
  rootFields: readonly FieldNode[],
  { operation, fragments, schema }: Pick<AdmittedOperation, 'operation' | 'fragments'> & { schema: GraphQLSchema },
): readonly Demand[] {
  const rootType = schema.getRootType(operation.operation);
  return rootType ? rootFields.map((field) => measureDemand(field, { rootType, fragments, schema })) : [];
}

/**
 * Coerces the variables; a value never comes back in the error.
 * @throws SamsynError VARIABLES_INVALID, DOCUMENT_TOO_LARGE
 */
export function admitVariables(
  admitted: AdmittedOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Readonly<Record<string, unknown>> {
  const { coerced, errors } = getVariableValues(schema, admitted.operation.variableDefinitions ?? [], variables, {
    maxErrors: REPORTED_MISTAKES,
  });
  const wrong =
    errors === undefined
      ? nullConditions(admitted, coerced)
      : errors.map((error) => /"(\$\w+)"/.exec(error.message)?.[1] ?? 'a variable');
  if (wrong.length > 0) {
    throw new SamsynError('VARIABLES_INVALID', { reason: `look at ${[...new Set(wrong)].join(', ')}` });
  }
  const given = coerced ?? {};
  const unstorable = unstorableVariables(given);
  if (unstorable.length > 0) {
    const reason = `a text in ${unstorable.map((name) => `$${name}`).join(', ')} ${UNSTORABLE}`;
    throw new SamsynError('VARIABLES_INVALID', { reason });
  }
  requireAffordable(admitted.demands, given);
  return given;
}

/** A variable with a default may be sent as null, which no `@skip` or `@include` can follow. */
function nullConditions(
  { conditionVariables: names }: AdmittedOperation,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  return names.filter((name) => typeof variables[name] !== 'boolean').map((name) => `$${name}`);
}

function parseWithin(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: TOKEN_LIMIT, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('token limit') || error.message.includes(String(TOKEN_LIMIT))) {
      throw tooLarge(TOKEN_LIMIT, 'tokens');
    }
    const place = error.locations?.[0];
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
    throw new SamsynError('DOCUMENT_SYNTAX', { reason: `${error.message.replace('Syntax Error: ', '')}${where}` });
  }
}

/** A string's value can hold what its text does not show, such as `\\u0031`. */
function stringsIn(document: DocumentNode): readonly string[] {
  const strings: string[] = [];
  visit(document, {
    StringValue: ({ value }) => {
      strings.push(value);
    },
  });
  return strings;
}

function listMistakes(mistakes: readonly GraphQLError[]): string {
  return mistakes.map(({ message }) => withoutSuggestion(message).replace(/\.$/, '')).join('; ');
}

/** What the validator suggests names fields; what it quotes can be long. */
function withoutSuggestion(message: string): string {
  const at = message.lastIndexOf(' Did you mean ');
  const kept = at === -1 ? message : message.slice(0, at);
  return kept.length > MISTAKE_LENGTH ? `${kept.slice(0, MISTAKE_LENGTH)}…` : kept;
}

function chooseOperation(
  document: DocumentNode,
  operationName: string | null,
  schema: GraphQLSchema,
): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [only] = operations;
  const chosen =
    operationName === null && operations.length === 1
      ? only
      : operations.find(({ name }) => name !== undefined && name.value === operationName);
  if (chosen === undefined) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'name one operation of the document in `operationName`' });
  }
  if (schema.getRootType(chosen.operation) === undefined) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: `there are no ${chosen.operation}s here` });
  }
  return chosen;
}

function readIsIntrospection(rootFields: readonly FieldNode[]): boolean {
  const asksSchema = rootFields.some(({ name }) => name.value === '__schema' || name.value === '__type');
  if (asksSchema && !rootFields.every(({ name }) => name.value.startsWith('__'))) {
    throw new SamsynError('OPERATION_UNSUPPORTED', { reason: 'ask about the schema in an operation of its own' });
  }
  return asksSchema;
}
