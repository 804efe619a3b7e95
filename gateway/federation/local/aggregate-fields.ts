import { SamsynError } from '../../../schema/error-catalogue.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { AggregateDesk } from '../../aggregates/aggregate-desk.ts';
import { aggregateGround } from '../../aggregates/aggregate-ground.ts';
import type { GivenParameter } from '../../aggregates/aggregate-question.ts';
import { readApprovals } from '../../aggregates/agencies/read-approvals.ts';
import { showDefinition, showSources, type Approvals } from '../../aggregates/graph/show-definition.ts';
import { showRelease } from '../../aggregates/graph/show-release.ts';
import { runAggregate, type AggregateOutcome } from '../../aggregates/run-aggregate.ts';
import type { ListedRun } from '../../aggregates/ledger/run-rows.ts';
import type { AggregateTold, ExecutionContext } from '../execution-context.ts';

const RUNS_SHOWN = 50;
const MOST_RUNS = 200;

interface AggregateArguments {
  readonly id: string;
  readonly parameters?: readonly GivenParameter[] | null;
}

/** The resolvers of the fields of `Query` that lead to aggregates. */
export interface AggregateFields {
  aggregates(): readonly object[];
  aggregate(root: unknown, asked: AggregateArguments, context: ExecutionContext): Promise<object>;
  aggregateRuns(
    root: unknown,
    asked: { readonly first?: number | null },
    context: ExecutionContext,
  ): Promise<readonly ListedRun[]>;
}

export function createAggregateFields(desk: AggregateDesk): AggregateFields {
  return {
    aggregates: () => {
      const approvals = once(() => readApprovals(desk.agencies));
      return [...desk.definitions.values()].map((definition) => withSources(definition, approvals, desk));
    },
    aggregate: async (_, { id, parameters }, context) => {
      const { requester, requestId, authorization, now, findings } = context;
      const question = { id, parameters: parameters ?? [], requester, requestId, authorization, now };
      const outcome = await orBreak(runAggregate(question, desk), context);
      findings.aggregates.push(tellOutcome(outcome));
      return showOutcome(outcome, desk);
    },
    aggregateRuns: (_, { first }, context) => {
      const most = first ?? RUNS_SHOWN;
      if (most < 1 || most > MOST_RUNS) throw new SamsynError('VARIABLES_INVALID', { reason: 'look at first' });
      return orBreak(desk.ledger.listRuns(most), context);
    },
  };
}

/** Without the ledger nothing of the request is answered, as without the record. */
async function orBreak<Done>(work: Promise<Done>, { findings }: ExecutionContext): Promise<Done> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SamsynError && error.code === 'RECORD_UNAVAILABLE') findings.breakage = error;
    throw error;
  }
}

function showOutcome(outcome: AggregateOutcome, desk: AggregateDesk): object {
  if (outcome.status === 'REFUSED') {
    const { code, message, missing } = outcome.refusal;
    return { status: 'REFUSED', refusal: { code, message, missing }, release: null };
  }
  const approvals = once(() => readApprovals(desk.agencies));
  const definition = withSources(outcome.release.definition, approvals, desk);
  return { status: 'RELEASED', refusal: null, release: { ...showRelease(outcome.release), definition } };
}

/** Agencies are asked for approvals where those are asked for. */
function withSources(
  definition: AggregateDefinition,
  approvals: () => Promise<Approvals>,
  desk: AggregateDesk,
): object {
  return {
    ...showDefinition(definition, desk.clock()),
    sources: async () => showSources(definition, desk.measures, await approvals()),
  };
}

function tellOutcome(outcome: AggregateOutcome): AggregateTold {
  if (outcome.status === 'REFUSED') {
    return { ground: null, code: outcome.refusal.code, missing: outcome.refusal.missing };
  }
  return { ground: aggregateGround(outcome.release), code: null, missing: [] };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}
