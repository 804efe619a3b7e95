import type { AgencyContext } from './agency-context.ts';
import { KNOWN_PERSON, PERSON, PERSON_ADDRESS, PROTECTED_PERSON } from './platform-tables.ts';

/** Who an agency says that a person is; each is null for somebody it does not know. */
export const personIdentity = {
  async name({ rows }: AgencyContext, personRef: string): Promise<string | null> {
    const person = await rows.one(PERSON, personRef);
    // Null where the name is closed, though the row is there for its number.
    if (person === null || person.givenName === null || person.familyName === null) return null;
    return `${person.givenName} ${person.familyName}`;
  },

  async number({ rows }: AgencyContext, personRef: string): Promise<string | null> {
    return (await rows.one(PERSON, personRef))?.number ?? null;
  },

  async address({ rows }: AgencyContext, personRef: string): Promise<string | null> {
    return (await rows.one(PERSON_ADDRESS, personRef))?.address ?? null;
  },

  async isKnown({ rows }: AgencyContext, personRef: string): Promise<boolean> {
    return (await rows.one(KNOWN_PERSON, personRef)) !== null;
  },

  async protectedMarking({ rows }: AgencyContext, personRef: string): Promise<string | null> {
    return (await rows.one(PROTECTED_PERSON, personRef))?.marking ?? null;
  },

  async protectedContact({ rows }: AgencyContext, personRef: string): Promise<string | null> {
    return (await rows.one(PROTECTED_PERSON, personRef))?.contact ?? null;
  },
} as const;
