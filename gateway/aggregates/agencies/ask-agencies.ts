import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import type { AggregateReceiptIssuer } from '../../../policies/aggregates/aggregate-receipt.ts';
import { agencyHeaders } from '../../federation/agency/agency-headers.ts';
import type { AggregateQuestion, AggregateTask } from '../aggregate-question.ts';
import { AggregateRefusal } from '../aggregate-refusal.ts';
import { Unapproved, type AgencyLine, type BegunContribution } from './agency-line.ts';
import { CONTRIBUTION_FAULTS, ContributionFault } from './contribution-fault.ts';
import type { ContributionForm } from './contribution-form.ts';
import type { ContributionSink } from './contribution-sink.ts';
import { readContribution } from './read-contribution.ts';

/** One source of a run: what may come, and who takes it. */
export interface RunSource {
  readonly form: ContributionForm;
  readonly sink: ContributionSink;
}

/** What a run asks with. */
export interface AgencyRun {
  readonly runId: string;
  readonly task: AggregateTask;
  readonly question: AggregateQuestion;
  readonly sources: readonly RunSource[];
}

export interface AgencyLines {
  readonly lines: ReadonlyMap<Agency, AgencyLine>;
  readonly receipts: AggregateReceiptIssuer;
  /** From the first byte asked to the last one read, of all agencies together. */
  readonly timeoutMs: number;
  readonly clock: () => Date;
}

/**
 * Step 5: every source's agency is asked, all at once. Each gets a receipt of its own for this one run. Nothing is read before
 * all have begun to answer, so that a run which one of them refuses moves no data of the others.
 * @throws AggregateRefusal AGGREGATE_UNAPPROVED, AGGREGATE_SOURCE_FAILED, naming every agency at fault
 */
export async function askAgencies(run: AgencyRun, agencies: AgencyLines): Promise<void> {
  const stop = new AbortController();
  const deadline = AbortSignal.timeout(agencies.timeoutMs);
  const signal = AbortSignal.any([stop.signal, deadline]);
  try {
    const begun = await settle(run, deadline, (source) => begin(source, { run, agencies, signal }));
    await settle(run, deadline, ({ form }, at) => requireOneKey(form, begun, at));
    await settle(run, deadline, async ({ form, sink }, at) => {
      const contribution = begun[at];
      if (contribution === undefined) throw new ContributionFault('silent');
      await readContribution(contribution.body, form, sink).catch((error: unknown) => {
        const isCut = stop.signal.aborted && !deadline.aborted;
        stop.abort();
        throw isCut ? new Cut() : error instanceof ContributionFault ? error : new ContributionFault('short');
      });
    });
  } finally {
    stop.abort();
  }
}

/** Tokens of two keys match nowhere, so that nobody would be counted who is in both sources. */
function requireOneKey({ kind }: ContributionForm, begun: readonly BegunContribution[], at: number): Promise<void> {
  const check = begun[at]?.keyCheck ?? null;
  if (kind !== 'tokens') return Promise.resolve();
  if (check === null) return Promise.reject(new ContributionFault('wrong'));
  const isOne = begun.every(({ keyCheck }) => keyCheck === null || keyCheck === check);
  return isOne ? Promise.resolve() : Promise.reject(new ContributionFault('keys'));
}

interface Beginning {
  readonly run: AgencyRun;
  readonly agencies: AgencyLines;
  readonly signal: AbortSignal;
}

async function begin({ form }: RunSource, { run, agencies, signal }: Beginning): Promise<BegunContribution> {
  const { definition, period } = run.task;
  const { requester, requestId, authorization } = run.question;
  const line = agencies.lines.get(form.agency);
  if (line === undefined) throw new ContributionFault('silent');
  const receipt = await agencies.receipts.issue(
    {
      subject: requester.subject,
      requestId,
      runId: run.runId,
      definition: definition.id,
      digest: definition.digest,
      period: period.name,
      countedUntil: period.countedUntil,
    },
    form.agency,
    agencies.clock(),
  );
  return line.ask(agencyHeaders({ authorization, requestId }, receipt), signal);
}

/** Waits for every source, and refuses the run when any of them failed. */
async function settle<Done>(
  { sources }: AgencyRun,
  deadline: AbortSignal,
  work: (source: RunSource, at: number) => Promise<Done>,
): Promise<readonly Done[]> {
  const settled = await Promise.allSettled(sources.map(work));
  const failures = settled.flatMap((one, at) => {
    const agency = sources[at]?.form.agency;
    return one.status === 'rejected' && agency !== undefined ? [{ agency, reason: one.reason as unknown }] : [];
  });
  if (failures.length > 0) throw refusalOf(failures, deadline.aborted);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

interface Failure {
  readonly agency: Agency;
  readonly reason: unknown;
}

/** Missing approvals come first: asking again would not help. */
function refusalOf(failures: readonly Failure[], isLate: boolean): Error {
  const unapproved = failures.filter(({ reason }) => reason instanceof Unapproved);
  if (unapproved.length > 0) {
    const missing = inOrder(unapproved);
    return new AggregateRefusal('AGGREGATE_UNAPPROVED', { agencies: missing.join(' and ') }, missing);
  }
  const foreign = failures.find(({ reason }) => !(reason instanceof ContributionFault || reason instanceof Cut));
  if (foreign !== undefined) return foreign.reason as Error;
  const told = failures.filter(({ reason }) => reason instanceof ContributionFault);
  const reasons = told.map(({ agency, reason }) => `${agency} ${sayFault(reason as ContributionFault, isLate)}`);
  return new AggregateRefusal('AGGREGATE_SOURCE_FAILED', { reasons: reasons.join(' and ') }, inOrder(told));
}

/** What did not come, or not to its end, before the deadline was late. */
function sayFault({ kind, message }: ContributionFault, isLate: boolean): string {
  return isLate && (kind === 'silent' || kind === 'short') ? CONTRIBUTION_FAULTS.late : message;
}

function inOrder(failures: readonly Failure[]): readonly Agency[] {
  return AGENCIES.filter((agency) => failures.some((failure) => failure.agency === agency));
}

/** Not read to its end since another agency had failed: no fault of this one. */
class Cut extends Error {}
