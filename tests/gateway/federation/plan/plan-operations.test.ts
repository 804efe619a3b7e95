import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { planOperation } from '../../../../gateway/federation/plan/plan-operations.ts';
import { createPlanner } from '../../../../gateway/federation/plan/planner.ts';
import { readSdl, readSupergraph } from '../../../../schema/sdl/read-sdl.ts';
import { coordinatesOfDocument } from '../../../../schema/document-coordinates.ts';

const NAMES = ['gateway', 'police', 'socialtjanst', 'school'] as const;
const planner = createPlanner(readSupergraph());
const schema = planner.supergraphSchema;
const subgraphs = new Map(NAMES.map((name) => [name as string, buildSubgraphSchema(parse(readSdl(name)))]));
const sources = new Map(NAMES.map((name) => [name as string, () => Promise.resolve({ data: null })]));
const document = parse(
  'query ($refs: [ID!]!) { individuals(refs: $refs) { ref police { isKnown incidents { date } } } }',
);

describe('an operation', () => {
  const decided = new Set(coordinatesOfDocument(document, schema));

  it('is made ready within what was decided', () => {
    expect(planOperation({ document, coordinates: decided }, { planner, schema, sources, subgraphs })).not.toBeNull();
  });

  it.each(['PoliceRecord.incidents', 'PoliceRecord.isKnown', 'Individual.police'])(
    'is refused when its plan fetches what was not decided: %s',
    (coordinate) => {
      const coordinates = new Set([...decided].filter((one) => one !== coordinate));
      expect(coordinates.size).toBe(decided.size - 1);
      expect(() => planOperation({ document, coordinates }, { planner, schema, sources, subgraphs })).toThrow(
        expect.objectContaining({ code: 'PLAN_REFUSED' }) as Error,
      );
    },
  );
});
