import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import { AggregateRefusal } from '../aggregate-refusal.ts';
import type { AgencyLines } from './ask-agencies.ts';

/**
 * Before what was released is given again: an owner that has taken its approval back closes it. An agency that does not answer
 * closes nothing, since the figures are out already and come from the ledger.
 * @throws AggregateRefusal AGGREGATE_UNAPPROVED, naming every agency that no longer approves
 */
export async function requireStillApproved(
  { id, digest, sources }: AggregateDefinition,
  { lines }: Pick<AgencyLines, 'lines'>,
): Promise<void> {
  const owners = new Set(sources.map(({ measure }) => agencyOfMeasure(measure)));
  const closes = async (agency: Agency): Promise<boolean> => {
    const approvals = await lines.get(agency)?.readApprovals();
    const said = approvals?.find((approval) => approval.definition === id && approval.digest === digest);
    return said !== undefined && said.approvals < said.needed;
  };
  const asked = AGENCIES.filter((agency) => owners.has(agency));
  const closed = await Promise.all(asked.map(closes));
  const missing = asked.filter((_, at) => closed[at]);
  if (missing.length > 0) {
    throw new AggregateRefusal('AGGREGATE_UNAPPROVED', { agencies: missing.join(' and ') }, missing);
  }
}
