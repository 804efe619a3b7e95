import { randomUUID } from 'node:crypto';
import { asOwner } from './at-the-database.ts';

const GRANT = `INSERT INTO release_grant (person_ref, public_id, kind, law, coordinates, role, purpose, from_at, until_at, granted_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6, 'SIG', now() - interval '1 hour', now() + interval '1 hour', 'layers', 'layers')`;

/** Adds acts that open some fields of a row and not others, some items and not others; and one that closes. */
export async function addActs({ known, blocked }: { readonly known: string; readonly blocked: string }): Promise<void> {
  await asOwner('police', async (client) => {
    const some = ['PoliceRecord.incidents', 'PoliceIncident.date'];
    await client.query(GRANT, [known, randomUUID(), 'decision', 'SoL 20:6', some, 'socialtjanst.case-worker']);
    const school = ['PoliceRecord.suspicions', 'Suspicion.crime', 'Suspicion.schoolRelated'];
    await client.query(GRANT, [known, randomUUID(), 'push', 'OSL 10:27', school, 'school.principal']);
    await client.query(
      `INSERT INTO access_block (person_ref, public_id, kind, role, rows, set_at, set_by, reason)
       VALUES ($1, $2, 'HOLDER_BLOCK', 'police.patrol-officer', '{M06}', now(), 'layers', 'layers')`,
      [blocked, randomUUID()],
    );
  });
}

/** Takes them away again. */
export async function removeActs(): Promise<void> {
  await asOwner('police', async (client) => {
    await client.query(`DELETE FROM release_grant WHERE granted_by = 'layers'`);
    await client.query(`DELETE FROM access_block WHERE set_by = 'layers'`);
  });
}
