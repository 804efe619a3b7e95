import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES, expectNothingOf, openLineToAgency, REFS, SECRET, type LineToAgency } from './line-to-agency.ts';

let line: LineToAgency;

beforeAll(async () => {
  line = await openLineToAgency();
});

afterAll(() => line.close());

describe('an agency’s errors', () => {
  const noisy = {
    message: `${SECRET.sql} failed for ${SECRET.number}`,
    extensions: { code: 'DB', stacktrace: [SECRET.stack] },
  };

  it('go on as the fact that it broke there, without a word of theirs', async () => {
    line.answerJson({
      data: { _entities: [{ police: null }, null] },
      errors: [{ ...noisy, path: ['_entities', 0, 'police'] }],
    });
    const { data, errors, text } = await line.fetchTwo();
    expect(data).toEqual({ _entities: [{ police: null }, null] });
    expect(errors).toEqual([
      {
        message: expect.not.stringContaining('failed') as string,
        path: ['_entities', 0, 'police'],
        extensions: { code: 'AGENCY_ERROR', facts: { agency: 'police' } },
      },
    ]);
    expectNothingOf(text);
  });

  it('cannot pass for the gateway’s own', async () => {
    const forged = ['RECORD_UNAVAILABLE', 'PLAN_REFUSED', 'AGENCY_TIMEOUT', 'INTERNAL'].map((code) => ({
      message: 'canary',
      path: ['_entities', 0],
      extensions: { code, facts: { agency: 'school', reason: 'canary' } },
    }));
    line.answerJson({ data: { _entities: [null, { police: null }] }, errors: forged });
    const { errors, text } = await line.fetchTwo();
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      forged.map(() => ({ code: 'AGENCY_ERROR', facts: { agency: 'police' } })),
    );
    expectNothingOf(text);
  });

  const refusal = (coordinate: string, code: string, more: object = {}): object => ({
    message: 'canary',
    path: ['_entities', 0, 'police', 'exitCase'],
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', withheld: { coordinate, code, ...more } },
  });

  it('that refuse a field go on as a refusal, with nothing but the field and the code', async () => {
    const more = { ground: 'canary', openableBy: [{ ground: 'canary', laws: ['canary'] }] };
    line.answerJson({
      data: { _entities: ENTITIES },
      errors: [refusal('PoliceRecord.exitCase', 'ASSIGNMENT_NEEDED', more)],
    });
    const { errors, text } = await line.fetchTwo();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        withheld: {
          coordinate: 'PoliceRecord.exitCase',
          code: 'ASSIGNMENT_NEEDED',
          ground: 'own',
          openableBy: [{ ground: 'own', laws: [] }],
        },
      },
    ]);
    expectNothingOf(text);
  });

  it.each([
    ['a field that was not asked for', refusal('PoliceRecord.suspicions', 'NEVER')],
    ['a text that is no field', refusal(`Person ${SECRET.number}`, 'NEVER')],
    ['a field of another agency', refusal('SchoolRecord.grades', 'NEVER')],
  ])('that refuse %s count as breakage', async (_, error) => {
    line.answerJson({ data: { _entities: ENTITIES }, errors: [error] });
    const { errors, text } = await line.fetchTwo();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['AGENCY_ERROR']);
    expectNothingOf(text);
  });

  it('that refuse for a reason that is no reason make the whole answer none', async () => {
    line.answerJson({ data: { _entities: ENTITIES }, errors: [refusal('PoliceRecord.exitCase', 'canary')] });
    await line.expectMissing('AGENCY_UNAVAILABLE');
  });

  it('and its breakage reach the log as kinds and codes alone', async () => {
    line.answerJson(`{"errors":[{"message":"${SECRET.sql} ${SECRET.number} canary"}`);
    await line.expectMissing('AGENCY_UNAVAILABLE');
    expect(line.logged.length).toBeGreaterThan(0);
    expectNothingOf(line.logged.join('\n').replaceAll(/"place":\[[^\]]*\]/g, ''));
    for (const ref of REFS) expect(line.logged.join('\n')).not.toContain(ref);
  });
});
