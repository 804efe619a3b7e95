import { listField, type AnsweredOperation, type Told } from './list-disclosures.ts';
import { standingShape } from './standing-shape.ts';

const AGGREGATE = 'Query.aggregate';

/** Lists which coordinates an answer told of aggregates; empty when none was asked for. It tells nothing of their figures. */
export function listAggregates(answered: AnsweredOperation): readonly string[] {
  const told: Told = { released: new Set(), withheld: new Set() };
  const walk = { ...answered, refusedAt: new Map<string, string>() };
  for (const field of standingShape(answered.shape, answered.variables).fields) {
    if (field.coordinate !== AGGREGATE) continue;
    listField(field, told, { at: `["${field.key}"`, walk });
  }
  return [...told.released];
}
