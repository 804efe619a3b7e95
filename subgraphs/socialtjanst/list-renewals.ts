import { In, MoreThanOrEqual } from 'typeorm';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
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

async function personsOf({ manager, asker, now }: AgencyContext): Promise<readonly string[]> {
  const { staffSubject } = asker;
  const today = swedishDay(now);
  const assigned = await manager.find(CASE_ASSIGNMENT.entity, { where: { staffSubject } });
  const inForce = assigned.filter(({ validFrom, validTo }) => validFrom <= today && (validTo ?? today) >= today);
  const worked = inForce.map(({ personRef }) => personRef);
  const current = MoreThanOrEqual(today);
  const entries = await manager.find(CONSENT_ENTRY.entity, {
    select: { id: true, personRef: true },
    where: [
      { personRef: In(worked), to: current },
      { registeredBy: staffSubject, to: current },
    ],
  });
  return [...new Set(entries.map(({ personRef }) => personRef))];
}
