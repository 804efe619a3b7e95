import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findHoles, requireClosedWorld } from '../../policies/closed-world.ts';
import { parseGrounds } from '../../policies/ground.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { SMALL_RULE, smallTexts } from './small-texts.ts';

const schema = (fields: string): ReturnType<typeof buildSchema> =>
  buildSchema(`type Query { a: PoliceRecord } type PoliceRecord { ${fields} }`);

describe('the closed world', () => {
  const policySet = loadPolicySet(smallTexts(SMALL_RULE));

  it('names a field without a rule', () => {
    expect(findHoles(schema('incidents: String, secret: String'), policySet, { isWhole: false })).toEqual([
      'Query.a has no rule in policies/rules',
      'PoliceRecord.secret has no rule in policies/rules',
    ]);
  });

  it('names a rule on a field that does not exist', () => {
    expect(() => {
      requireClosedWorld(schema('other: String'), policySet, { isWhole: true });
    }).toThrow('PoliceRecord.incidents has a rule but is not in the schema');
  });

  it('names a guarded field that is not nullable', () => {
    expect(findHoles(schema('incidents: String!'), policySet, { isWhole: true })).toContain(
      'PoliceRecord.incidents is guarded, so it must be nullable',
    );
  });
});

describe('the whole graph', () => {
  const rules = [
    SMALL_RULE,
    SMALL_RULE.replace('M06', 'S01').replace('police', 'gateway').replace('PoliceRecord: [incidents]', 'Query: [a]'),
  ];
  const policySet = loadPolicySet({ ...smallTexts(SMALL_RULE), rules });

  it('is closed when each field has a rule and each rule its field', () => {
    expect(findHoles(schema('incidents: String'), policySet, { isWhole: true })).toEqual([]);
    expect(() => {
      requireClosedWorld(schema('incidents: String'), policySet, { isWhole: true });
    }).not.toThrow();
  });

  it('may promise its own doors, and is told once of a field that is both without a rule and promised', () => {
    const door = buildSchema('type Query { a: PoliceRecord! } type PoliceRecord { incidents: String, secret: Int! }');
    expect(findHoles(door, policySet, { isWhole: true })).toEqual([
      'PoliceRecord.secret has no rule in policies/rules',
    ]);
  });

  it('stops with each hole on a line of its own', () => {
    expect(() => {
      requireClosedWorld(schema('secret: String'), policySet, { isWhole: true });
    }).toThrow(
      /^the world is not closed:\n {2}PoliceRecord\.secret has no rule in policies\/rules\n {2}PoliceRecord\.incidents has a rule but is not in the schema$/,
    );
  });

  it('of a subgraph alone lacks other agencies’ fields without a word', () => {
    const alone = buildSchema('type Query { a: String }');
    expect(findHoles(alone, policySet, { isWhole: false })).toEqual([]);
  });
});

describe('the loader of policies', () => {
  it.each([
    ['an unknown role', SMALL_RULE.replace('school.nurse', 'school.janitor'), 'school.janitor'],
    ['a missing role', SMALL_RULE.replace('    school.nurse: never\n', ''), 'school.nurse'],
    ['an unknown ground', SMALL_RULE.replace('nurse: never', 'nurse: perhaps'), '`perhaps` is not a ground'],
    ['an unknown law', SMALL_RULE.replace('nurse: never', "nurse: 'decision[OSL 99:1]'"), 'OSL 99:1'],
    ['a row given twice', `${SMALL_RULE}${SMALL_RULE}`, 'twice'],
    [
      'a coordinate under two rows',
      `${SMALL_RULE}${SMALL_RULE.replace('M06', 'M07')}`,
      'PoliceRecord.incidents is under both M06 and M07',
    ],
    [
      'each coordinate under two rows, at once',
      `${SMALL_RULE}${SMALL_RULE.replace('M06', 'M07')}`.replaceAll('[incidents]', '[incidents, area]'),
      'PoliceRecord.area is under both M06 and M07',
    ],
    ['a date that does not exist', SMALL_RULE.replace('  why:', '  inForce: { from: 2026-02-30 }\n  why:'), 'inForce'],
    ['an unknown word', SMALL_RULE.replace('why:', 'whyy:'), 'whyy'],
  ])('refuses %s', (_, rule, word) => {
    expect(() => loadPolicySet(smallTexts(rule))).toThrow(word);
  });

  it('gives each version of the texts its own digest', () => {
    const other = loadPolicySet(smallTexts(SMALL_RULE.replace('nurse: never', 'nurse: own')));
    expect(other.digest).not.toBe(loadPolicySet(smallTexts(SMALL_RULE)).digest);
    expect(loadPolicySet(smallTexts(SMALL_RULE)).digest).toBe(loadPolicySet(smallTexts(SMALL_RULE)).digest);
  });

  it('has all 53 rows of the matrix, and M09 without any coordinate', () => {
    const { rules } = loadPolicySet();
    const rows = rules.map(({ row }) => row).filter((row) => row.startsWith('M'));
    expect([...rows].sort()).toEqual(
      Array.from({ length: 53 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`),
    );
    expect(rules.find(({ row }) => row === 'M09')).toMatchObject({ coordinates: [], existence: [] });
  });

  it('reads a cell of the matrix', () => {
    expect(parseGrounds('own(assigned,named-person); decision[SoL 20:6 | OSL 10:15a](statement-only)')).toEqual([
      { kind: 'own', laws: [], assignment: 'named-person', limit: null },
      { kind: 'decision', laws: ['SoL 20:6', 'OSL 10:15a'], assignment: null, limit: 'statement-only' },
    ]);
  });
});
