import { z } from 'zod';

/** Who can give or refuse a consent: the young person, and one or two custodians (vårdnadshavare). */
const GIVERS = ['YOUNG_PERSON', 'CUSTODIAN', 'OTHER_CUSTODIAN'] as const;

const giver = z.object({ who: z.enum(GIVERS), said: z.enum(['YES', 'NO']) });

/** What one of them said. Names stay in the personal file (personakt). */
export type ConsentGiver = Readonly<z.infer<typeof giver>>;

/**
 * Reads who said what from its column.
 * @throws ZodError when it holds anything else
 */
export function parseGivers(column: unknown): readonly ConsentGiver[] {
  return z.array(giver).parse(column);
}
