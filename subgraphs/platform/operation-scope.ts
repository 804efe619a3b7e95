import {
  Kind,
  OperationTypeNode,
  parse,
  validate,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import { findActionFault } from '../../schema/action-form.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { holdsRef, refsIn } from '../../schema/ref.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';

/** What an operation is measured against. */
export interface OperationScope {
  readonly schema: GraphQLSchema;
  readonly receipt: Receipt;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Parsed documents are few: the gateway sends the same ones again and again. */
const REMEMBERED_DOCUMENTS = 500;
const documents = new Map<string, DocumentNode>();

/**
 * Parses and validates what the gateway sends.
 * @throws SamsynError DOCUMENT_INVALID
 */
export function readDocument(query: string, schema: GraphQLSchema): DocumentNode {
  const known = documents.get(query);
  if (known !== undefined) return known;
  try {
    const document = parse(query, { noLocation: true });
    if (!document.definitions.every(isAnswerable)) throw new Error('it is neither question nor action');
    if (validate(schema, document).length > 0) throw new Error('it does not fit');
    if (documents.size >= REMEMBERED_DOCUMENTS) documents.clear();
    documents.set(query, document);
    return document;
  } catch {
    throw new SamsynError('DOCUMENT_INVALID', { reason: 'the subgraph has other fields' });
  }
}

function isAnswerable(definition: DefinitionNode): boolean {
  if (definition.kind === Kind.FRAGMENT_DEFINITION) return true;
  return definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== OperationTypeNode.SUBSCRIPTION;
}

/** Whether an operation changes something. */
export function isAction(document: DocumentNode): boolean {
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
}

/**
 * Checks that an operation asks no wider than its receipt: no other field, no other person, no more than one action.
 * @throws SamsynError RECEIPT_EXCEEDED
 */
export function requireWithin(document: DocumentNode, { schema, receipt, variables }: OperationScope): void {
  const permitted = new Set([...receipt.coordinates, 'Query._entities']);
  const beyond = coordinatesOfDocument(document, schema).find((coordinate) => !permitted.has(coordinate));
  if (beyond !== undefined) throw new SamsynError('RECEIPT_EXCEEDED', { reason: `${beyond} is not in it` });
  if (namesPersonsItself(document))
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'persons go in variables alone' });
  const fault = isAction(document) ? findActionFault(document) : null;
  if (fault !== null) throw new SamsynError('RECEIPT_EXCEEDED', { reason: fault });
  if (digestRefs(refsIn(variables)) !== receipt.refsDigest) {
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'it is about other persons' });
  }
}

/** Only what stands in variables is compared with the receipt, so the text and its default values may name nobody. */
function namesPersonsItself(document: DocumentNode): boolean {
  const inVariables = new Set<string>();
  let isInText = false;
  visit(document, {
    StringValue: ({ value }) => {
      isInText ||= holdsRef(value);
    },
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
