import type { EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { isPurpose } from '../../schema/purpose.ts';
import { isRole } from '../../schema/role.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { AttestedConsent } from '../../policies/holder-facts.ts';
import type { AttestationQuestion, ConsentAsk, ConsentKeeper } from '../platform/agency-definition.ts';
import { bindPresent } from '../platform/bind-present.ts';
import { createRowLoader } from '../platform/row-loader.ts';
import { judgeConsents, REGISTER_TABLES, type JudgedConsent } from './consent-register.ts';
import { CONSENT_ATTESTATION } from './socialtjanst-tables.ts';

/** Reads the consents that an asker can lean on at holders, and writes down that they were attested before they are. */
export const CONSENT_KEEPER: ConsentKeeper = {
  readConsents: async (transaction, question) => {
    const { asks } = question;
    const present = await bindPresent(
      transaction,
      asks.flatMap((ask) => ask.refs),
    );
    const persons = [...new Set(present.values())].sort();
    await lockConsents(transaction, persons, 'shared');
    const judged = await judgeAll(transaction, persons, question.now);
    const read = asks.map((ask) => attestableTo(ask, { present, judged, question }));
    await logAttested(transaction, read, question);
    return read;
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

type JudgedByPerson = ReadonlyMap<string, readonly JudgedConsent[]>;

async function judgeAll(manager: EntityManager, persons: readonly string[], now: Date): Promise<JudgedByPerson> {
  const rows = createRowLoader(manager);
  await rows.readAhead(REGISTER_TABLES, persons);
  const judged = persons.map(async (ref) => [ref, await judgeConsents(rows, ref, now)] as const);
  return new Map(await Promise.all(judged));
}

interface Judged {
  readonly present: ReadonlyMap<string, string>;
  readonly judged: JudgedByPerson;
  readonly question: AttestationQuestion;
}

/** Of the persons whom it asks about, and of nobody else of the same call. */
function attestableTo({ holder, refs }: ConsentAsk, { present, judged, question }: Judged): ConsentsByPerson {
  const persons = [...new Set(refs.map((ref) => present.get(ref) ?? ref))].sort();
  const read = persons.map((ref) => {
    const consents = judged.get(ref) ?? [];
    return [ref, consents.flatMap((consent) => attestable(consent, holder, question) ?? [])] as const;
  });
  return Object.fromEntries(read.filter(([, consents]) => consents.length > 0));
}

/** What a consent that stands lets this asker have from this holder; null when nothing. */
function attestable(
  { entry, standing }: JudgedConsent,
  holder: Agency,
  { purpose, role, staffSubject, policySet }: AttestationQuestion,
): AttestedConsent | null {
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
  read: readonly ConsentsByPerson[],
  { asks, staffSubject, role, purpose, requestId, now, expiresAt }: AttestationQuestion,
): Promise<void> {
  const lines = read.flatMap((byPerson, place) =>
    Object.entries(byPerson).flatMap(([ref, consents]) =>
      consents.map(({ id }) => ({ ref, id, holder: asks[place]?.holder })),
    ),
  );
  await manager.query(
    `INSERT INTO ${CONSENT_ATTESTATION.name}
      (person_ref, consent_id, holder, staff_subject, role, purpose, request_id, attested_at, expires_at)
     SELECT ref, consent_id, holder, $4, $5, $6, $7, $8, $9
     FROM unnest($1::text[], $2::text[], $3::text[]) AS line (ref, consent_id, holder)`,
    [
      lines.map(({ ref }) => ref),
      lines.map(({ id }) => id),
      lines.map(({ holder }) => holder),
      ...[staffSubject, role, purpose, requestId, now, expiresAt],
    ],
  );
}
