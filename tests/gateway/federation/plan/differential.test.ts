import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanResult } from '../../../../gateway/federation/plan/plan-run.ts';
import { createChance } from './draw-chance.ts';
import { drawDocument } from './draw-document.ts';
import type { Illness } from './playing-subgraph.ts';
import { WORLDS } from './small-worlds.ts';
import { openExecutors, type TwoExecutors } from './two-executors.ts';

const DOCUMENTS = 250;

/**
 * What can be compared: the answer, and where something broke, in any order. Where a fetch is about some of a list's items alone,
 * @apollo/gateway names the wrong items, so no item is compared.
 */
function comparable({ data, errors = [] }: PlanResult): unknown {
  const broke = errors.map(({ path = [], extensions }) => {
    const keys = path.includes('_entities') ? [] : path.filter((step) => typeof step === 'string');
    return `${String(extensions['code'])} ${keys.join('.')}`;
  });
  return { data: JSON.parse(JSON.stringify(data)) as unknown, broke: broke.toSorted() };
}

describe.each(WORLDS)('$name', (world) => {
  let executors: TwoExecutors;
  beforeAll(async () => {
    executors = await openExecutors(world);
  });
  afterAll(() => executors.close());

  const illnesses = fc.record({
    seed: fc.nat(),
    rarity: fc.constantFrom(0, 0, 97, 23, 11),
    silent: fc.constantFrom(null, null, null, ...Object.keys(world.subgraphs)),
  });

  it('is answered alike by what is compiled and by @apollo/gateway', async () => {
    const told = { valid: 0, compiled: 0, withData: 0, broken: 0 };
    const compare = async (drawn: number, illness: Illness, isYes: boolean): Promise<void> => {
      const document = parse(drawDocument(executors.schema, createChance(drawn)));
      if (validate(executors.schema, document).length > 0) return;
      told.valid += 1;
      const variables = { yes: isYes, no: !isYes };
      const compiled = await executors.askCompiled(document, variables, illness);
      if (compiled === null) return;
      told.compiled += 1;
      const apollo = await executors.askApollo(document, variables, illness);
      expect(comparable(compiled)).toEqual(comparable(apollo));
      if (JSON.stringify(compiled.data).length > 60) told.withData += 1;
      if ((compiled.errors ?? []).length > 0) told.broken += 1;
    };
    await fc.assert(fc.asyncProperty(fc.nat(), illnesses, fc.boolean(), compare), { numRuns: DOCUMENTS });
    // Else it would have compared nothing.
    expect(told.valid).toBeGreaterThan(DOCUMENTS / 5);
    expect(told.compiled).toBeGreaterThan(told.valid * 0.9);
    expect(told.withData).toBeGreaterThan(DOCUMENTS / 20);
    expect(told.broken).toBeGreaterThan(DOCUMENTS / 20);
  });
});
