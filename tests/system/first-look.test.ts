import { describe, expect, inject, it } from 'vitest';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { ask } from './ask.ts';

describe('the joint view', () => {
  it('answers one person from three agencies, each field open or closed as role and consent let', async () => {
    const town = createTown(inject('system').town);
    const pin = town.person(town.cast.knownToAll).number;
    const { status, body } = await ask({
      role: 'socialtjanst.case-worker',
      purpose: 'SIG',
      query: `query ($pin: String!) {
        individual(personalIdentityNumber: $pin) {
          ref
          police { incidents { type } seriousTalks { plannedFor } }
          socialtjanst { isKnown investigations { status } }
          school { attendance { term } }
        }
      }`,
      variables: { pin },
    });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      individual: {
        ref: expect.stringMatching(/^r1_/) as string,
        police: { incidents: null, seriousTalks: expect.any(Array) as unknown[] },
        socialtjanst: { isKnown: true },
        // On the consent for the social insatsgrupp, which the case worker is in.
        school: { attendance: expect.any(Array) as unknown[] },
      },
    });
    expect(body.extensions?.withheld?.map(({ coordinate }) => coordinate)).toEqual(['PoliceRecord.incidents']);
  });

  it('tells withheld fields as errors too, to a client that asks for them so, and leaves the data as it is', async () => {
    const town = createTown(inject('system').town);
    const question = {
      role: 'school.mentor',
      purpose: 'SIG',
      query: `query ($pin: String!) {
        individual(personalIdentityNumber: $pin) { school { attendance { term } } police { mine: incidents { type } } }
      }`,
      variables: { pin: town.person(town.cast.knownToAll).number },
    } as const;
    const plain = await ask(question);
    const { status, body } = await ask({ ...question, headers: { 'samsyn-withheld': 'errors' } });
    expect(status).toBe(200);
    expect(body.data).toEqual(plain.body.data);
    expect(plain.body.errors).toBeUndefined();
    expect(body.errors).toEqual([
      {
        message: 'PoliceRecord.incidents is withheld: NEVER',
        path: ['individual', 'police', 'mine'],
        extensions: {
          code: 'UNAUTHORIZED_FIELD_OR_TYPE',
          withheld: { coordinate: 'PoliceRecord.incidents', code: 'NEVER', ground: 'none', openableBy: [] },
        },
      },
    ]);
  });
});
