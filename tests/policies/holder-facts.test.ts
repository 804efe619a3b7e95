import { describe, expect, it } from 'vitest';
import { GRANT_KINDS, noFacts } from '../../policies/holder-facts.ts';

describe('a person of whom the holder knows nothing', () => {
  it('has nothing that could open anything', () => {
    const now = new Date('2026-03-01T12:00:00Z');
    expect(noFacts('staff-7', now)).toEqual({
      staffSubject: 'staff-7',
      now,
      assignments: [],
      isProtected: false,
      birthDate: null,
      blocks: [],
      consents: [],
      grants: [],
      hasReported: false,
    });
  });
});

describe('what a holder can have done', () => {
  it('is a decision, a push, an emergency release or a weighing', () => {
    expect(GRANT_KINDS).toEqual(['decision', 'push', 'emergency', 'weighing']);
  });
});
