import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { refsIn } from '../../schema/ref.ts';
import type { Log } from '../../schema/process/log.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import { REFUSAL_CODE } from '../../policies/refusal.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { createAgencyContext, type AgencyContext } from './agency-context.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import type { Disclosure } from './disclosure-ledger.ts';
import { logDisclosures } from './disclosure-log.ts';
import { isAction, readDocument, requireWithin } from './operation-scope.ts';

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

/**
 * Answers one operation within its receipt: checks that it asks no wider, decides field by field, logs, and only then answers.
 * @throws SamsynError RECEIPT_EXCEEDED, DOCUMENT_INVALID, RECORD_UNAVAILABLE
 */
export async function answerOperation(operation: AgencyOperation): Promise<ExecutionResult> {
  const { dataSource, schema, variables } = operation;
  const document = readDocument(operation.query, schema);
  requireWithin(document, operation);
  const answered = isAction(document)
    ? await act(document, operation)
    : await answer(document, operation, dataSource.manager);
  const { result } = answered;
  return {
    ...result,
    ...maskErrors(result, operation),
    extensions: { grounds: await groundsByRef(answered, variables) },
  };
}

/** An operation that was run and logged. */
interface Answered {
  readonly result: ExecutionResult;
  readonly context: AgencyContext;
  readonly disclosures: readonly Disclosure[];
}

async function answer(document: DocumentNode, operation: AgencyOperation, manager: EntityManager): Promise<Answered> {
  const { schema, variables, receipt, now } = operation;
  const context = createAgencyContext({ ...operation, policySet: operation.policyAt(now), manager });
  const result = await execute({ schema, document, variableValues: variables, contextValue: context });
  const answered = { result, context, disclosures: context.ledger.list() };
  if (isAction(document) && isUndone(result)) throw new Undone(answered);
  await logDisclosures(manager, receipt, { disclosures: answered.disclosures, now });
  return answered;
}

/** What is done and its line in the log stand together, or neither does. */
async function act(document: DocumentNode, operation: AgencyOperation): Promise<Answered> {
  const { dataSource, receipt, now } = operation;
  try {
    return await dataSource.transaction((manager) => answer(document, operation, manager));
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    const { result, context } = error.answered;
    const disclosures = error.answered.disclosures.map(asUndone);
    await logDisclosures(dataSource.manager, receipt, { disclosures, now });
    return { result, context: { ...context, manager: dataSource.manager }, disclosures };
  }
}

/** Rolls back what an action did before it failed. */
class Undone extends Error {
  readonly answered: Answered;

  constructor(answered: Answered) {
    super('the action failed');
    this.answered = answered;
  }
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
  { context, disclosures }: Answered,
  variables: AgencyOperation['variables'],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const byPerson = new Map(disclosures.map(({ personRef, grounds }) => [personRef, grounds]));
  const refs = refsIn(variables);
  return Object.fromEntries(
    await Promise.all(
      refs.map(async (ref) => [ref, byPerson.get(await context.persons.currentRef(ref)) ?? []] as const),
    ),
  );
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
