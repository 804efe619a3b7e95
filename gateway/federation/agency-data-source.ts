import type { GraphQLDataSource } from '@apollo/gateway';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Log } from '../../schema/process/log.ts';
import { refsIn } from '../../schema/ref.ts';
import { ATTESTATION_LIFETIME_SECONDS, ATTESTATION_TOLERANCE_SECONDS } from '../../policies/consent-attestation.ts';
import type { ReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { digestRefs, type AgencyExtensions } from '../../policies/receipt.ts';
import { decide, type Opening } from '../../policies/decide.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { actorOf } from '../../policies/requester.ts';
import { agencyHeaders } from './agency/agency-headers.ts';
import type { AgencyCaller } from './agency-caller.ts';
import { answerKeysOf } from './answer-keys.ts';
import type { ConsentCaller } from './consent-caller.ts';
import type { PreparedOperation } from '../request/prepare-operation.ts';
import type { ExecutionContext } from './execution-context.ts';
import { isMachinery } from './plan-guard.ts';
import { readAgencyAnswer } from './read-agency-answer.ts';
import { subgraphError } from './subgraph-error.ts';

type DataSourceOptions = Parameters<GraphQLDataSource<ExecutionContext>['process']>[0];
type DataSourceResponse = Awaited<ReturnType<GraphQLDataSource<ExecutionContext>['process']>>;

/** Acknowledged when every attestation of the consent has ended, so it takes as long as the youngest of them. */
const WITHDRAWAL = 'SocialActions.withdrawConsent';
const WITHDRAWAL_PATIENCE_MS = (ATTESTATION_LIFETIME_SECONDS + ATTESTATION_TOLERANCE_SECONDS) * 1000;

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

/** On what terms an operation may be asked here: the same for every request, since role, purpose and the policy of the day are. */
interface Terms {
  /** The agency's coordinates of what was decided. */
  readonly permitted: ReadonlySet<string>;
  readonly coordinates: readonly string[];
  /** Whether anything is asked here; else the keys of an entity are all that is permitted. */
  readonly isAsked: boolean;
  readonly needsConsents: boolean;
  readonly patienceMs: number;
  /** What could open a coordinate to the asker, whoever the person is. */
  readonly openingsOf: (coordinate: string) => readonly Opening[];
}

/** Fetches from one agency, with the user's token and a receipt for just this. What it could not fetch is said, never thrown. */
export class AgencyDataSource implements GraphQLDataSource<ExecutionContext> {
  readonly #options: AgencyDataSourceOptions;
  readonly #terms = new WeakMap<PreparedOperation, Terms>();

  constructor(options: AgencyDataSourceOptions) {
    this.#options = options;
  }

  async process({ request, context: received }: DataSourceOptions): Promise<DataSourceResponse> {
    const { agency, caller, log } = this.#options;
    const context = received as ExecutionContext;
    const variables = request.variables ?? {};
    const { representations } = variables;
    const terms = this.#termsOf(context);
    const { permitted, openingsOf, patienceMs } = terms;
    const refs = refsIn(variables);
    try {
      const consents =
        terms.needsConsents && refs.length > 0 ? this.#options.consents.ask(agency, refs, context) : null;
      const receipt = await this.#issueReceipt(context, terms, refs);
      const answer = await caller.call({
        path: null,
        headers: agencyHeaders(context, receipt),
        body: writeBody(request.query, variables, await consents),
        visitor: { request: context, asker: actorOf(context.requester) },
        until: context.until,
        mayRepeat: context.prepared.rootType === 'Query',
        patienceMs,
      });
      const { grounds, data, errors } = readAgencyAnswer(answer, {
        agency,
        permitted,
        keys: answerKeysOf(request.query ?? ''),
        representations: Array.isArray(representations) ? representations : [],
        openingsOf,
      });
      context.findings.addGrounds(grounds);
      return errors === undefined ? { data } : { data, errors };
    } catch (error) {
      const failure = error instanceof SamsynError ? error : new SamsynError('AGENCY_UNAVAILABLE', { agency });
      log.warn({ agency, requestId: context.requestId, code: failure.code, err: error }, 'agency missing');
      return { data: null, errors: [subgraphError(failure)] };
    }
  }

  /** Whether a request would wait for long here, though the agency answers. */
  isBehind(context: ExecutionContext): boolean {
    const { caller, consents } = this.#options;
    const { isAsked, needsConsents } = this.#termsOf(context);
    const asker = actorOf(context.requester);
    return isAsked && (caller.isBehind(asker) || (needsConsents && consents.isBehind(asker)));
  }

  #termsOf(context: ExecutionContext): Terms {
    const known = this.#terms.get(context.prepared);
    if (known !== undefined) return known;
    const { coordinates } = this.#options;
    const permitted = [...context.prepared.coordinates].filter((coordinate) => coordinates.has(coordinate));
    const openingsOf = this.#openingsFor(context);
    const needsConsents = permitted.some((coordinate) =>
      openingsOf(coordinate).some(({ ground }) => ground === 'consent'),
    );
    const isAsked = !permitted.every(isMachinery);
    const patienceMs = permitted.includes(WITHDRAWAL) ? WITHDRAWAL_PATIENCE_MS : 0;
    const terms = {
      ...{ permitted: new Set(permitted), coordinates: permitted },
      ...{ isAsked, needsConsents, patienceMs, openingsOf },
    };
    this.#terms.set(context.prepared, terms);
    return terms;
  }

  #openingsFor({ requester, declaration, now }: ExecutionContext): Terms['openingsOf'] {
    const policySet = this.#options.policyAt(now);
    const { agency } = this.#options;
    const asked = { role: requester.role, purpose: declaration?.purpose ?? null, holder: agency, facts: null };
    const known = new Map<string, readonly Opening[]>();
    return (coordinate) => {
      const earlier = known.get(coordinate);
      if (earlier !== undefined) return earlier;
      const decision = decide({ ...asked, coordinate }, policySet);
      const openings = decision.outcome === 'perhaps' ? decision.openableBy : [];
      known.set(coordinate, openings);
      return openings;
    };
  }

  async #issueReceipt(
    { requester, declaration, requestId, now }: ExecutionContext,
    { coordinates }: Terms,
    refs: readonly string[],
  ): Promise<string> {
    const { agency, receipts, policySet } = this.#options;
    if (declaration === null) throw new SamsynError('AGENCY_REFUSED', { agency });
    return receipts.issue(
      {
        subject: requester.subject,
        role: requester.role,
        purpose: declaration.purpose,
        caseNumber: declaration.caseNumber,
        coordinates: [...coordinates],
        refsDigest: digestRefs(refs),
        policyDigest: policySet.digest,
        requestId,
      },
      agency,
      now,
    );
  }
}

/** Consents in the body: those of two hundred persons are more than a header may hold. */
function writeBody(query: string | undefined, variables: object, consents: string | null): string {
  if (consents === null) return JSON.stringify({ query, variables });
  const extensions: AgencyExtensions = { consents };
  return JSON.stringify({ query, variables, extensions });
}
