import { isDeepStrictEqual } from 'node:util';
import { agencyOfMeasure, readMeasures } from '../../../schema/measure.ts';
import type { Agency } from '../../../schema/agency.ts';
import { printMeasures, type PublishedMeasure } from './published-measure.ts';

/**
 * Holds an agency's measures against those that it has published, on which approvals rest.
 * @throws Error naming those that are counted or described in another way
 */
export function requirePublishedMeasures(agency: Agency, measures: readonly PublishedMeasure[]): void {
  const published = readMeasures();
  const own = JSON.parse(printMeasures(measures)) as readonly { readonly name: string }[];
  const differing = own.filter((measure) => !isDeepStrictEqual(measure, published.get(measure.name)));
  const gone = [...published.keys()].filter(
    (name) => agencyOfMeasure(name) === agency && !own.some((measure) => measure.name === name),
  );
  const wrong = [...differing.map(({ name }) => name), ...gone];
  if (wrong.length === 0) return;
  throw new Error(
    `not as published in schema/measures: ${wrong.join(', ')}; run \`npm run schema\` and have them approved`,
  );
}
