import type { EntityManager } from 'typeorm';
import { isPurpose } from '../../schema/purpose.ts';
import { isRole } from '../../schema/role.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { AttestedConsent } from '../../policies/holder-facts.ts';
import type { AttestationQuestion, ConsentKeeper } from '../platform/agency-definition.ts';
import { bindPersons } from '../platform/bound-transaction.ts';
import { FORMER_REF } from '../platform/platform-tables.ts';
import { createRowLoader } from '../platform/row-loader.ts';
import { judgeConsents, type JudgedConsent } from './consent-register.ts';
import { CONSENT_ATTESTATION } from './socialtjanst-tables.ts';

/** Reads the consents that an asker can lean on at a holder, and writes down that they were attested before they are. */
export const CONSENT_KEEPER: ConsentKeeper = {
  readConsents: async (transaction, question) => {
    const { refs, staffSubject, role } = question;
    const persons = await presentRefs(transaction, refs);
    await bindPersons(transaction, { refs: [...refs, ...persons], staffSubject, role, isAtDesk: false });
    await lockConsents(transaction, persons, 'shared');
    const byPerson = await consentsOf(transaction, persons, question);
    await logAttested(transaction, byPerson, question);
    return byPerson;
  },
};

const LOCKS = { shared: 'pg_advisory_xact_lock_shared', exclusive: 'pg_advisory_xact_lock' } as const;

/**
 * Holds the consents of persons until the transaction ends: shared to attest them, exclusive to take one back, so that an
 * attestation is either written down before the withdrawal looks for it, or reads the withdrawal.
 */
export async function lockConsents(
  transaction: EntityManager,
  persons: readonly string[],
  how: keyof typeof LOCKS,
): Promise<void> {
  const lock = `SELECT count(${LOCKS[how]}(hashtextextended('consents of ' || ref, 0))) FROM unnest($1::text[]) AS ref`;
  await transaction.query(lock, [persons]);
}

async function presentRefs(manager: EntityManager, refs: readonly string[]): Promise<readonly string[]> {
  const rows = createRowLoader(manager);
  const present = await Promise.all(refs.map(async (ref) => (await rows.one(FORMER_REF, ref))?.currentRef ?? ref));
  return [...new Set(present)].sort();
}

async function consentsOf(
  manager: EntityManager,
  persons: readonly string[],
  question: AttestationQuestion,
): Promise<ConsentsByPerson> {
  const rows = createRowLoader(manager);
  const read = await Promise.all(
    persons.map(async (ref) => {
      const judged = await judgeConsents(rows, ref, question.now);
      return [ref, judged.flatMap((consent) => attestable(consent, question) ?? [])] as const;
    }),
  );
  return Object.fromEntries(read.filter(([, consents]) => consents.length > 0));
}

/** What a consent that stands lets this asker have from this holder; null when nothing. */
function attestable({ entry, standing }: JudgedConsent, question: AttestationQuestion): AttestedConsent | null {
  const { holder, purpose, role, staffSubject, policySet } = question;
  const recipients = entry.recipients.filter(isRole);
  const isRecipient = recipients.includes(role) || entry.participants.includes(staffSubject);
  const isAsked = isPurpose(entry.purpose) && entry.purpose === purpose && entry.holders.includes(holder);
  if (!standing.stands || !isRecipient || !isAsked) return null;
  const held = policySet.rules.filter((rule) => rule.holder === holder || rule.holder === 'every-agency');
  const rows = entry.fieldGroups.filter((row) => held.some((rule) => rule.row === row));
  if (rows.length === 0) return null;
  const { publicId, participants, from } = entry;
  return { id: publicId, rows, recipients, participants: [...participants], purpose, from, to: standing.lastDay };
}

/** One statement, also when there is nothing to write, so that it takes no less for whom nothing is known. */
async function logAttested(
  manager: EntityManager,
  byPerson: ConsentsByPerson,
  { holder, staffSubject, role, purpose, requestId, now, expiresAt }: AttestationQuestion,
): Promise<void> {
  const lines = Object.entries(byPerson).flatMap(([ref, consents]) => consents.map(({ id }) => ({ ref, id })));
  await manager.query(
    `INSERT INTO ${CONSENT_ATTESTATION.name}
      (person_ref, consent_id, holder, staff_subject, role, purpose, request_id, attested_at, expires_at)
     SELECT ref, consent_id, $3, $4, $5, $6, $7, $8, $9 FROM unnest($1::text[], $2::text[]) AS line (ref, consent_id)`,
    [
      lines.map(({ ref }) => ref),
      lines.map(({ id }) => id),
      holder,
      staffSubject,
      role,
      purpose,
      requestId,
      now,
      expiresAt,
    ],
  );
}
