import { PERSONS_LONG_ABSENT } from './measures/persons-long-absent.ts';
import { UNEXCUSED_ABSENCE } from './measures/unexcused-absence.ts';

/** What the school publishes for aggregates. */
export const SCHOOL_MEASURES = [UNEXCUSED_ABSENCE, PERSONS_LONG_ABSENT] as const;
