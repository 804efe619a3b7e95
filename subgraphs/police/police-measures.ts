import { INCIDENTS } from './measures/incidents.ts';
import { PERSONS_IN_INCIDENTS } from './measures/persons-in-incidents.ts';
import { SERIOUS_TALKS } from './measures/serious-talks.ts';
import { SUSPICION_MONTHS } from './measures/suspicion-months.ts';

/** What the police publish for aggregates. */
export const POLICE_MEASURES = [INCIDENTS, SERIOUS_TALKS, PERSONS_IN_INCIDENTS, SUSPICION_MONTHS] as const;
