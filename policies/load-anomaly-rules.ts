import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../schema/role.ts';

const count = z.number().int().positive();
const hour = z.number().int().min(0).max(24);

const rulesText = z.strictObject({
  withoutCase: z.strictObject({ normalShare: z.number().min(0).max(1), leastRequests: count, leastCount: count }),
  outsideHours: z.strictObject({
    opensAt: hour,
    closesAt: hour,
    leastCount: count,
    roundTheClock: z.array(z.enum(ROLES)),
    fixedHolidays: z.array(z.string().regex(/^\d\d-\d\d$/)),
    easterHolidays: z.array(z.number().int()),
    midsummerEve: z.boolean(),
  }),
  manyPersons: z.strictObject({ k: z.number().positive(), leastPersons: count, leastStaff: count }),
  samePerson: z.strictObject({ leastStaff: count }),
  protectedIdentity: z.strictObject({ leastPersons: count }),
  refusals: z.strictObject({ leastCount: count }),
  emergencies: z.strictObject({ leastCount: count }),
});

/** The thresholds of the systematic checks. */
export type AnomalyRules = z.infer<typeof rulesText>;

/**
 * Loads the thresholds from `anomalies.yaml`.
 * @throws ZodError naming what is wrong
 */
export function loadAnomalyRules(
  text = readFileSync(new URL('anomalies.yaml', import.meta.url), 'utf8'),
): AnomalyRules {
  return rulesText.parse(parse(text));
}
