import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { APPROVALS_NEEDED, loadApprovers } from '../../../policies/aggregates/load-approvers.ts';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import type { Agency } from '../../../schema/agency.ts';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';

/** Which definition an agency has approved by one person alone, so that a newcomer meets a refusal that says whose is missing. */
const HALF_APPROVED: Readonly<Partial<Record<Agency, string>>> = { school: 'known-to-three' };

const ADD = `INSERT INTO aggregate_approval (at, public_id, definition, digest, staff_subject, role)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (public_id) DO NOTHING`;

/**
 * Lets the demo staff of an agency approve the definitions that count its data, in their present wording. What they have approved
 * before is left as it is, also where it was taken back since.
 * @param today YYYY-MM-DD
 */
export async function fillApprovals(client: Client, agency: Agency, today: string): Promise<void> {
  const definitions = [...loadDefinitions(loadPolicySet()).values()];
  const approvers = DEMO_STAFF.filter(({ role }) => loadApprovers()[agency].includes(role));
  for (const definition of definitions.filter((candidate) => counts(agency, candidate))) {
    const { id, digest } = definition;
    const needed = HALF_APPROVED[agency] === id ? 1 : APPROVALS_NEEDED;
    for (const { subject, role } of approvers.slice(0, needed)) {
      const publicId = deriveId(agency, id, digest, subject);
      await client.query(ADD, [`${today}T00:00:00Z`, publicId, id, digest, subject, role]);
    }
  }
}

function counts(agency: Agency, { sources }: AggregateDefinition): boolean {
  return sources.some(({ measure }) => agencyOfMeasure(measure) === agency);
}

/** The same approval has the same id, so that it is made once. */
function deriveId(...from: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(from)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
