import { describe, expect, it } from 'vitest';
import { APPROVALS_NEEDED, loadApprovers } from '../../../policies/aggregates/load-approvers.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { AGENCIES } from '../../../schema/agency.ts';
import { homeAgency, ROLES } from '../../../schema/role.ts';

describe('who may approve aggregates', () => {
  it('is the same in approvers.yaml and in the rules', () => {
    const rule = loadPolicySet().rules.find(({ row }) => row === 'S50');
    const approvers = loadApprovers();
    for (const agency of AGENCIES) {
      const letIn = ROLES.filter(
        (role) => homeAgency(role) === agency && rule?.grounds[role].some(({ kind }) => kind === 'own'),
      );
      expect([agency, [...approvers[agency]].toSorted()]).toEqual([agency, letIn.toSorted()]);
      expect(letIn.length).toBeGreaterThanOrEqual(APPROVALS_NEEDED);
    }
  });

  it('is refused whole when an agency has none, or names a role of another or of nobody', () => {
    const text = (school: string): string =>
      `police: [police.investigator]\nsocialtjanst: [socialtjanst.case-worker]\nschool: [${school}]\n`;
    expect(loadApprovers(text('school.principal')).school).toEqual(['school.principal']);
    expect(() => loadApprovers(text('police.investigator'))).toThrow('police.investigator is no role of school');
    expect(() => loadApprovers(text('analyst'))).toThrow('analyst is no role of school');
    expect(() => loadApprovers(text(''))).toThrow();
    expect(() => loadApprovers('police: [police.investigator]\n')).toThrow();
  });
});
