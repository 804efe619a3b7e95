import {
  execute,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { DataSource } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';
import { REFUSAL_CODE } from '../../policies/refusal.ts';
import { createAgencyContext } from './agency-context.ts';
import { logDisclosures } from './disclosure-log.ts';

export interface AgencyOperation {
  readonly agency: Agency;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly receipt: Receipt;
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly log: Log;
  readonly now: Date;
}

/** Parsed documents are few: the gateway sends the same ones again and again. */
const REMEMBERED_DOCUMENTS = 500;
const documents = new Map<string, DocumentNode>();

/**
 * Answers one operation within its receipt: checks that it asks no wider, decides field by field, logs, and only then answers.
 * @throws SamsynError RECEIPT_EXCEEDED, DOCUMENT_INVALID, RECORD_UNAVAILABLE
 */
export async function answerOperation(operation: AgencyOperation): Promise<ExecutionResult> {
  const { receipt, schema, dataSource, variables, now } = operation;
  const document = readDocument(operation.query, schema);
  requireWithin(document, operation);
  const context = createAgencyContext({
    ...operation,
    policySet: operation.policyAt(now),
    manager: dataSource.manager,
  });
  const result = await execute({ schema, document, variableValues: variables, contextValue: context });
  await logDisclosures(dataSource.manager, receipt, { disclosures: context.ledger.list(), now });
  return { ...result, ...maskErrors(result, operation) };
}

function readDocument(query: string, schema: GraphQLSchema): DocumentNode {
  const known = documents.get(query);
  if (known !== undefined) return known;
  try {
    const document = parse(query, { noLocation: true });
    if (!document.definitions.every(isQuestion)) throw new Error('it is no question');
    if (validate(schema, document).length > 0) throw new Error('it does not fit');
    if (documents.size >= REMEMBERED_DOCUMENTS) documents.clear();
    documents.set(query, document);
    return document;
  } catch {
    throw new SamsynError('DOCUMENT_INVALID', { reason: 'the subgraph has other fields' });
  }
}

function isQuestion(definition: DefinitionNode): boolean {
  const isQuery = definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.QUERY;
  return isQuery || definition.kind === Kind.FRAGMENT_DEFINITION;
}

function requireWithin(document: DocumentNode, { schema, receipt, variables }: AgencyOperation): void {
  const permitted = new Set([...receipt.coordinates, 'Query._entities']);
  const beyond = coordinatesOfDocument(document, schema).find((coordinate) => !permitted.has(coordinate));
  if (beyond !== undefined) throw new SamsynError('RECEIPT_EXCEEDED', { reason: `${beyond} is not in it` });
  if (namesPersonsItself(document))
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'persons go in variables alone' });
  if (digestRefs(refsIn(variables)) !== receipt.refsDigest) {
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'it is about other persons' });
  }
}

/** Only what stands in variables is compared with the receipt, so the text and its default values may name nobody. */
function namesPersonsItself(document: DocumentNode): boolean {
  const inVariables = new Set<string>();
  let isInText = false;
  visit(document, {
    Field: ({ name, arguments: given = [] }) => {
      if (name.value !== '_entities') return;
      for (const { value } of given) {
        if (value.kind === Kind.VARIABLE) inVariables.add(value.name.value);
        else isInText = true;
      }
    },
  });
  visit(document, {
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue !== undefined && inVariables.has(variable.name.value)) isInText = true;
    },
  });
  return isInText;
}

function refsIn(variables: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(variables)
    .flat()
    .flatMap((value) => (typeof value === 'object' && value !== null && 'ref' in value ? [String(value.ref)] : []));
}

/** A refusal goes out as it is; a breakage tells that it broke, and where. */
function maskErrors(
  result: ExecutionResult,
  { log, receipt, agency }: AgencyOperation,
): Pick<ExecutionResult, 'errors'> {
  if (result.errors === undefined) return {};
  return {
    errors: result.errors.map((error) => {
      if (error.extensions['code'] === REFUSAL_CODE) return error;
      log.error({ err: error.originalError ?? error, requestId: receipt.requestId }, 'field broke');
      const masked = new SamsynError('AGENCY_ERROR', { agency });
      return new GraphQLError(masked.message, { path: error.path ?? null, extensions: { code: masked.code } });
    }),
  };
}
