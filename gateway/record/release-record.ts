import { Pool } from 'pg';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { ExecutionContext } from '../federation/execution-context.ts';

/** What one answer released and withheld, as the gateway knows it. */
export interface Release {
  readonly context: ExecutionContext;
  readonly released: readonly string[];
  readonly withheld: readonly string[];
  readonly missing: readonly Agency[];
}

/** The gateway's own record of answers about persons. */
export interface ReleaseRecord {
  /**
   * Writes one entry a person, durably, before the answer leaves.
   * @throws SamsynError RECORD_UNAVAILABLE
   */
  write(release: Release): Promise<void>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

const INSERT = `
  INSERT INTO release_record (at, request_id, staff_subject, role, agency, purpose, case_number, person_ref,
    released, withheld, missing, policy_digest)
  SELECT $1, $2, $3, $4, $5, $6, $7, ref, $9, $10, $11, $12 FROM unnest($8::text[]) AS ref`;

/** Opens the record in the gateway's own database, with a login that can add and read and nothing else. */
export function openReleaseRecord(url: string, policyDigest: string): ReleaseRecord {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 });
  pool.on('error', () => undefined);
  return {
    write: async ({ context, released, withheld, missing }) => {
      if (context.refs.size === 0) return;
      const { requester, declaration, requestId, refs, now } = context;
      const values = [now, requestId, requester.subject, requester.role, requester.agency];
      const about = [declaration?.purpose ?? null, declaration?.caseNumber ?? null, [...refs]];
      await pool.query(INSERT, [...values, ...about, released, withheld, missing, policyDigest]).catch(() => {
        throw new SamsynError('RECORD_UNAVAILABLE', {});
      });
    },
    isReady: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  };
}
