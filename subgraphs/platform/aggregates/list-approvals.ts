import type { Agency } from '../../../schema/agency.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import type { Contributing } from './answer-contribution.ts';
import { standingOf } from './approval-standing.ts';
import { readApprovals } from './read-approvals.ts';

/** How far this agency has come with one definition that counts its data. It names nobody. */
export interface PublicApproval {
  readonly definition: string;
  readonly digest: string;
  readonly approvals: number;
  readonly needed: number;
  readonly withdrawn: boolean;
  /** ISO 8601; null while it is not approved. */
  readonly since: string | null;
}

/** What of the definitions that count this agency's data it has approved, for everybody to know. */
export async function listApprovals(agency: Agency, contributing: Contributing): Promise<readonly PublicApproval[]> {
  const { definitions, database, approvers } = contributing;
  const all = await database.use((client) => readApprovals(client, null));
  const own = [...definitions.values()].filter(({ sources }) =>
    sources.some(({ measure }) => agencyOfMeasure(measure) === agency),
  );
  return own.map((definition) => {
    const { approvals, needed, isWithdrawn, since } = standingOf(definition, all, approvers[agency]);
    const { id, digest } = definition;
    return { definition: id, digest, approvals, needed, withdrawn: isWithdrawn, since: since?.toISOString() ?? null };
  });
}
