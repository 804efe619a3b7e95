import { describe, expect, it } from 'vitest';
import { describeRequest, describeReview } from '../../subgraphs/platform/desk/describe-case.ts';
import {
  stateOf,
  type DisclosureCase,
  type GrantCase,
  type RulingRow,
} from '../../subgraphs/platform/desk/disclosure-case.ts';
import { emergencyDueAt, requestDueAt, reviewDueAt } from '../../subgraphs/platform/desk/due-time.ts';

const at = (text: string): Date => new Date(text);

describe('the clock of a request', () => {
  it.each([
    ['2026-03-02T09:30:00Z', '2026-03-05T09:30:00.000Z', 'Monday to Thursday'],
    ['2026-03-05T09:30:00Z', '2026-03-10T09:30:00.000Z', 'Thursday to Tuesday'],
    ['2026-03-07T09:30:00Z', '2026-03-11T09:30:00.000Z', 'Saturday to Wednesday'],
    ['2026-03-06T23:30:00Z', '2026-03-10T23:30:00.000Z', 'Saturday in Sweden already'],
  ])('that came %s is due %s: %s', (requested, due) => {
    expect(requestDueAt(at(requested)).toISOString()).toBe(due);
  });

  it('is fifteen minutes in an emergency, and 72 hours for its review', () => {
    expect(emergencyDueAt(at('2026-03-07T23:50:00Z')).toISOString()).toBe('2026-03-08T00:05:00.000Z');
    expect(reviewDueAt(at('2026-03-07T00:00:00Z')).toISOString()).toBe('2026-03-10T00:00:00.000Z');
  });
});

const ASKED = at('2026-03-02T09:00:00Z');
const NOW = at('2026-03-03T09:00:00Z');

function caseOf(outcomes: readonly string[], grants: readonly GrantCase[] = [], kind = 'REQUEST'): DisclosureCase {
  const shared = { id: '1', personRef: 'r', staffSubject: 's', role: 'police.investigator' };
  const request = { ...shared, publicId: 'q', kind, requestedAt: ASKED, dueAt: requestDueAt(ASKED), purpose: 'SIG' };
  const rulings = outcomes.map((outcome): RulingRow => ({
    ...shared,
    requestId: 'q',
    ruledAt: NOW,
    outcome,
    reason: outcome,
    statement: null,
  }));
  const rest = { caseNumber: null, coordinates: ['A.b'], law: 'OSL 10:18a', answers: [], idempotencyKey: 'k' };
  return { request: { ...request, ...rest }, rulings, grants };
}

function grantOf(until: string, revokedAt: string | null = null): GrantCase {
  const who = { id: '1', personRef: 'r', publicId: 'g', kind: 'decision', requestId: 'q', law: 'OSL 10:18a' };
  const what = {
    coordinates: ['A.b'],
    role: 'police.investigator',
    staffSubject: 's',
    purpose: 'SIG',
    caseNumber: null,
  };
  const grant = { ...who, ...what, fromAt: ASKED, untilAt: at(until), grantedBy: 'h', reason: 'x' };
  const taken = { id: '1', personRef: 'r', grantId: 'g', revokedBy: 'h', reason: 'x' };
  return { grant, revocation: revokedAt === null ? null : { ...taken, revokedAt: at(revokedAt) } };
}

describe('where a request stands', () => {
  const standing = grantOf('2026-03-04T09:00:00Z');

  it.each([
    ['OPEN', caseOf([])],
    ['REFUSED', caseOf(['REFUSED'])],
    ['ESCALATED', caseOf(['REFUSED', 'ESCALATED'])],
    ['WITHDRAWN', caseOf(['WITHDRAWN'])],
    ['GRANTED', caseOf(['GRANTED'], [standing])],
    ['GRANTED', caseOf(['GRANTED', 'REVIEWED'], [standing], 'EMERGENCY')],
    ['GRANTED', caseOf(['GRANTED'])],
    ['EXPIRED', caseOf(['GRANTED'], [grantOf('2026-03-03T09:00:00Z')])],
    ['EXPIRED', caseOf(['GRANTED_IN_PART'], [grantOf('2026-03-09T09:00:00Z', '2026-03-02T12:00:00Z')])],
    ['GRANTED', caseOf(['GRANTED'], [grantOf('2026-03-02T10:00:00Z'), standing])],
  ])('is %s', (state, disclosure) => {
    expect(stateOf(disclosure, NOW)).toBe(state);
  });

  it('is overdue only while it waits', () => {
    const late = at('2026-03-05T09:00:01Z');
    expect(describeRequest(caseOf([]), at('2026-03-05T09:00:00Z')).isOverdue).toBe(false);
    expect(describeRequest(caseOf([]), late).isOverdue).toBe(true);
    expect(describeRequest(caseOf(['ESCALATED']), late).isOverdue).toBe(true);
    expect(describeRequest(caseOf(['REFUSED']), late).isOverdue).toBe(false);
  });

  it('ends when the last of its releases does, by itself or taken back', () => {
    const taken = grantOf('2026-03-09T09:00:00Z', '2026-03-02T12:00:00Z');
    expect(describeRequest(caseOf(['GRANTED'], [taken]), NOW).until).toEqual(at('2026-03-02T12:00:00Z'));
    expect(describeRequest(caseOf(['GRANTED'], [taken, standing]), NOW).until).toEqual(standing.grant.untilAt);
  });

  it('tells how to appeal: first to the authority, then to the court, and never in an emergency', () => {
    expect(describeRequest(caseOf(['REFUSED']), NOW).appeal).toContain('6 kap. 3 §');
    expect(describeRequest(caseOf(['ESCALATED', 'REFUSED']), NOW).appeal).toContain('kammarrätten');
    expect(describeRequest(caseOf(['GRANTED'], [standing]), NOW).appeal).toBeNull();
    expect(describeRequest(caseOf(['REFUSED'], [], 'EMERGENCY'), NOW).appeal).toBeNull();
  });

  it('is to be reviewed when it was an emergency and answered, until somebody has', () => {
    expect(describeReview(caseOf(['GRANTED'], [standing]), NOW)).toBeNull();
    expect(describeReview(caseOf([], [], 'EMERGENCY'), NOW)).toBeNull();
    expect(describeReview(caseOf(['WITHDRAWN'], [], 'EMERGENCY'), NOW)).toBeNull();
    const late = at('2026-03-06T09:00:01Z');
    expect(describeReview(caseOf(['REFUSED'], [], 'EMERGENCY'), late)).toMatchObject({
      reviewedAt: null,
      isOverdue: true,
    });
    const done = describeReview(caseOf(['GRANTED', 'REVIEWED'], [standing], 'EMERGENCY'), late);
    expect(done).toMatchObject({ isOverdue: false, finding: 'REVIEWED', reason: 'GRANTED' });
  });
});
