import type { GraphQLDataSource } from '@apollo/gateway';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { AGENCY_HEADERS, digestRefs, type ReceiptIssuer } from '../../policies/receipt.ts';
import type { AgencyCaller } from './agency-caller.ts';
import type { ExecutionContext } from './execution-context.ts';
import { readAgencyAnswer } from './read-agency-answer.ts';
import { subgraphError } from './subgraph-error.ts';

type DataSourceOptions = Parameters<GraphQLDataSource<ExecutionContext>['process']>[0];
type DataSourceResponse = Awaited<ReturnType<GraphQLDataSource<ExecutionContext>['process']>>;

type Variables = Readonly<Record<string, unknown>>;

export interface AgencyDataSourceOptions {
  readonly agency: Agency;
  readonly caller: AgencyCaller;
  readonly receipts: ReceiptIssuer;
  /** Every coordinate of the agency's subgraph. */
  readonly coordinates: ReadonlySet<string>;
  readonly policyDigest: string;
  readonly log: Log;
}

/** Fetches from one agency, with the user's token and a receipt for just this. What it could not fetch is said, never thrown. */
export class AgencyDataSource implements GraphQLDataSource<ExecutionContext> {
  readonly #options: AgencyDataSourceOptions;

  constructor(options: AgencyDataSourceOptions) {
    this.#options = options;
  }

  async process({ request, context: received }: DataSourceOptions): Promise<DataSourceResponse> {
    const { agency, caller, log } = this.#options;
    const context = received as ExecutionContext;
    const variables = request.variables ?? {};
    const { coordinates } = this.#options;
    const permitted = new Set([...context.prepared.coordinates].filter((coordinate) => coordinates.has(coordinate)));
    try {
      const answer = await caller.call({
        headers: {
          authorization: context.authorization,
          [AGENCY_HEADERS.receipt]: await this.#issueReceipt(context, permitted, variables),
          [AGENCY_HEADERS.requestId]: context.requestId,
        },
        body: JSON.stringify({ query: request.query, variables }),
      });
      return readAgencyAnswer(answer, { agency, permitted, entities: representationsOf(variables).length });
    } catch (error) {
      const failure = error instanceof SamsynError ? error : new SamsynError('AGENCY_UNAVAILABLE', { agency });
      log.warn({ agency, requestId: context.requestId, code: failure.code, err: error }, 'agency missing');
      return { data: null, errors: [subgraphError(failure)] };
    }
  }

  async #issueReceipt(
    { requester, declaration, requestId, now }: ExecutionContext,
    permitted: ReadonlySet<string>,
    variables: Variables,
  ): Promise<string> {
    const { agency, receipts, policyDigest } = this.#options;
    if (declaration === null) throw new SamsynError('AGENCY_REFUSED', { agency });
    return receipts.issue(
      {
        subject: requester.subject,
        role: requester.role,
        purpose: declaration.purpose,
        caseNumber: declaration.caseNumber,
        coordinates: [...permitted],
        refsDigest: digestRefs(refsOf(variables)),
        policyDigest,
        requestId,
      },
      agency,
      now,
    );
  }
}

function representationsOf({ representations }: Variables): readonly unknown[] {
  return Array.isArray(representations) ? representations : [];
}

function refsOf(variables: Variables): readonly string[] {
  return representationsOf(variables).flatMap((item) =>
    typeof item === 'object' && item !== null && 'ref' in item && typeof item.ref === 'string' ? [item.ref] : [],
  );
}
