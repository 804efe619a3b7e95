import { execute, GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import { REFUSAL_CODE } from '../../policies/refusal.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { createAgencyContext, type AgencyContext } from './agency-context.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { logDisclosures } from './disclosure-log.ts';
import { readDocument, refsIn, requireWithin } from './operation-scope.ts';

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
  return {
    ...result,
    ...maskErrors(result, operation),
    extensions: { grounds: await groundsByRef(context, variables) },
  };
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
