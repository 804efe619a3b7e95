import { AGENCIES } from '../../../schema/agency.ts';
import type { Approvals } from '../graph/show-definition.ts';
import type { AgencyLines } from './ask-agencies.ts';

/** Asks every agency how far its owners have approved what, all at once. */
export async function readApprovals({ lines }: AgencyLines): Promise<Approvals> {
  const told = AGENCIES.map(async (agency) => [agency, (await lines.get(agency)?.readApprovals()) ?? null] as const);
  return new Map(await Promise.all(told));
}
