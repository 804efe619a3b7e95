import { listField, type AnsweredOperation, type Told } from './list-disclosures.ts';
import { standingShape } from './standing-shape.ts';

const AGGREGATE = 'Query.aggregate';

/** Lists which coordinates an answer told of aggregates; empty when none was asked for. It tells nothing of their figures. */
export function listAggregates(answered: AnsweredOperation): readonly string[] {
  const { fields } = standingShape(answered.shape, answered.variables);
  const aggregates = fields.filter(({ coordinate }) => coordinate === AGGREGATE);
  if (aggregates.length === 0) return [];
  const told: Told = { released: new Set(), withheld: new Set() };
  const walk = { ...answered, refusedAt: new Map<string, string>() };
  for (const field of aggregates) listField(field, told, { at: `["${field.key}"`, walk });
  return [...told.released];
}
