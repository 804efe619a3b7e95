import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { openPurposes } from '../../policies/open-purposes.ts';

describe('the purposes that a role may declare', () => {
  const policySet = loadPolicySet();

  it.each([
    ['analyst', ['STATISTICS']],
    ['data-protection-officer', ['OVERSIGHT']],
  ] as const)('are those of %s alone', (role, purposes) => {
    expect(openPurposes(role, policySet).map(({ purpose }) => purpose)).toEqual(purposes);
  });

  it('are in the order of the closed list, each with its rule', () => {
    const open = openPurposes('police.investigator', policySet);
    expect(open.length).toBeGreaterThan(3);
    expect(open).toEqual([...policySet.purposes.values()].filter((rule) => open.includes(rule)));
    for (const { roles } of open) expect(roles).toContain('police.investigator');
  });
});
