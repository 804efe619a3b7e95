import { describe, expect, it } from 'vitest';
import { readAgencyAnswer, type AgencyAnswer } from '../../../gateway/federation/read-agency-answer.ts';
import { answerKeysOf } from '../../../gateway/federation/answer-keys.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';

const DESK = 'query Desk__police__0($ref: ID!) { police { agency } mine: police { blocks(ref: $ref) { id } } }';

function read(answer: unknown, operation = DESK, entities = 0): AgencyAnswer {
  return readAgencyAnswer(answer, {
    agency: 'police',
    permitted: new Set(['PoliceDesk.blocks']),
    keys: answerKeysOf(operation),
    representations: Array.from({ length: entities }, () => ({})),
    openingsOf: () => [],
  });
}

describe('the keys of a planned operation', () => {
  it('are those at its root that the planner asks for, certain where no condition can take them away', () => {
    const { possible, certain } = answerKeysOf(DESK);
    expect([[...possible.keys()], certain]).toEqual([
      ['police', 'mine'],
      ['police', 'mine'],
    ]);
    const conditional = answerKeysOf(
      'query ($x: Boolean!) { a: police @include(if: $x) { agency } ... @skip(if: $x) { b: me { role } } }',
    );
    expect([[...conditional.possible.keys()], conditional.certain]).toEqual([['a', 'b'], []]);
  });

  it('are joined where a field is asked for twice, and followed into fragments', () => {
    const keys = answerKeysOf(
      '{ police { agency ...More } police { x: blocks { id } } } fragment More on PoliceDesk { role }',
    );
    expect([...(keys.possible.get('police')?.possible.keys() ?? [])]).toEqual(['agency', 'role', 'x']);
  });
});

describe('the answer of a desk', () => {
  it('is taken where it has what was asked at its root', () => {
    const data = { police: { agency: 'Polisen' }, mine: null };
    expect(read({ data })).toEqual({ data, grounds: {} });
  });

  it.each([
    ['lacks a root field', { data: { police: null } }],
    ['has what another agency would say', { data: { police: null, mine: null, school: { agency: 'Skolan' } } }],
    ['has persons that were not asked for', { data: { police: null, mine: null, _entities: [] } }],
    ['has below its root what was not asked for', { data: { police: { agency: 'P', role: 'x' }, mine: null } }],
    ['has an object where a word was asked for', { data: { police: { agency: { school: 'x' } }, mine: null } }],
    ['has that deep in a list', { data: { police: null, mine: { blocks: [{ id: '1' }, { id: '2', reason: 'x' }] } } }],
    ['has no data', { data: null, errors: [{ message: 'no' }] }],
  ])('is not taken when it %s', (_, answer) => {
    expect(() => read(answer)).toThrow(new SamsynError('AGENCY_UNAVAILABLE', { agency: 'police' }));
  });

  it('is not taken when a person in it has the key of another agency', () => {
    const entities =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { police { isKnown } } } }';
    const own = { police: { isKnown: true } };
    expect(read({ data: { _entities: [own] } }, entities, 1).data).toEqual({ _entities: [own] });
    const forged = { ...own, school: { attendance: [] } };
    expect(() => read({ data: { _entities: [forged] } }, entities, 1)).toThrow('did not answer');
  });

  it('is still counted where persons are asked for', () => {
    const entities =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    expect(read({ data: { _entities: [{}, {}] } }, entities, 2).data).toEqual({ _entities: [{}, {}] });
    for (const data of [{ _entities: [{}] }, { _entities: [{}, {}, {}] }, { _entities: [{}, {}], police: {} }, {}]) {
      expect(() => read({ data }, entities, 2)).toThrow('did not answer');
    }
  });

  it('says what is wrong with an input in the words of the catalogue, and none of the agency', () => {
    const wrong = (extensions: object): unknown =>
      read({ data: { police: null, mine: null }, errors: [{ message: 'canary', path: ['mine'], extensions }] }).errors;
    expect(wrong({ code: 'INPUT_INVALID', problem: 'ref', reason: 'canary' })).toEqual([
      {
        message: expect.stringContaining('`ref` must be') as string,
        path: ['mine'],
        extensions: { code: 'INPUT_INVALID', facts: { problem: 'ref', reason: expect.any(String) as string } },
      },
    ]);
    expect(JSON.stringify(wrong({ code: 'INPUT_INVALID' }))).toContain('AGENCY_ERROR');
    expect(() => wrong({ code: 'INPUT_INVALID', problem: 'canary' })).toThrow('did not answer');
  });
});
