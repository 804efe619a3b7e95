import type { GraphQLDataSource } from '@apollo/gateway';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { refsIn } from '../../schema/ref.ts';
import { ATTESTATION_LIFETIME_SECONDS, ATTESTATION_TOLERANCE_SECONDS } from '../../policies/consent-attestation.ts';
import { AGENCY_HEADERS, digestRefs, type ReceiptIssuer } from '../../policies/receipt.ts';
import { decide, type Opening } from '../../policies/decide.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { AgencyCaller } from './agency-caller.ts';
import { answerKeysOf } from './answer-keys.ts';
import type { ConsentCaller } from './consent-caller.ts';
import type { ExecutionContext } from './execution-context.ts';
import { readAgencyAnswer } from './read-agency-answer.ts';
import { subgraphError } from './subgraph-error.ts';

type DataSourceOptions = Parameters<GraphQLDataSource<ExecutionContext>['process']>[0];
type DataSourceResponse = Awaited<ReturnType<GraphQLDataSource<ExecutionContext>['process']>>;

/** Acknowledged when every attestation of the consent has ended, so it takes as long as the youngest of them. */
const WITHDRAWAL = 'SocialActions.withdrawConsent';
const WITHDRAWAL_PATIENCE_MS = (ATTESTATION_LIFETIME_SECONDS + ATTESTATION_TOLERANCE_SECONDS) * 1000;

type Variables = Readonly<Record<string, unknown>>;

export interface AgencyDataSourceOptions {
  readonly agency: Agency;
  readonly caller: AgencyCaller;
  readonly receipts: ReceiptIssuer;
  /** Every coordinate of the agency's subgraph. */
  readonly coordinates: ReadonlySet<string>;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly consents: ConsentCaller;
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
    const { representations } = variables;
    const { coordinates } = this.#options;
    const permitted = new Set([...context.prepared.coordinates].filter((coordinate) => coordinates.has(coordinate)));
    const openingsOf = this.#openingsFor(context);
    try {
      const receipt = await this.#issueReceipt(context, permitted, variables);
      const needsConsents = [...permitted].some((coordinate) =>
        openingsOf(coordinate).some(({ ground }) => ground === 'consent'),
      );
      const refs = refsIn(variables);
      const consents =
        needsConsents && refs.length > 0 ? await this.#options.consents.ask(agency, refs, context) : null;
      const answer = await caller.call({
        path: null,
        headers: {
          authorization: context.authorization,
          [AGENCY_HEADERS.receipt]: receipt,
          [AGENCY_HEADERS.requestId]: context.requestId,
          ...(consents === null ? {} : { [AGENCY_HEADERS.consents]: consents }),
        },
        body: JSON.stringify({ query: request.query, variables }),
        until: context.until,
        mayRepeat: context.prepared.rootType === 'Query',
        patienceMs: permitted.has(WITHDRAWAL) ? WITHDRAWAL_PATIENCE_MS : 0,
      });
      const { grounds, ...read } = readAgencyAnswer(answer, {
        agency,
        permitted,
        keys: answerKeysOf(request.query ?? ''),
        entities: Array.isArray(representations) ? representations.length : 0,
        openingsOf,
      });
      context.findings.addGrounds(grounds);
      return read;
    } catch (error) {
      const failure = error instanceof SamsynError ? error : new SamsynError('AGENCY_UNAVAILABLE', { agency });
      log.warn({ agency, requestId: context.requestId, code: failure.code, err: error }, 'agency missing');
      return { data: null, errors: [subgraphError(failure)] };
    }
  }

  /** What could open a coordinate to the asker, whoever the person is. */
  #openingsFor({ requester, declaration, now }: ExecutionContext): (coordinate: string) => readonly Opening[] {
    const policySet = this.#options.policyAt(now);
    const { agency } = this.#options;
    const asked = { role: requester.role, purpose: declaration?.purpose ?? null, holder: agency, facts: null };
    return (coordinate) => {
      const decision = decide({ ...asked, coordinate }, policySet);
      return decision.outcome === 'perhaps' ? decision.openableBy : [];
    };
  }

  async #issueReceipt(
    { requester, declaration, requestId, now }: ExecutionContext,
    permitted: ReadonlySet<string>,
    variables: Variables,
  ): Promise<string> {
    const { agency, receipts, policySet } = this.#options;
    if (declaration === null) throw new SamsynError('AGENCY_REFUSED', { agency });
    return receipts.issue(
      {
        subject: requester.subject,
        role: requester.role,
        purpose: declaration.purpose,
        caseNumber: declaration.caseNumber,
        coordinates: [...permitted],
        refsDigest: digestRefs(refsIn(variables)),
        policyDigest: policySet.digest,
        requestId,
      },
      agency,
      now,
    );
  }
}
