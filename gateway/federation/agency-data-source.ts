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
    try {
      const answer = await caller.call({
        headers: {
          authorization: context.authorization,
          [AGENCY_HEADERS.receipt]: await this.#issueReceipt(context, variables),
          [AGENCY_HEADERS.requestId]: context.requestId,
        },
        body: JSON.stringify({ query: request.query, variables }),
      });
      return readAgencyAnswer(answer, agency, context.prepared.coordinates);
    } catch (error) {
      const failure = error instanceof SamsynError ? error : new SamsynError('AGENCY_UNAVAILABLE', { agency });
      log.warn({ agency, requestId: context.requestId, code: failure.code, err: error }, 'agency missing');
      return { data: null, errors: [subgraphError(failure)] };
    }
  }

  async #issueReceipt(context: ExecutionContext, variables: Readonly<Record<string, unknown>>): Promise<string> {
    const { agency, receipts, coordinates, policyDigest } = this.#options;
    const { requester, declaration, requestId, prepared, now } = context;
    if (declaration === null) throw new SamsynError('AGENCY_REFUSED', { agency });
    return receipts.issue(
      {
        subject: requester.subject,
        role: requester.role,
        purpose: declaration.purpose,
        caseNumber: declaration.caseNumber,
        coordinates: [...prepared.coordinates].filter((coordinate) => coordinates.has(coordinate)),
        refsDigest: digestRefs(refsOf(variables)),
        policyDigest,
        requestId,
      },
      agency,
      now,
    );
  }
}

function refsOf(variables: Readonly<Record<string, unknown>>): readonly string[] {
  const { representations } = variables;
  if (!Array.isArray(representations)) return [];
  return representations.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null && 'ref' in item && typeof item.ref === 'string' ? [item.ref] : [],
  );
}
