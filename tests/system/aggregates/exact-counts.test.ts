import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { Agency } from '../../../schema/agency.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { agencyOfMeasure, readMeasures } from '../../../schema/measure.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import type { Townsperson } from '../../../subgraphs/platform/town/townsperson.ts';
import { theTown } from '../persons.ts';
import { askAll, DEFINITIONS, periodsOf, type ReadContribution } from './ask-contribution.ts';
import { addMonths, type CountedThing } from './counted-thing.ts';
import { REFERENCES } from './references.ts';
import { addSecondApproval, removeSecondApproval } from './second-approval.ts';

const MEASURES = readMeasures();
const all = [...DEFINITIONS.values()];
const isJoined = ({ sources }: AggregateDefinition): boolean => sources.length > 1;
/** The latest periods, the present one among them where a part of it is over. */
const PERIODS = 3;

let people: readonly Townsperson[];
/** The town turns with the day; in one of this size each definition counts something on each day of the year. */
let crowd: readonly Townsperson[];

beforeAll(async () => {
  people = [...theTown().people()];
  crowd = [...createTown({ ...inject('system').town, people: 2_000 }).people()];
  await addSecondApproval('known-to-three');
});

afterAll(removeSecondApproval);

type Source = AggregateDefinition['sources'][number];

/** What of a person counts for a source in a period, with the month as a code. */
function countedOf(person: Townsperson, source: Source, { period, reach = 0 }: Window): readonly CountedThing[] {
  const reference = REFERENCES[source.measure];
  if (reference === undefined) throw new Error(`${source.measure} has no reference`);
  const from = addMonths(period.from, -reach);
  const until = reach === 0 ? period.countedUntil : addMonths(period.until, reach);
  return reference(person, period)
    .filter(({ on }) => on >= from && on < until)
    .map((thing) => ({ ...thing, codes: { ...thing.codes, month: thing.on.slice(0, 7) } }));
}

interface Window {
  readonly period: AggregatePeriod;
  /** Months that the source is counted before and after the period too. */
  readonly reach?: number;
}

/** Figures of a count source by its combinations of codes. */
function referenceCounts(
  definition: AggregateDefinition,
  source: Source,
  period: AggregatePeriod,
  of = people,
): readonly string[] {
  const groups = new Map<string, CountedThing[]>();
  for (const thing of of.flatMap((person) => countedOf(person, source, { period }))) {
    const key = source.dimensions.map((dimension) => thing.codes[dimension]).join(',');
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return [...groups].map(([key, things]) => [key, ...figuresOf(definition, things)].join(',')).toSorted();
}

function figuresOf(definition: AggregateDefinition, things: readonly CountedThing[]): readonly number[] {
  if (definition.sum === undefined) return [things.length];
  const [largest = 0, second = 0] = things.map(({ sum = 0 }) => sum).toSorted((one, other) => other - one);
  return [things.length, things.reduce((total, { sum = 0 }) => total + sum, 0), largest, second];
}

/** For each person of the join: the codes that each source has of that person, in one text. */
function referenceJoin(definition: AggregateDefinition, period: AggregatePeriod, of = people): readonly string[] {
  const { sources, derived } = definition;
  return of
    .map((person) =>
      sources.map((source) => {
        const reach = derived !== undefined && source.dimensions.includes(derived.of) ? derived.months : 0;
        const things = countedOf(person, source, { period, reach });
        return distinct(things.map(({ codes }) => source.dimensions.map((dimension) => codes[dimension]).join('/')));
      }),
    )
    .flatMap((bySource) => describePerson(definition, bySource))
    .toSorted();
}

/** The same of what the agencies sent, matched by token alone. */
function join(
  definition: AggregateDefinition,
  contributions: ReadonlyMap<Agency, ReadContribution>,
): readonly string[] {
  const byToken = definition.sources.map(({ measure }) => {
    const codes = new Map<string, string[]>();
    for (const [token = '', ...row] of contributions.get(agencyOfMeasure(measure))?.rows ?? []) {
      codes.set(token, [...(codes.get(token) ?? []), row.join('/')]);
    }
    return codes;
  });
  const tokens = new Set(byToken.flatMap((codes) => [...codes.keys()]));
  return [...tokens]
    .flatMap((token) =>
      describePerson(
        definition,
        byToken.map((codes) => distinct(codes.get(token) ?? [])),
      ),
    )
    .toSorted();
}

function describePerson({ sources }: AggregateDefinition, bySource: readonly (readonly string[])[]): readonly string[] {
  const isIn = sources.every(({ optional }, at) => optional || (bySource[at]?.length ?? 0) > 0);
  return isIn ? [bySource.map((codes) => codes.join('+')).join(' & ')] : [];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

describe('the exact counts of an agency', () => {
  const cases = all
    .filter((definition) => !isJoined(definition))
    .flatMap((definition) =>
      periodsOf(definition)
        .slice(0, PERIODS)
        .map((period) => ({ id: definition.id, definition, period, name: period.name })),
    );

  it.each(cases)('for $id in $name are those of the town', async ({ definition, period }) => {
    const [source] = definition.sources;
    if (source === undefined) throw new Error('a definition has a source');
    const contribution = (await askAll(definition.id, period)).get(agencyOfMeasure(source.measure));
    const figures = definition.sum === undefined ? ['count'] : ['count', 'sum', 'largest', 'second'];
    expect(contribution?.header).toEqual([...source.dimensions, ...figures]);
    const counted = contribution?.rows.map((row) => row.join(',')).toSorted();
    expect(counted).toEqual(referenceCounts(definition, source, period));
  });

  it('are of something, for every definition in some period', () => {
    for (const definition of all.filter((candidate) => !isJoined(candidate))) {
      const [source] = definition.sources;
      const counts = periodsOf(definition).map((period) => referenceCounts(definition, source!, period, crowd).length);
      expect([definition.id, Math.max(...counts) > 0]).toEqual([definition.id, true]);
    }
  });
});

describe('the persons that agencies have in common', () => {
  const cases = all.filter(isJoined).flatMap((definition) =>
    periodsOf(definition)
      .slice(0, PERIODS)
      .map((period) => ({ id: definition.id, definition, period, name: period.name })),
  );

  it.each(cases)('for $id in $name are those of the town, by their tokens', async ({ definition, period }) => {
    const contributions = await askAll(definition.id, period);
    for (const { measure, dimensions } of definition.sources) {
      expect(contributions.get(agencyOfMeasure(measure))?.header).toEqual(['token', ...dimensions]);
    }
    expect(join(definition, contributions)).toEqual(referenceJoin(definition, period));
  });

  it('are some, for every definition in some period', () => {
    for (const definition of all.filter(isJoined)) {
      const counts = periodsOf(definition).map((period) => referenceJoin(definition, period, crowd).length);
      expect([definition.id, Math.max(...counts) > 0]).toEqual([definition.id, true]);
    }
  });
});

describe('the references', () => {
  it('are of every measure that some definition uses', () => {
    expect(Object.keys(REFERENCES).toSorted()).toEqual([...MEASURES.keys()].toSorted());
  });
});
