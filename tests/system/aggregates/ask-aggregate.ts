import { ask, type HttpAnswer } from '../ask.ts';

/** Everything that the graph tells of a run. */
export const AGGREGATE = `query ($id: ID!, $parameters: [AggregateParameterInput!]) {
  aggregate(id: $id, parameters: $parameters) {
    status
    refusal { code message missing }
    release {
      id runId releasedAt digest period countedUntil
      definition { id digest sources { agency approvals needed isApproved } }
      methodNote { sv en }
      tables {
        dimensions { name title { sv en } codes { code sv en } }
        cells { codes count isSuppressed sum isSumSuppressed }
        total suppressedCells
      }
      downloads { format href }
    }
  }
}`;

/** A release as the graph tells it. */
export interface ToldRelease {
  readonly id: string;
  readonly runId: string;
  readonly digest: string;
  readonly period: string;
  readonly countedUntil: string;
  readonly definition: { readonly id: string; readonly sources: readonly { readonly isApproved: boolean | null }[] };
  readonly tables: readonly {
    readonly dimensions: readonly { readonly name: string; readonly codes: readonly { readonly code: string }[] }[];
    readonly cells: readonly {
      readonly codes: readonly string[];
      readonly count: number | null;
      readonly isSuppressed: boolean;
      readonly sum: number | null;
    }[];
    readonly total: number | null;
    readonly suppressedCells: number;
  }[];
  readonly downloads: readonly { readonly format: string; readonly href: string }[];
}

export interface ToldResult {
  readonly status: 'RELEASED' | 'REFUSED';
  readonly refusal: { readonly code: string; readonly message: string; readonly missing: readonly string[] } | null;
  readonly release: ToldRelease | null;
}

/** Runs an aggregate as the demo analyst. */
export async function askAggregate(
  id: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
): Promise<HttpAnswer & { readonly result: ToldResult | null }> {
  const answer = await ask({ role: 'analyst', purpose: 'STATISTICS', query: AGGREGATE, variables: { id, parameters } });
  return { ...answer, result: (answer.body.data?.['aggregate'] as ToldResult | undefined) ?? null };
}
