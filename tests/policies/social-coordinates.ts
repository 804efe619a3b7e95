import type { Role } from '../../schema/role.ts';

/** What is registered and followed up at socialtjänsten's desk: by row, the coordinates by type. */
export const SOCIAL_DOORS = {
  consents: {
    row: 'S20',
    types: {
      SocialDesk: 'consentRenewals',
      SocialActions: 'registerConsent withdrawConsent',
      ConsentWithdrawal: 'consentId withdrawnAt closedEverywhereAt',
      ConsentRenewalItem: 'ref consentId caseNumber purpose on because',
    },
  },
} as const;

const CONSENT_ROLES: readonly Role[] = ['socialtjanst.case-worker', 'socialtjanst.sig-coordinator'];

/** What a role is let in by, by row. */
export const SOCIAL_GROUNDS: Readonly<Record<string, (role: Role) => string>> = {
  S20: ownFor(CONSENT_ROLES),
};

function ownFor(roles: readonly Role[]): (role: Role) => string {
  return (role) => (roles.includes(role) ? 'own' : role === 'data-protection-officer' ? 'metadata' : 'never');
}
