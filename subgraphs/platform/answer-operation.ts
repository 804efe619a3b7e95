import { execute, GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { refsIn } from '../../schema/ref.ts';
import type { Log } from '../../schema/process/log.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { REFUSAL_CODE } from '../../policies/refusal.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { createAgencyContext, type AgencyContext } from './agency-context.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { bindPresent } from './bind-present.ts';
import { bindPermits, bindPersons, inTransaction, type Binding, type Tally } from './bound-transaction.ts';
import type { Disclosure } from './disclosure-ledger.ts';
import { logDisclosures } from './disclosure-log.ts';
import { readDocument, requireWithin, type ReadDocument } from './operation-scope.ts';
import { decidePermits } from './row-permits.ts';

export interface AgencyOperation {
  readonly agency: Agency;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly receipt: Receipt;
  /** Whose staff the asker is, as the token says. */
  readonly askerAgency: Agency;
  /** Consents that socialtjänsten attested for this request. */
  readonly consents: ConsentsByPerson;
  readonly hasReported: AgencyDefinition['hasReported'];
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly log: Log;
  readonly tally: Tally;
  readonly now: Date;
}

/**
 * Answers one operation within its receipt: checks that it asks no wider, decides field by field, logs, and only then answers. All
 * of it is one transaction, in which the database shows what this receipt permits and nothing else; what an action does and its
 * line in the log stand together, or neither does.
 * @throws SamsynError RECEIPT_EXCEEDED, DOCUMENT_INVALID, RECORD_UNAVAILABLE
 */
export async function answerOperation(operation: AgencyOperation): Promise<ExecutionResult> {
  const { dataSource, schema, variables, receipt, tally, now } = operation;
  const asked = readDocument(operation.query, schema);
  requireWithin(asked, operation);
  const reads = asked.isAction ? 'as it comes' : 'one moment';
  const answered = await inTransaction(operation, reads, (manager) => answer(asked, operation, manager)).catch(
    recordUnavailable,
  );
  const { result, disclosures, stands } = answered;
  if (stands) for (const wait of answered.context.afterCommit) await wait();
  // What was rolled back took its line in the log with it.
  if (!stands) {
    await logDisclosures(dataSource.manager, receipt, { disclosures, now });
    tally.statements += 1;
  }
  return {
    ...result,
    ...maskErrors(result, operation),
    extensions: { grounds: await groundsByRef(answered, variables) },
  };
}

/** An operation that was run. */
interface Answered {
  readonly result: ExecutionResult;
  readonly context: AgencyContext;
  readonly disclosures: readonly Disclosure[];
  /** Whether it is logged and may be committed; else it is to be rolled back. */
  readonly stands: boolean;
}

async function answer(
  { document, coordinates, isAction }: ReadDocument,
  operation: AgencyOperation,
  manager: EntityManager,
): Promise<Answered> {
  const { schema, variables, receipt, now } = operation;
  const context = createAgencyContext({ ...operation, policySet: operation.policyAt(now), coordinates, manager });
  await bindToReceipt(operation, coordinates, context);
  const result = await execute({ schema, document, variableValues: variables, contextValue: context });
  const disclosures = context.ledger.list();
  if (isAction && isUndone(result)) return { result, context, disclosures: disclosures.map(asUndone), stands: false };
  // A statement that broke has ended the transaction.
  const stands = isAction || (result.errors ?? []).every(isRefusal);
  if (stands) await logDisclosures(manager, receipt, { disclosures, now });
  return { result, context, disclosures, stands };
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
  const present = await bindPresent(manager, asked);
  persons.learnPresent(present);
  const facts = await persons.factsOfAll([...new Set(present.values())]);
  await bindPermits(manager, decidePermits(facts, { agency, receipt, coordinates, policySet }));
}

function isAtDesk(agency: Agency, { coordinates }: Receipt): boolean {
  return coordinates.some((coordinate) => /(Desk|Actions)\./.test(coordinate) && recordHolder(coordinate) === agency);
}

function recordUnavailable(cause: unknown): never {
  if (cause instanceof SamsynError) throw cause;
  throw Object.assign(new SamsynError('RECORD_UNAVAILABLE', {}), { cause });
}

/** Beneath the action itself stand fields of its answer: they can be closed, and it is done all the same. */
const ACTION_LEVEL = 2;

function isUndone({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ path = [] }) => path.length <= ACTION_LEVEL);
}

const IS_ACTION = /^\w+Actions\./;

function asUndone(disclosure: Disclosure): Disclosure {
  const { released, withheld, grounds } = disclosure;
  return {
    ...disclosure,
    released: released.filter((coordinate) => !IS_ACTION.test(coordinate)),
    withheld: [...withheld, ...released.filter((coordinate) => IS_ACTION.test(coordinate))],
    grounds: grounds.filter((ground) => !IS_ACTION.test(ground)),
  };
}

/** On what each person's fields were released, by the ref that was asked for, so that the gateway can record it. */
async function groundsByRef(
  { context: { persons }, disclosures }: Answered,
  variables: AgencyOperation['variables'],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const byPerson = new Map(disclosures.map(({ personRef, grounds }) => [personRef, grounds]));
  const refs = refsIn(variables);
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
      const { originalError, path = null } = error;
      if (originalError instanceof SamsynError && originalError.code === 'INPUT_INVALID') {
        const { code, facts } = originalError;
        const laws = String(facts['laws'] ?? '')
          .split(', ')
          .filter((law) => law !== '');
        const extensions = { code, problem: facts['problem'], ...(laws.length === 0 ? {} : { laws }) };
        return new GraphQLError(originalError.message, { path, extensions });
      }
      log.error({ err: originalError ?? error, requestId: receipt.requestId }, 'field broke');
      const masked = new SamsynError('AGENCY_ERROR', { agency });
      return new GraphQLError(masked.message, { path, extensions: { code: masked.code } });
    }),
  };
}
