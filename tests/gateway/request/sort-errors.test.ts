import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sortErrors } from '../../../gateway/request/sort-errors.ts';

function refusal(...path: readonly (string | number)[]): GraphQLError {
  const withheld = { coordinate: 'T.f', code: 'ASSIGNMENT_NEEDED', ground: 'own', openableBy: [] };
  return new GraphQLError('withheld', {
    path: [...path],
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', withheld },
  });
}

const REFUSALS = [
  refusal('individuals', 0, 'school', 'attendance'),
  refusal('individuals', 0, 'school', 'supportPlan'),
  refusal('individuals', 2, 'school', 'attendance'),
  refusal('individuals', 10, 'school', 'attendance'),
];

describe('what agencies withhold', () => {
  it('is listed in one order, whatever the order in which an agency came to refuse', () => {
    const wanted = REFUSALS.map(({ path }) => path);
    for (let turn = 0; turn < REFUSALS.length; turn += 1) {
      const turned = [...REFUSALS.slice(turn), ...REFUSALS.slice(0, turn)];
      expect(sortErrors(turned).withheld.map(({ path }) => path)).toEqual(wanted);
      expect(sortErrors(turned.toReversed()).withheld.map(({ path }) => path)).toEqual(wanted);
    }
  });

  it('does not tell how many items of a list it was withheld from', () => {
    const many = [0, 1, 2].map((item) => refusal('individual', 'police', 'incidents', item, 'narrative'));
    expect(sortErrors(many).withheld.map(({ path }) => path)).toEqual([
      ['individual', 'police', 'incidents', 'narrative'],
    ]);
  });
});
