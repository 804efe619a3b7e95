import { isAgency } from '../../schema/agency.ts';
import { inputInvalid } from '../../schema/input-problem.ts';
import { isCaseNumber, isPurpose } from '../../schema/purpose.ts';
import { isRole } from '../../schema/role.ts';
import { isStaffSubject } from '../../schema/staff-subject.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { NewRow } from '../platform/define-table.ts';
import type { RegisterConsentInput } from './consent-desk.type.ts';
import { findConsentFault, type ConsentWish } from './consent-fault.ts';
import type { CONSENT_ENTRY } from './socialtjanst-tables.ts';

type WishedEntry = Omit<NewRow<typeof CONSENT_ENTRY.columns>, 'publicId' | 'registeredAt' | 'registeredBy'>;

/**
 * Reads what is to be registered, and holds it against the policy.
 * @throws SamsynError INPUT_INVALID, saying which part will not do
 */
export function readConsentInput(
  input: RegisterConsentInput,
  { policySet, now }: { readonly policySet: PolicySet; readonly now: Date },
): WishedEntry {
  const { caseNumber, form, custody } = input;
  if (!isCaseNumber(caseNumber)) throw inputInvalid('case-number');
  const wish = readWish(input);
  const fault = findConsentFault(wish, policySet, swedishDay(now));
  if (fault !== null) throw inputInvalid(fault);
  const { rows, ...covers } = wish;
  return {
    ...covers,
    caseNumber,
    form,
    custody,
    fieldGroups: rows,
    givers: readGivers(input),
    exception: readException(input),
  };
}

function readWish({ participants, ...input }: RegisterConsentInput): ConsentWish {
  const { holders, recipients, purpose, fieldGroups: rows, from, to } = input;
  if (!isPurpose(purpose)) throw inputInvalid('consent-purpose');
  if (!holders.every(isAgency)) throw inputInvalid('consent-holders');
  if (!recipients.every(isRole)) throw inputInvalid('consent-recipients');
  const named = participants ?? [];
  if (!named.every(isStaffSubject)) throw inputInvalid('consent-participants');
  return {
    holders: [...new Set(holders)],
    recipients: [...new Set(recipients)],
    participants: [...new Set(named)],
    rows,
    purpose,
    from,
    to,
  };
}

function readGivers({ givers, custody }: RegisterConsentInput): RegisterConsentInput['givers'] {
  const asked = givers.map(({ who }) => who);
  const isOnce = new Set(asked).size === asked.length;
  const isOfCustody = custody === 'JOINT' || !asked.includes('OTHER_CUSTODIAN');
  if (!isOnce || !isOfCustody) throw inputInvalid('consent-givers');
  return givers.map(({ who, said }) => ({ who, said }));
}

function readException({ exception = null, custody }: RegisterConsentInput): string | null {
  if (exception === null) return null;
  if (!['FB 6:13', 'FB 6:13a'].includes(exception) || custody !== 'JOINT') throw inputInvalid('consent-exception');
  return exception;
}
