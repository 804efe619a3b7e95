import { parseGivers } from './consent-givers.ts';
import { statusOf, type JudgedConsent } from './consent-register.ts';
import type { ConsentEntry } from './consent.type.ts';

/** Tells of a consent what the graph has of it. */
export function describeConsent({ entry, standing }: JudgedConsent): Pick<ConsentEntry, keyof ConsentEntry> {
  const { personRef, publicId, caseNumber, holders, recipients, participants, fieldGroups, exception } = entry;
  const { purpose, from, to, form, givers } = entry;
  return {
    ...{ personRef, id: publicId, caseNumber, holders, recipients, participants, fieldGroups, exception },
    ...{ purpose, from, to, form },
    givenBy: parseGivers(givers).map((giver) => ({ personRef, ...giver })),
    status: statusOf(standing),
    whyNot: standing.whyNot,
    lastDay: standing.lastDay,
  };
}
