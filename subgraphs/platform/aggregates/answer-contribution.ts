import type { JWTVerifyGetKey } from 'jose';
import { verifyAggregateReceipt, type AggregateReceipt } from '../../../policies/aggregates/aggregate-receipt.ts';
import { canBeAsked } from '../../../policies/aggregates/counted-span.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { Approvers } from '../../../policies/aggregates/load-approvers.ts';
import type { Definitions } from '../../../policies/aggregates/load-definitions.ts';
import type { TokenVerifier } from '../../../policies/requester.ts';
import type { Agency } from '../../../schema/agency.ts';
import { parsePeriod, type AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { swedishDay } from '../../../schema/swedish-day.ts';
import { logContribution } from './aggregate-log.ts';
import { standingOf } from './approval-standing.ts';
import { askSource, type ContributionQuestion } from './contribution-question.ts';
import type { PublishedMeasure } from './published-measure.ts';
import { readApprovals } from './read-approvals.ts';
import { headerOf, readContribution } from './read-contribution.ts';
import { openRunTokens } from './run-tokens.ts';
import type { StatisticsDatabase } from './statistics-database.ts';

/** What an agency contributes to aggregates with. */
export interface Contributing {
  readonly measures: readonly PublishedMeasure[];
  readonly definitions: Definitions;
  readonly approvers: Approvers;
  readonly database: StatisticsDatabase;
  /** Held by the agencies and not by the gateway. */
  readonly tokenKey: Buffer;
}

/** What came to the agency's port. */
export interface ContributionCall {
  readonly agency: Agency;
  readonly contributing: Contributing;
  readonly tokens: TokenVerifier;
  readonly receiptKeys: JWTVerifyGetKey;
  readonly authorization: string | undefined;
  readonly receipt: string | undefined;
  readonly now: Date;
}

/** CSV: the header, the rows, and a last line that says how many there were, without which it was cut short. */
export interface ContributionAnswer {
  readonly requestId: string;
  /** Of the key that its tokens are made with; null for counts, which have none. */
  readonly keyCheck: string | null;
  readonly text: Iterable<string>;
}

/**
 * Answers what this agency counts for one run: only for an analyst with a receipt for this very run, only what two persons of the
 * agency have approved in this very wording, only once, and on record before it is read.
 * @throws SamsynError RECEIPT_MISSING, RECEIPT_INVALID, AGGREGATE_DEFINITION_UNKNOWN, AGGREGATE_EXPIRED, AGGREGATE_UNAPPROVED,
 *   AGGREGATE_RUN_REUSED, RECORD_UNAVAILABLE
 */
export async function answerContribution(call: ContributionCall): Promise<ContributionAnswer> {
  const { contributing, now } = call;
  const receipt = await admitAnalyst(call);
  const definition = findDefinition(receipt, contributing);
  const period = readPeriod(receipt, definition, now);
  requireInForce(definition, now);
  const question = findSource(definition, period, call);
  await requireApproved(definition, call);
  await logContribution(contributing.database, receipt, { measure: question.measure.name, now });
  const { tokenOf, keyCheck } = openRunTokens(contributing.tokenKey, receipt);
  const { rows, lines } = await contributing.database.use((client) => readContribution(client, question, tokenOf));
  return {
    requestId: receipt.requestId,
    keyCheck: question.measure.kind === 'tokens' ? keyCheck : null,
    text: withEnds(headerOf(question), lines, rows),
  };
}

/** The analyst's own token is verified again, so that the gateway alone can invent nobody. */
async function admitAnalyst({ agency, tokens, receiptKeys, ...call }: ContributionCall): Promise<AggregateReceipt> {
  const { now } = call;
  const receipt = await verifyAggregateReceipt(call.receipt, { audience: agency, keys: receiptKeys, now });
  const requester = await tokens.verify(call.authorization, now);
  if (requester.subject !== receipt.subject) {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'it was issued for somebody else than the token' });
  }
  if (requester.role !== 'analyst') {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'aggregates are for analysts' });
  }
  return receipt;
}

function findDefinition(
  { definition: id, digest }: AggregateReceipt,
  { definitions }: Contributing,
): AggregateDefinition {
  const definition = definitions.get(id);
  if (definition?.digest !== digest) throw new SamsynError('AGGREGATE_DEFINITION_UNKNOWN', {});
  return definition;
}

const CLOCKS_DIFFER_MS = 60_000;

/** The period must be what this agency's own calendar makes of its name, so that nobody can cut it otherwise. */
function readPeriod(receipt: AggregateReceipt, definition: AggregateDefinition, now: Date): AggregatePeriod {
  const times = [now, new Date(now.getTime() - CLOCKS_DIFFER_MS)];
  const period = times
    .map((time) => parsePeriod(definition.period.kind, receipt.period, time))
    .find((candidate) => candidate?.countedUntil === receipt.countedUntil);
  if (period === undefined || period === null || !canBeAsked(definition, period, now)) {
    throw new SamsynError('RECEIPT_INVALID', { reason: 'its period is not one that can be counted now' });
  }
  return period;
}

function requireInForce({ expires }: AggregateDefinition, now: Date): void {
  if (swedishDay(now) >= expires) throw new SamsynError('AGGREGATE_EXPIRED', { day: expires });
}

function findSource(
  definition: AggregateDefinition,
  period: AggregatePeriod,
  { agency, contributing }: ContributionCall,
): ContributionQuestion {
  const source = definition.sources.find(({ measure }) => agencyOfMeasure(measure) === agency);
  const measure = contributing.measures.find(({ name }) => name === source?.measure);
  if (source === undefined || measure === undefined) throw new SamsynError('AGGREGATE_DEFINITION_UNKNOWN', {});
  return askSource(definition, { source, measure, period });
}

async function requireApproved(
  definition: AggregateDefinition,
  { agency, contributing }: ContributionCall,
): Promise<void> {
  const { database, approvers } = contributing;
  const all = await database.use((client) => readApprovals(client, definition.id));
  const { isApproved, approvals, needed } = standingOf(definition, all, approvers[agency]);
  if (!isApproved) {
    throw new SamsynError('AGGREGATE_UNAPPROVED', { agencies: `${agency} (${approvals} of ${needed})` });
  }
}

function* withEnds(header: string, lines: Iterable<string>, rows: number): Generator<string> {
  yield header;
  yield* lines;
  yield `end,${rows}\n`;
}
