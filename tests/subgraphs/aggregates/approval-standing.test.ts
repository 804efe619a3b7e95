import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadApprovers } from '../../../policies/aggregates/load-approvers.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import {
  standingOf,
  type Approval,
  type ApprovalStanding,
} from '../../../subgraphs/platform/aggregates/approval-standing.ts';

const definition = loadDefinitions(loadPolicySet()).get('incidents')!;
const APPROVERS = loadApprovers().police;

const ONE: Approval = {
  definition: definition.id,
  digest: definition.digest,
  staffSubject: 'one',
  role: 'police.investigator',
  at: new Date('2026-10-01T08:00:00Z'),
  withdrawnAt: null,
};
const TWO: Approval = {
  ...ONE,
  staffSubject: 'two',
  role: 'police.youth-coordinator',
  at: new Date('2026-10-02T08:00:00Z'),
};
const standing = (...approvals: readonly Approval[]): ApprovalStanding => standingOf(definition, approvals, APPROVERS);

describe('what stands of the approvals of an owner', () => {
  it('is enough with two persons, since the second of them', () => {
    expect(standing(ONE, TWO)).toEqual({
      approvals: 2,
      needed: 2,
      isApproved: true,
      isWithdrawn: false,
      since: TWO.at,
    });
    expect(standing(TWO, ONE).since).toEqual(TWO.at);
    expect(standing(ONE)).toMatchObject({ approvals: 1, isApproved: false, isWithdrawn: false, since: null });
    expect(standing()).toMatchObject({ approvals: 0, isApproved: false, since: null });
  });

  it.each<[string, Partial<Approval>]>([
    ['the same person again', { staffSubject: 'one' }],
    ['the author', { staffSubject: definition.author }],
    ['a role that does not approve', { role: 'police.patrol-officer' }],
    ['a role of another agency', { role: 'school.principal' }],
    ['another wording', { digest: 'another' }],
    ['another definition', { definition: 'serious-talks' }],
    ['what was taken back', { withdrawnAt: new Date() }],
  ])('does not count %s', (_, change) => {
    expect(standing(ONE, { ...TWO, ...change })).toMatchObject({ approvals: 1, isApproved: false, since: null });
  });

  it('tells that an approval was taken back, until another takes its place', () => {
    const takenBack = { ...TWO, withdrawnAt: new Date() };
    expect(standing(ONE, takenBack)).toMatchObject({ isApproved: false, isWithdrawn: true });
    expect(standing(ONE, takenBack, { ...TWO, at: new Date('2026-10-09T08:00:00Z') })).toMatchObject({
      ...{ approvals: 2, isApproved: true, isWithdrawn: false, since: new Date('2026-10-09T08:00:00Z') },
    });
  });
});
