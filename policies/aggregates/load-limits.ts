import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const limitsText = z.strictObject({
  newReleasesPerAnalyst: z.number().int().min(1),
  withinDays: z.number().int().min(1).max(366),
});

/** What one analyst may newly ask for. */
export type AggregateLimits = Readonly<z.infer<typeof limitsText>>;

/** @throws ZodError when the text is not such a list of limits */
export function loadLimits(): AggregateLimits {
  return limitsText.parse(parse(readFileSync(new URL('limits.yaml', import.meta.url), 'utf8')));
}
