import { describe, expect, inject, it } from 'vitest';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import { ask } from './ask.ts';

describe('the joint view', () => {
  it('answers one person from three agencies, each field open or closed as the role may', async () => {
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
        school: { attendance: null },
      },
    });
    expect(body.extensions?.withheld?.map(({ coordinate }) => coordinate)).toEqual([
      'PoliceRecord.incidents',
      'SchoolRecord.attendance',
    ]);
  });
});
