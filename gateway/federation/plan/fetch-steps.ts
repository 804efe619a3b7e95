import { findPlaces, findTargets } from './find-targets.ts';
import { mergeFetched } from './merge-fetched.ts';
import type { Represent, Representation } from './entity-keys.ts';
import type { AnswerPath, FetchAnswer, Fetched, FetchPath, PlanError, PlanRun, Source, Step } from './plan-run.ts';

/** One fetch of a plan, as far as it is the same for every request. */
export interface FixedFetch<Context> {
  readonly source: Source<Context>;
  readonly query: string;
  readonly variableNames: readonly string[];
  readonly path: FetchPath;
}

/** A fetch of fields at a place of the answer, such as its root. */
export function createFieldFetch<Context>(fetch: FixedFetch<Context>): Step<Context> {
  return async (run) => {
    const targets = findTargets(run.root, fetch.path);
    if (targets.length === 0) return;
    const answer = await ask(fetch, pickVariables(fetch, run), run);
    for (const { message, path, extensions } of answer.errors ?? []) {
      run.errors.push({
        message,
        ...(path === undefined ? {} : { path: [...fetch.path, ...path] }),
        ...sent(extensions),
      });
    }
    if (!isObject(answer.data)) return;
    for (const target of targets) mergeFetched(target, answer.data);
  };
}

/** A fetch of what one subgraph holds of entities; each is asked for once, however often it stands in the answer. */
export function createEntityFetch<Context>(fetch: FixedFetch<Context>, represent: Represent): Step<Context> {
  return async (run) => {
    const asked = askedEntities(findTargets(run.root, fetch.path), represent);
    if (asked.representations.length === 0) return;
    const variables = { ...pickVariables(fetch, run), representations: asked.representations };
    const answer = await ask(fetch, variables, run);
    noteErrors(answer, { asked, fetch, run });
    const entities: unknown = isObject(answer.data) ? answer.data['_entities'] : null;
    if (!Array.isArray(entities) || entities.length !== asked.representations.length) return;
    for (const { target, slot } of asked.slots) {
      const entity: unknown = entities[slot];
      if (isObject(entity)) mergeFetched(target, entity);
    }
  };
}

interface AskedEntities {
  /** Each once. */
  readonly representations: readonly Representation[];
  /** Where in that list each object of the answer has its own. */
  readonly slots: readonly Slot[];
}

interface Slot {
  readonly target: Fetched;
  readonly slot: number;
  /** Which of the objects at the fetch's path it is. */
  readonly at: number;
}

function askedEntities(targets: readonly Fetched[], represent: Represent): AskedEntities {
  const representations: Representation[] = [];
  const slots: Slot[] = [];
  const slotOf = new Map<string, number>();
  for (const [at, target] of targets.entries()) {
    const representation = represent(target);
    if (representation === null) continue;
    const key = keyOf(representation);
    let slot = slotOf.get(key);
    if (slot === undefined) {
      slot = representations.length;
      slotOf.set(key, slot);
      representations.push(representation);
    }
    slots.push({ target, slot, at });
  }
  return { representations, slots };
}

/** The same text for the same representation alone: most have a type and one key, and a name has no space. */
function keyOf(representation: Representation): string {
  let key = '';
  for (const name in representation) {
    const value = representation[name];
    if (typeof value !== 'string') return JSON.stringify(representation);
    key += `${name} ${value.length} ${value} `;
  }
  return key;
}

interface Noting<Context> {
  readonly asked: AskedEntities;
  readonly fetch: FixedFetch<Context>;
  readonly run: PlanRun<Context>;
}

/** An error about an entity is one at each place where it stands. */
function noteErrors<Context>({ errors = [] }: FetchAnswer, { asked, fetch, run }: Noting<Context>): void {
  if (errors.length === 0) return;
  const places = findPlaces(run.root, fetch.path);
  for (const { message, path = [], extensions } of errors) {
    const [, index, ...rest] = path;
    const error = { message, ...sent(extensions) };
    if (typeof index !== 'number') {
      run.errors.push(error);
      continue;
    }
    for (const { slot, at } of asked.slots) {
      if (slot === index) run.errors.push({ ...error, path: [...(places[at] ?? []), ...rest] satisfies AnswerPath });
    }
  }
}

function sent(extensions: PlanError['extensions'] | undefined): Pick<PlanError, 'extensions'> {
  return { extensions: extensions ?? {} };
}

function pickVariables<Context>(
  { variableNames }: FixedFetch<Context>,
  { variables }: PlanRun<Context>,
): Readonly<Record<string, unknown>> {
  const picked: Record<string, unknown> = {};
  for (const name of variableNames) {
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) picked[name] = variables[name];
  }
  return picked;
}

function ask<Context>(
  { source, query }: FixedFetch<Context>,
  variables: Readonly<Record<string, unknown>>,
  { context }: PlanRun<Context>,
): Promise<FetchAnswer> {
  return source({ query, variables }, context);
}

function isObject(value: unknown): value is Fetched {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
