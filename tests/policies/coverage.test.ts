import { buildASTSchema, buildSchema, parse, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findAbstractHoles, proveCoverage } from '../../policies/coverage.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { readSupergraph } from '../../schema/sdl/read-sdl.ts';
import { listCoordinates } from './row-coordinates.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const POLICY = loadPolicySet();
const supergraph = (extra = ''): GraphQLSchema =>
  buildASTSchema(parse(readSupergraph() + extra), { assumeValidSDL: true });
const problemsOf = (extra: string, policySet: PolicySet = POLICY): readonly string[] =>
  proveCoverage(supergraph(extra), policySet, NOW).problems;

describe('the proof of coverage', () => {
  const proof = proveCoverage(supergraph(), POLICY, NOW);

  it('holds for the composed graph', () => {
    expect(proof.problems).toEqual([]);
  });

  it('goes through every coordinate of the graph, each role and each purpose, and none', () => {
    expect(proof).toMatchObject({ coordinates: listCoordinates().length, roles: 12, purposes: 13 });
    expect(proof.decisions).toBe(proof.coordinates * 12 * 13);
    const closed = [...proof.closed.values()].reduce((sum, count) => sum + count, 0);
    expect(proof.open + proof.perhaps + closed).toBe(proof.decisions);
    expect(proof.closed.get('NO_RULE')).toBeUndefined();
  });

  it('names a field without a rule, once', () => {
    const problems = problemsOf('extend type PoliceRecord { shoeSize: Int }');
    expect(problems).toEqual(['gap: PoliceRecord.shoeSize has no rule in policies/rules']);
  });

  it('names a rule whose field is gone, and a guarded field that is not nullable', () => {
    const text = readSupergraph();
    const renamed = buildASTSchema(parse(text.replace('missingOrWanted:', 'lost:')), { assumeValidSDL: true });
    expect(proveCoverage(renamed, POLICY, NOW).problems).toEqual([
      'gap: PoliceRecord.lost has no rule in policies/rules',
      'gap: PoliceRecord.missingOrWanted has a rule but is not in the schema',
    ]);
    const strict = buildASTSchema(parse(text.replace('narrative: String', 'narrative: String!')), {
      assumeValidSDL: true,
    });
    expect(proveCoverage(strict, POLICY, NOW).problems).toEqual([
      'gap: PoliceIncident.narrative is guarded, so it must be nullable',
    ]);
  });

  it('names the types that stand behind an interface or a union without a rule', () => {
    const schema = buildSchema(`
      type Query { a: Dated, b: Anything }
      interface Dated { date: String }
      interface Nobody { x: String }
      union Anything = PoliceIncident | Rumour
      type PoliceIncident implements Dated { date: String }
      type Rumour implements Dated { date: String, text: String }
    `);
    expect(findAbstractHoles(schema, POLICY)).toEqual([
      'Dated.date reaches Dated.date, which has no rule',
      'Dated.date reaches Rumour.date, which has no rule',
      'Nobody is abstract and no type can stand there',
      'Anything can be Rumour, of which no field has a rule',
    ]);
  });

  it('names a role without a cell, and a coordinate under two rows', () => {
    const [first, second, ...rest] = POLICY.rules;
    const emptied = { ...first!, grounds: { ...first!.grounds, analyst: [] } };
    expect(problemsOf('', { ...POLICY, rules: [emptied, second!, ...rest] })).toEqual([
      `gap: ${first!.row} has no cell for analyst`,
    ]);
    const doubled = { ...second!, coordinates: [...second!.coordinates, first!.coordinates[0]!] };
    expect(problemsOf('', { ...POLICY, rules: [first!, doubled, ...rest] })).toEqual([
      `overlap: ${first!.coordinates[0]!} is under ${first!.row} and ${second!.row}`,
    ]);
  });

  it('counts fewer openable fields before the laws were in force, and still has a decision for each', () => {
    const earlier = proveCoverage(supergraph(), POLICY, new Date('2024-01-01T12:00:00Z'));
    expect(earlier).toMatchObject({ decisions: proof.decisions, open: proof.open, problems: [] });
    expect(earlier.perhaps).toBeLessThan(proof.perhaps);
    expect(proof.closed.get('GROUND_NEEDED')).toBeUndefined();
  });
});
