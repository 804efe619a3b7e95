import type { Client, Pool } from 'pg';
import type { Revocation } from './revocation.ts';

export const REVOCATION_REASONS = ['left', 'suspended', 'misuse', 'lost-device', 'other'] as const;

export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** A revocation as it is put on record: by whom, and why. */
export interface RecordedRevocation extends Revocation {
  readonly kind: 'subject' | 'token';
  /** The pseudonymous subject; null for a token, of which nothing is kept but the digest. */
  readonly staffSubject: string | null;
  readonly madeBy: string;
  readonly reason: RevocationReason;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly digest: string;
  readonly until: Date | null;
}

interface RecordedRow extends Row {
  readonly kind: RecordedRevocation['kind'];
  readonly staff_subject: string | null;
  readonly made_by: string;
  readonly reason: RevocationReason;
}

/** What was said last of each digest, in the record's own database. */
export async function readRevocations(database: Pool): Promise<readonly Revocation[]> {
  const { rows } = await database.query<Row>(
    'SELECT DISTINCT ON (digest) id, at, digest, until FROM revocation ORDER BY digest, at DESC, until DESC NULLS LAST',
  );
  return rows;
}

/** All that was ever said, oldest first, for whoever answers for it. */
export async function listRevocations(database: Client): Promise<readonly RecordedRevocation[]> {
  const { rows } = await database.query<RecordedRow>('SELECT * FROM revocation ORDER BY at, id');
  return rows.map(({ staff_subject: staffSubject, made_by: madeBy, ...row }) => ({ ...row, staffSubject, madeBy }));
}

/** Puts it on record. Nobody can change it afterwards; it is lifted by another. */
export async function writeRevocation(database: Client, said: RecordedRevocation): Promise<void> {
  const { id, at, kind, digest, staffSubject, until, madeBy, reason } = said;
  await database.query(
    `INSERT INTO revocation (id, at, kind, digest, staff_subject, until, made_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, at, kind, digest, staffSubject, until, madeBy, reason],
  );
}
