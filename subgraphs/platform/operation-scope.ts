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
  readonly receipt: Receipt;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Parsed documents are few: the gateway sends the same ones again and again. */
const REMEMBERED_DOCUMENTS = 500;
const remembered = new WeakMap<GraphQLSchema, Map<string, ReadDocument>>();

/** A document that fits the schema, and all that can be known of it before anybody asks by it. */
export interface ReadDocument {
  readonly document: DocumentNode;
  readonly coordinates: readonly string[];
  /** Whether it changes something. */
  readonly isAction: boolean;
  /** Why it may not be asked by anybody, or null. */
  readonly fault: string | null;
}

/**
 * Parses and validates what the gateway sends.
 * @throws SamsynError DOCUMENT_INVALID
 */
export function readDocument(query: string, schema: GraphQLSchema): ReadDocument {
  const documents = remembered.get(schema) ?? new Map<string, ReadDocument>();
  remembered.set(schema, documents);
  const known = documents.get(query);
  if (known !== undefined) return known;
  try {
    const document = parse(query, { noLocation: true });
    if (!document.definitions.every(isAnswerable)) throw new Error('it is neither question nor action');
    if (validate(schema, document).length > 0) throw new Error('it does not fit');
    const read = {
      document,
      coordinates: coordinatesOfDocument(document, schema),
      isAction: isAction(document),
      fault: findFault(document),
    };
    if (documents.size >= REMEMBERED_DOCUMENTS) documents.clear();
    documents.set(query, read);
    return read;
  } catch {
    throw new SamsynError('DOCUMENT_INVALID', { reason: 'the subgraph has other fields' });
  }
}

function isAnswerable(definition: DefinitionNode): boolean {
  if (definition.kind === Kind.FRAGMENT_DEFINITION) return true;
  return definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== OperationTypeNode.SUBSCRIPTION;
}

function findFault(document: DocumentNode): string | null {
  if (namesPersonsItself(document)) return 'persons go in variables alone';
  return isAction(document) ? findActionFault(document) : null;
}

function isAction(document: DocumentNode): boolean {
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
}

/**
 * Checks that an operation asks no wider than its receipt: no other field, no other person, no more than one action.
 * @throws SamsynError RECEIPT_EXCEEDED
 */
export function requireWithin({ coordinates, fault }: ReadDocument, { receipt, variables }: OperationScope): void {
  const permitted = new Set([...receipt.coordinates, 'Query._entities']);
  const beyond = coordinates.find((coordinate) => !permitted.has(coordinate));
  if (beyond !== undefined) throw new SamsynError('RECEIPT_EXCEEDED', { reason: `${beyond} is not in it` });
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
