import type { Client } from 'pg';
import type { Agency } from '../../../schema/agency.ts';
import { isWithin, type Period } from '../swedish-period.ts';
import { compareStory } from './compare-story.ts';
import type { CoordinateReach } from './coordinate-reach.ts';
import { mergeByRequest } from './merge-by-request.ts';
import { readAgencyTold, readCurrentRefs, readGatewayTold } from './read-told.ts';
import { DIFFERENCE_KINDS, type Difference, type DifferenceKind, type RequestStory } from './told.ts';

export interface LogsToReconcile {
  readonly gateway: Client;
  readonly agencies: ReadonlyMap<Agency, Client>;
  readonly period: Period;
  readonly reach: CoordinateReach;
  /** How many differences to keep for showing; all are counted. */
  readonly most: number;
  readonly onProgress: (requests: number) => void;
}

export interface Reconciled {
  readonly requests: number;
  readonly entries: number;
  readonly lines: ReadonlyMap<Agency, number>;
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** The first ones by request id, those that contradict before those that have an innocent cause. */
  readonly differences: readonly Difference[];
}

/** How many requests wait for one question about former refs. */
const BATCH = 500;

/** Reads all logs side by side in one pass, and holds no more than a page of each and the differences to show. */
export async function reconcileLogs(logs: LogsToReconcile): Promise<Reconciled> {
  const tally = new Tally(logs);
  const agencies = new Map([...logs.agencies].map(([agency, client]) => [agency, readAgencyTold(client, logs.period)]));
  let batch: RequestStory[] = [];
  for await (const story of mergeByRequest({ gateway: readGatewayTold(logs.gateway, logs.period), agencies })) {
    if (!isWithin(momentOf(story), logs.period)) continue;
    batch.push(story);
    if (batch.length < BATCH) continue;
    await compareBatch(batch, logs, tally);
    batch = [];
  }
  await compareBatch(batch, logs, tally);
  return tally.sum();
}

/** A request belongs to the moment at which the gateway took it, or else an agency. */
function momentOf({ gateway, agencies }: RequestStory): Date {
  const told = gateway.length > 0 ? gateway : [...agencies.values()].flat();
  return told.reduce((first, { at }) => (at < first ? at : first), told[0]?.at ?? new Date(0));
}

async function compareBatch(batch: readonly RequestStory[], logs: LogsToReconcile, tally: Tally): Promise<void> {
  const current = new Map<Agency, ReadonlyMap<string, string>>();
  for (const [agency, client] of logs.agencies) {
    const refs = batch.flatMap((story) => [...story.gateway, ...(story.agencies.get(agency) ?? [])]);
    const named = new Set(refs.flatMap(({ personRef }) => personRef ?? []));
    current.set(agency, await readCurrentRefs(client, [...named]));
  }
  const currentRef = (agency: Agency, ref: string): string => current.get(agency)?.get(ref) ?? ref;
  for (const story of batch) tally.add(story, compareStory(story, { reach: logs.reach, currentRef }));
  logs.onProgress(tally.requests);
}

/** Counts everything, and keeps the first differences of each kind. */
class Tally {
  requests = 0;
  readonly #most: number;
  #entries = 0;
  readonly #lines: Map<Agency, number>;
  readonly #kept = new Map<DifferenceKind, Difference[]>(DIFFERENCE_KINDS.map((kind) => [kind, []]));
  readonly #counts = new Map<DifferenceKind, number>();

  constructor({ most, agencies }: LogsToReconcile) {
    this.#most = most;
    this.#lines = new Map([...agencies.keys()].map((agency) => [agency, 0]));
  }

  add({ gateway, agencies }: RequestStory, differences: readonly Difference[]): void {
    this.requests += 1;
    this.#entries += gateway.length;
    for (const [agency, lines] of agencies) this.#lines.set(agency, (this.#lines.get(agency) ?? 0) + lines.length);
    for (const difference of differences) {
      this.#counts.set(difference.kind, (this.#counts.get(difference.kind) ?? 0) + 1);
      const kept = this.#kept.get(difference.kind);
      if (kept !== undefined && kept.length < this.#most) kept.push(difference);
    }
  }

  sum(): Reconciled {
    const counts = Object.fromEntries(DIFFERENCE_KINDS.map((kind) => [kind, this.#counts.get(kind) ?? 0]));
    return {
      requests: this.requests,
      entries: this.#entries,
      lines: this.#lines,
      counts: counts as Record<DifferenceKind, number>,
      differences: [...this.#kept.values()].flat().slice(0, this.#most),
    };
  }
}
