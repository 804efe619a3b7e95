import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { inputInvalid } from '../../../schema/input-problem.ts';
import { isPurpose, type Purpose } from '../../../schema/purpose.ts';
import { homeAgency, isRole, type Role } from '../../../schema/role.ts';
import { isStaffSubject } from '../../../schema/staff-subject.ts';
import { decide } from '../../../policies/decide.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import type { AgencyContext } from '../agency-context.ts';
import type { NewRow } from '../define-table.ts';
import { GRANT_REVOCATION, RELEASE_GRANT } from '../desk-tables.ts';
import type { DeskCall } from './ask-holder.ts';
import type { PushInput, SecrecyWeighingInput } from './desk-inputs.type.ts';
import { addRow, lockOn, sendNotice } from './desk-rows.ts';
import { findGrants, type GrantCase } from './disclosure-case.ts';
import { readCaseNumber, readFreeText } from './read-free-text.ts';
import type { NamedPerson } from './read-person.ts';
import { readUntil } from './read-until.ts';
import { readWish } from './read-wish.ts';
import { requireYoungEnough } from './rule-on-request.ts';

const PUSHED = 'Something was released to your function on the initiative of the holder (uppgifter har lämnats ut).';
const TAKEN_BACK = 'What had been released to you was taken back (ett utlämnande har återkallats).';

/**
 * Releases fields of a person on the holder's own initiative to a function, which is told. Only by somebody to whom the fields
 * are open here by the own role, and only on a section that the recipient's cell has for it.
 * @throws SamsynError INPUT_INVALID
 */
export async function pushDisclosure(person: NamedPerson, input: PushInput, call: DeskCall): Promise<GrantCase> {
  const { context, rules } = call;
  const recipient = readRecipient(input, context);
  const { coordinates, law } = input;
  const { role, purpose } = recipient;
  const wish = { kind: 'push', holder: context.agency, coordinates, role, purpose } as const;
  const offer = readWish(wish, law, rules);
  await requireOwn(person, coordinates, context);
  await requireYoungEnough({ law, personRef: person.personRef }, context);
  const grant = { kind: 'push', law, coordinates: offer.opens, ...termsOf(input, recipient, context) };
  return context.manager.transaction(async (transaction) => {
    const stored = await addGrant(transaction, person, grant);
    const about = { personRef: person.personRef, aboutId: stored.grant.publicId, sentAt: context.now };
    const to = { toRole: role, toSubject: recipient.subject };
    await sendNotice(transaction, { ...about, ...to, kind: 'PUSH', text: PUSHED });
    return stored;
  });
}

/**
 * Records that the police's own secrecy (18 kap. OSL) was weighed for what a consent opens to a role; it opens nothing alone.
 * @throws SamsynError INPUT_INVALID
 */
export async function recordSecrecyWeighing(
  person: NamedPerson,
  input: SecrecyWeighingInput,
  context: AgencyContext,
): Promise<GrantCase> {
  const recipient = readRecipient(input, context);
  const { coordinates } = input;
  const isWeighable =
    coordinates.length > 0 && coordinates.every((coordinate) => isWeighed(coordinate, recipient, context));
  if (!isWeighable) throw inputInvalid('coordinates');
  const grant = { kind: 'weighing', law: null, coordinates, ...termsOf(input, recipient, context) };
  return context.manager.transaction((transaction) => addGrant(transaction, person, grant));
}

interface Recipient {
  readonly role: Role;
  readonly subject: string | null;
  readonly purpose: Purpose;
}

function readRecipient(input: SecrecyWeighingInput, { agency }: AgencyContext): Recipient {
  const { toRole, toSubject = null, purpose } = input;
  if (!isRole(toRole) || homeAgency(toRole) === null || homeAgency(toRole) === agency) throw inputInvalid('recipient');
  if (!isPurpose(purpose) || (toSubject !== null && !isStaffSubject(toSubject))) throw inputInvalid('recipient');
  return { role: toRole, subject: toSubject, purpose };
}

type Terms = Omit<NewRow<typeof RELEASE_GRANT.columns>, 'kind' | 'law' | 'coordinates'>;

function termsOf(input: SecrecyWeighingInput, recipient: Recipient, { asker, now }: AgencyContext): Terms {
  return {
    publicId: randomUUID(),
    requestId: null,
    role: recipient.role,
    staffSubject: recipient.subject,
    purpose: recipient.purpose,
    caseNumber: readCaseNumber(input.caseNumber),
    fromAt: now,
    untilAt: readUntil(input.until, now),
    grantedBy: asker.staffSubject,
    reason: readFreeText(input.reason),
  };
}

/** The receipt is for the desk alone, so the fields are decided here by the same rules, and not read. */
async function requireOwn(
  { personRef }: NamedPerson,
  coordinates: readonly string[],
  { agency, asker, purpose, persons, policySet }: AgencyContext,
): Promise<void> {
  const facts = await persons.factsOf(personRef);
  const isOwn = coordinates.every((coordinate) => {
    const decision = decide({ coordinate, role: asker.role, purpose, holder: agency, facts }, policySet);
    return decision.outcome === 'open' && decision.ground === 'own';
  });
  if (!isOwn) throw inputInvalid('not-own');
}

function isWeighed(
  coordinate: string,
  { role, purpose }: Recipient,
  { agency, policySet }: { readonly agency: string; readonly policySet: PolicySet },
): boolean {
  const rule = policySet.coordinates.get(coordinate)?.rule;
  const carries = policySet.purposes.get(purpose)?.grounds.includes('consent') ?? false;
  const grounds = rule?.holder === agency ? rule.grounds[role] : [];
  return carries && grounds.some(({ kind, limit }) => kind === 'consent' && limit === 'police-secrecy-weighed');
}

async function addGrant(
  transaction: EntityManager,
  { personRef }: NamedPerson,
  grant: NewRow<typeof RELEASE_GRANT.columns>,
): Promise<GrantCase> {
  await addRow(transaction, RELEASE_GRANT, { personRef, ...grant });
  return findGrant(transaction, grant.publicId);
}

async function findGrant(manager: EntityManager, publicId: string): Promise<GrantCase> {
  const [found] = await findGrants(manager, { publicId });
  if (found === undefined) throw inputInvalid('unknown-grant');
  return found;
}

/**
 * Takes back a release: it opens nothing from the next request on. Taking it back again changes nothing.
 * @throws SamsynError INPUT_INVALID
 */
export async function revokeGrant(
  { grantId, reason }: { readonly grantId: string; readonly reason: string },
  { manager, asker, now }: AgencyContext,
): Promise<GrantCase> {
  const read = readFreeText(reason);
  return manager.transaction(async (transaction) => {
    await lockOn(transaction, grantId);
    const { grant, revocation } = await findGrant(transaction, grantId);
    if (revocation !== null) return { grant, revocation };
    const { personRef } = grant;
    const row = { grantId, revokedAt: now, revokedBy: asker.staffSubject, reason: read };
    await addRow(transaction, GRANT_REVOCATION, { personRef, ...row });
    const to = { toRole: grant.role, toSubject: grant.staffSubject };
    const about = { kind: 'RULING', aboutId: grant.requestId ?? grantId, text: TAKEN_BACK } as const;
    if (grant.kind !== 'weighing') await sendNotice(transaction, { personRef, sentAt: now, ...to, ...about });
    return findGrant(transaction, grantId);
  });
}
