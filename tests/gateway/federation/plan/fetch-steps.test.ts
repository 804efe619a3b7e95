import { describe, expect, it } from 'vitest';
import { createEntityFetch } from '../../../../gateway/federation/plan/fetch-steps.ts';
import type { FetchAnswer, PlanFetch, PlanRun } from '../../../../gateway/federation/plan/plan-run.ts';

const person = (ref: string): Record<string, unknown> => ({ __typename: 'Person', ref });

function openRun(people: readonly unknown[]): PlanRun<null> {
  return { root: { people }, variables: { since: 3, other: 4 }, context: null, errors: [] };
}

/** Fetches what an agency holds of `people`, and says what it was asked. */
async function fetchPeople(run: PlanRun<null>, answer: FetchAnswer): Promise<readonly PlanFetch[]> {
  const asked: PlanFetch[] = [];
  const fetch = createEntityFetch<null>(
    {
      source: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
      query: 'the question',
      variableNames: ['since', 'until'],
      path: ['people', '@'],
    },
    ({ __typename: type, ref }) =>
      typeof type === 'string' && typeof ref === 'string' ? { __typename: type, ref } : null,
  );
  await fetch(run);
  return asked;
}

describe('a fetch of entities', () => {
  it('asks about each once, with the variables that it uses and no others, and puts it in each place', async () => {
    const run = openRun([person('a'), null, person('b'), person('a'), { ref: 'without a type' }]);
    const entities = [{ police: { isKnown: true } }, { police: { isKnown: false } }];
    const asked = await fetchPeople(run, { data: { _entities: entities } });
    expect(asked).toEqual([
      { query: 'the question', variables: { since: 3, representations: [person('a'), person('b')] } },
    ]);
    expect(run.root['people']).toEqual([
      { ...person('a'), police: { isKnown: true } },
      null,
      { ...person('b'), police: { isKnown: false } },
      { ...person('a'), police: { isKnown: true } },
      { ref: 'without a type' },
    ]);
  });

  it('tells of what broke at each place where the entity stands', async () => {
    const run = openRun([person('a'), person('b'), person('a')]);
    const broke = { message: 'broke', extensions: { code: 'BROKE' } };
    const errors = [{ ...broke, path: ['_entities', 0, 'police', 'incidents', 2] }, broke];
    await fetchPeople(run, { data: { _entities: [null, null] }, errors });
    expect(run.errors.map(({ path }) => path)).toEqual([
      ['people', 0, 'police', 'incidents', 2],
      ['people', 2, 'police', 'incidents', 2],
      undefined,
    ]);
    expect(run.root['people']).toEqual([person('a'), person('b'), person('a')]);
  });

  it.each([
    ['too few', [{ police: {} }]],
    ['too many', [{ police: {} }, { police: {} }, { police: {} }]],
  ])('puts nothing in place of %s', async (_, entities) => {
    const run = openRun([person('a'), person('b')]);
    await fetchPeople(run, { data: { _entities: entities } });
    expect(run.root['people']).toEqual([person('a'), person('b')]);
  });

  it('asks nobody about nobody', async () => {
    expect(await fetchPeople(openRun([null]), { data: null })).toEqual([]);
  });
});
