import type { Agency } from '../../../schema/agency.ts';

/**
 * One system that answers for an agency. Socialtjänsten and school are run by each municipality by itself, so that the same agency
 * can have many; breakers, queues and connections are each endpoint's own.
 */
export interface AgencyEndpoint {
  readonly agency: Agency;
  /** The municipality's code, four digits; null where one system answers for the whole agency. */
  readonly municipality: string | null;
  /** Of its graph. */
  readonly url: string;
}
