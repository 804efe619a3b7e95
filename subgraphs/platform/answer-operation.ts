import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { REFUSAL_CODE } from '../../policies/refusal.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { createAgencyContext, type AgencyContext } from './agency-context.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { bindPermits, bindPersons, inTransaction, type Binding } from './bound-transaction.ts';
import { logDisclosures } from './disclosure-log.ts';
import { readDocument, refsIn, requireWithin } from './operation-scope.ts';
import { decidePermits } from './row-permits.ts';

export interface AgencyOperation {
  readonly agency: Agency;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly receipt: Receipt;
  /** Consents that socialtjänsten attested for this request. */
  readonly consents: ConsentsByPerson;
  readonly hasReported: AgencyDefinition['hasReported'];
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly log: Log;
  readonly now: Date;
}

/** An operation that has run, and whether what it wrote may stand. */
interface Outcome {
  readonly result: ExecutionResult;
  readonly context: AgencyContext;
  readonly stands: boolean;
}

/**
 * Answers one operation within its receipt: checks that it asks no wider, decides field by field, logs, and only then answers. All
 * of it is one transaction, in which the database shows what this receipt permits and nothing else.
 * @throws SamsynError RECEIPT_EXCEEDED, DOCUMENT_INVALID, RECORD_UNAVAILABLE
 */
export async function answerOperation(operation: AgencyOperation): Promise<ExecutionResult> {
  const { receipt, schema, dataSource, variables, now } = operation;
  const document = readDocument(operation.query, schema);
  requireWithin(document, operation);
  const { result, context, stands } = await inTransaction(dataSource, (manager) =>
    runBound(operation, document, manager),
  ).catch(recordUnavailable);
  // A statement that broke has ended the transaction, so what was decided goes on record apart from it.
  if (!stands) await logDisclosures(dataSource.manager, receipt, { disclosures: context.ledger.list(), now });
  return {
    ...result,
    ...maskErrors(result, operation),
    extensions: { grounds: await groundsByRef(context, variables) },
  };
}

async function runBound(operation: AgencyOperation, document: DocumentNode, manager: EntityManager): Promise<Outcome> {
  const { receipt, schema, variables, now } = operation;
  const coordinates = coordinatesOfDocument(document, schema);
  const context = createAgencyContext({ ...operation, policySet: operation.policyAt(now), coordinates, manager });
  await bindToReceipt(operation, coordinates, context);
  const result = await execute({ schema, document, variableValues: variables, contextValue: context });
  const stands = result.errors?.every(isRefusal) ?? true;
  if (stands) await logDisclosures(manager, receipt, { disclosures: context.ledger.list(), now });
  return { result, context, stands };
}

/** First to the persons whom the receipt is about, by every ref they have; then, by the facts about them, to what is open. */
async function bindToReceipt(
  { agency, receipt, variables }: AgencyOperation,
  coordinates: readonly string[],
  { manager, persons, policySet }: AgencyContext,
): Promise<void> {
  const asked = refsIn(variables);
  const { subject: staffSubject, role } = receipt;
  const binding: Binding = { refs: asked, staffSubject, role, isAtDesk: isAtDesk(agency, receipt) };
  await bindPersons(manager, binding);
  if (asked.length === 0) return;
  const present = [...new Set(await Promise.all(asked.map((ref) => persons.currentRef(ref))))];
  await bindPersons(manager, { ...binding, refs: [...asked, ...present] });
  const facts = await Promise.all(present.map(async (ref) => [ref, await persons.factsOf(ref)] as const));
  await bindPermits(manager, decidePermits(new Map(facts), { agency, receipt, coordinates, policySet }));
}

function isAtDesk(agency: Agency, { coordinates }: Receipt): boolean {
  return coordinates.some((coordinate) => /(Desk|Actions)\./.test(coordinate) && recordHolder(coordinate) === agency);
}

function recordUnavailable(cause: unknown): never {
  if (cause instanceof SamsynError) throw cause;
  throw Object.assign(new SamsynError('RECORD_UNAVAILABLE', {}), { cause });
}

/** On what each person's fields were released, by the ref that was asked for, so that the gateway can record it. */
async function groundsByRef(
  { ledger, persons }: AgencyContext,
  variables: AgencyOperation['variables'],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const byPerson = new Map(ledger.list().map(({ personRef, grounds }) => [personRef, grounds]));
  const refs = [...new Set(refsIn(variables))];
  return Object.fromEntries(
    await Promise.all(refs.map(async (ref) => [ref, byPerson.get(await persons.currentRef(ref)) ?? []] as const)),
  );
}

function isRefusal({ extensions }: GraphQLError): boolean {
  return extensions['code'] === REFUSAL_CODE;
}

/** A refusal goes out as it is; a breakage tells that it broke, and where. */
function maskErrors(
  result: ExecutionResult,
  { log, receipt, agency }: AgencyOperation,
): Pick<ExecutionResult, 'errors'> {
  if (result.errors === undefined) return {};
  return {
    errors: result.errors.map((error) => {
      if (isRefusal(error)) return error;
      log.error({ err: error.originalError ?? error, requestId: receipt.requestId }, 'field broke');
      const masked = new SamsynError('AGENCY_ERROR', { agency });
      return new GraphQLError(masked.message, { path: error.path ?? null, extensions: { code: masked.code } });
    }),
  };
}
