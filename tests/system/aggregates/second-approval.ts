import { asOwner } from '../at-the-database.ts';
import { definitionOf } from './ask-contribution.ts';

const ID = 'second-approval-in-tests';

/** Lets a second person of the school approve what the town's staff have approved once only, for as long as a test needs it. */
export async function addSecondApproval(definition: string): Promise<void> {
  await removeSecondApproval();
  await asOwner('school', (client) =>
    client.query(
      `INSERT INTO aggregate_approval (at, public_id, definition, digest, staff_subject, role)
       VALUES (now(), $1, $2, $3, 'staff-second', 'school.counsellor')`,
      [ID, definition, definitionOf(definition).digest],
    ),
  );
}

export async function removeSecondApproval(): Promise<void> {
  await asOwner('school', (client) => client.query('DELETE FROM aggregate_approval WHERE public_id = $1', [ID]));
}
