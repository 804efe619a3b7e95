import { In, MoreThanOrEqual } from 'typeorm';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import { bindPersons } from '../platform/bound-transaction.ts';
import { CASE_ASSIGNMENT } from '../platform/platform-tables.ts';
import type { ConsentRenewalItem } from './consent-desk.type.ts';
import { circumstancesOf, readRegister } from './consent-register.ts';
import { consentRenewal } from './consent-renewal.ts';
import { CONSENT_ENTRY } from './socialtjanst-tables.ts';

/** The consents to talk about anew within some days: of the persons that the asker works with, and those the asker registered. */
export async function listRenewals(withinDays: number, context: AgencyContext): Promise<readonly ConsentRenewalItem[]> {
  const { rows, now } = context;
  const persons = await personsOf(context);
  const found = await Promise.all(
    persons.map(async (personRef) => {
      const register = await readRegister(rows, personRef);
      return register.entries.flatMap((entry) => {
        const renewal = consentRenewal(entry, circumstancesOf(entry, register, now), withinDays);
        const { publicId: consentId, caseNumber, purpose } = entry;
        return renewal === null ? [] : [{ personRef, about: personRef, consentId, caseNumber, purpose, ...renewal }];
      });
    }),
  );
  return found.flat().toSorted((one, other) => (one.on < other.on ? -1 : 1));
}

/** Of those who have a consent that is not over: the desk sees who they are, and binds itself to them to see the rest. */
async function personsOf({ manager, asker, now }: AgencyContext): Promise<readonly string[]> {
  const { staffSubject, role } = asker;
  const today = swedishDay(now);
  const entries = await manager.find(CONSENT_ENTRY.entity, { where: { to: MoreThanOrEqual(today) } });
  const refs = [...new Set(entries.map(({ personRef }) => personRef))];
  await bindPersons(manager, { refs, staffSubject, role, isAtDesk: true });
  const assigned = await manager.find(CASE_ASSIGNMENT.entity, { where: { staffSubject, personRef: In(refs) } });
  const inForce = assigned.filter(({ validFrom, validTo }) => validFrom <= today && (validTo ?? today) >= today);
  const registered = entries.filter(({ registeredBy }) => registeredBy === staffSubject);
  return [...new Set([...inForce, ...registered].map(({ personRef }) => personRef))];
}
