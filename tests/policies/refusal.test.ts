import { describe, expect, it } from 'vitest';
import type { Decision } from '../../policies/decide.ts';
import { explainWithheld, REFUSAL_CODE, refusalError } from '../../policies/refusal.ts';

type Closed = Extract<Decision, { outcome: 'closed' }>;

const closed = (openableBy: Closed['openableBy'], code: Closed['code'] = 'GROUND_NEEDED'): Closed => ({
  outcome: 'closed',
  code,
  row: 'M28',
  openableBy,
});

describe('a refusal', () => {
  const consent = { ground: 'consent', laws: [] } as const;
  const decision = { ground: 'decision', laws: ['OSL 10:18a'] } as const;
  const other = { ground: 'decision', laws: ['OSL 10:27'] } as const;

  it('names each kind of ground once, and all that would open the field', () => {
    expect(explainWithheld('SocialRecord.measures', closed([consent, decision, other]))).toEqual({
      coordinate: 'SocialRecord.measures',
      code: 'GROUND_NEEDED',
      ground: 'consent, decision',
      openableBy: [consent, decision, other],
    });
  });

  it('says that nothing opens what nothing opens', () => {
    expect(explainWithheld('SocialRecord.measures', closed([], 'NEVER'))).toEqual({
      coordinate: 'SocialRecord.measures',
      code: 'NEVER',
      ground: 'none',
      openableBy: [],
    });
  });

  it('is marked as other federation routers mark theirs, and says nothing beyond its reason', () => {
    const reason = explainWithheld('SocialRecord.measures', closed([consent]));
    const error = refusalError(reason);
    expect(error.message).toBe('SocialRecord.measures is withheld: GROUND_NEEDED');
    expect(error.extensions).toEqual({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', withheld: reason });
    expect(REFUSAL_CODE).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });
});
