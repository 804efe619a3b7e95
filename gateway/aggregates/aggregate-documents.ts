import { readOperation } from '../documents/read-operation.ts';

/** Runs an aggregate, or gives again what was released before. Used by the page and the command line. */
export const RUN_AGGREGATE = readOperation('RunAggregate');

/** Who is signed in, and as what. */
export const WHO_RUNS = readOperation('WhoRuns');
