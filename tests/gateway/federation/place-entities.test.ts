import { describe, expect, it } from 'vitest';
import { answerKeysOf } from '../../../gateway/federation/answer-keys.ts';
import { askForKeys } from '../../../gateway/federation/plan/ask-for-keys.ts';
import { readAgencyAnswer, type AgencyAnswer } from '../../../gateway/federation/read-agency-answer.ts';

const [A, B, STRANGER] = ['A', 'B', 'C'].map((letter) => `r1_${letter.repeat(43)}`) as [string, string, string];
const QUESTION = askForKeys(
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { police { isKnown } } } }',
  [
    {
      kind: 'InlineFragment',
      typeCondition: 'Individual',
      selections: [
        { kind: 'Field', name: '__typename' },
        { kind: 'Field', name: 'ref' },
      ],
    },
  ],
);

const of = (ref: string, isKnown: boolean, type = 'Individual'): object => ({
  __typename: type,
  samsynRef: ref,
  police: { isKnown },
});

function read(entities: readonly unknown[], rest: object = {}): AgencyAnswer {
  return readAgencyAnswer(
    { data: { _entities: entities }, ...rest },
    {
      agency: 'police',
      permitted: new Set(['PoliceRecord.isKnown']),
      keys: answerKeysOf(QUESTION),
      representations: [A, B].map((ref) => ({ __typename: 'Individual', ref })),
      openingsOf: () => [],
    },
  );
}

const MISSING = [expect.objectContaining({ extensions: { code: 'AGENCY_UNAVAILABLE', facts: { agency: 'police' } } })];

describe('entities', () => {
  it('are put back by their key, whatever the order', () => {
    expect(read([of(A, true), of(B, false)])).toEqual({
      data: { _entities: [of(A, true), of(B, false)] },
      grounds: {},
    });
    expect(read([of(B, false), of(A, true)])).toEqual({
      data: { _entities: [of(A, true), of(B, false)] },
      grounds: {},
    });
  });

  it.each([
    ['has the key of somebody who was not asked for', of(STRANGER, true)],
    ['has the key of another who was asked for', of(B, true)],
    ['has the key under another type', of(A, true, 'Directory')],
    ['has no key', { __typename: 'Individual', police: { isKnown: true } }],
    ['is null', null],
  ])('that %s are of nobody, and the agency is said to be missing', (_, entity) => {
    const { data, errors } = read([entity, of(B, false)]);
    const isTwice = JSON.stringify(entity).includes(B);
    expect(data).toEqual({ _entities: [null, isTwice ? null : of(B, false)] });
    expect(errors).toEqual(MISSING);
  });

  it('that are missing take their grounds with them', () => {
    const grounds = { [A]: ['PoliceRecord.isKnown own'], [B]: ['PoliceRecord.isKnown own'] };
    expect(read([of(STRANGER, true), of(B, false)], { extensions: { grounds } }).grounds).toEqual({ [B]: grounds[B] });
  });

  it('keep what is refused of them, wherever the agency listed them', () => {
    const errors = [{ path: ['_entities', 0, 'police', 'isKnown'], extensions: { code: 'AGENCY_ERROR' } }];
    expect(read([of(B, false), of(A, true)], { errors }).errors?.[0]?.path).toEqual([
      '_entities',
      1,
      'police',
      'isKnown',
    ]);
    expect(read([of(STRANGER, false), of(B, true)], { errors }).errors?.[0]?.path).toBeUndefined();
  });
});
