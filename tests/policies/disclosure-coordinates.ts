import type { Role } from '../../schema/role.ts';

/** Coordinates that carry no person of a register, by type, and the row that they are under. */
export interface Door {
  readonly row: string;
  readonly types: Readonly<Record<string, string>>;
}

/** Who decides for each agency at its desk. */
export const DECIDING: readonly Role[] = ['police.investigator', 'socialtjanst.case-worker', 'school.principal'];

/** The same fields at the desk of each agency, and the same actions. */
function everyDesk(fields: string, actions: string): Readonly<Record<string, string>> {
  const named = ['Police', 'Social', 'School'].flatMap((name) => [
    [`${name}Desk`, fields] as const,
    [`${name}Actions`, actions] as const,
  ]);
  return Object.fromEntries(named.filter(([, listed]) => listed !== ''));
}

/** What the desks hold of requests, rulings, releases and reviews. */
export const DISCLOSURE_DOORS: Readonly<Record<string, Door>> = {
  asking: {
    row: 'S07',
    types: {
      ...everyDesk('questions requests', 'requestDisclosure requestEmergency demandAuthorityRuling withdrawRequest'),
      DisclosureOffer: 'law statute says opens alsoNeeded needsPoliceSecrecyWeighed principalDecides questions',
      DisclosureQuestion: 'id english swedish kind required',
      DisclosureRequest:
        'id ref kind coordinates granted law purpose caseNumber askedBy answers state requestedAt dueAt isOverdue ' +
        'ruledAt isByAuthority reason statement until appeal',
    },
  },
  ruling: {
    row: 'S08',
    types: everyDesk('inbox grants', 'ruleOnRequest answerEmergency revokeGrant recordSecrecyWeighing'),
  },
  pushing: { row: 'S09', types: everyDesk('', 'pushDisclosure') },
  grant: {
    row: 'S10',
    types: {
      DisclosureGrant:
        'id ref kind requestId law coordinates toRole isToOnePerson purpose caseNumber from until revokedAt isInForce reason',
    },
  },
  notices: {
    row: 'S11',
    types: {
      ...everyDesk('notices', ''),
      DeskNotice: 'id ref kind aboutId sentAt text',
      DisclosureAnswer: 'question answer',
    },
  },
  reviews: { row: 'S12', types: everyDesk('openReviews', 'reviewEmergency') },
  review: {
    row: 'S13',
    types: {
      EmergencyReview:
        'requestId askedBy coordinates answers state reason requestedAt answeredAt until reviewDueAt isOverdue ' +
        'reviewedAt finding',
    },
  },
};

/** Analysts never come to a desk; oversight sees its log, and what is to be reviewed. */
const DESK_OUTSIDERS: Readonly<Partial<Record<Role, string>>> = {
  analyst: 'never',
  'data-protection-officer': 'metadata',
};

/** What a role is let in by there, by row. */
export const DISCLOSURE_GROUNDS: Readonly<Record<string, (role: Role) => string>> = {
  S07: (role) => DESK_OUTSIDERS[role] ?? 'structure',
  S08: (role) => DESK_OUTSIDERS[role] ?? (DECIDING.includes(role) ? 'own' : 'never'),
  S09: (role) => DESK_OUTSIDERS[role] ?? 'own',
  S10: (role) => DESK_OUTSIDERS[role] ?? 'structure',
  S11: (role) => (role === 'analyst' ? 'never' : 'structure'),
  S12: (role) => (DECIDING.includes(role) ? 'own' : role === 'data-protection-officer' ? 'structure' : 'never'),
  S13: (role) => (DECIDING.includes(role) || role === 'data-protection-officer' ? 'structure' : 'never'),
};
