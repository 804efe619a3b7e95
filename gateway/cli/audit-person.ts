import { readRefsOfPerson } from '../record/read-refs-of-person.ts';
import { withSnapshot } from './audit-record.ts';
import type { AuditSettings } from './audit-settings.ts';
import { readPersonRef } from './read-person-ref.ts';

/**
 * Reads a person from standard input, and gives every ref that the person has had. Former ones (a samordningsnummer that became
 * a personnummer) are known at the agencies alone, so without AGENCY_LOG_URLS it is the given one.
 * @throws CommandError
 */
export async function readEveryRef({ refKey, agencyLogUrls }: AuditSettings, now: Date): Promise<readonly string[]> {
  const given = await readPersonRef(process.stdin, { refKey, now });
  const [known] = agencyLogUrls;
  if (known === undefined) return [given];
  const [agency, url] = known;
  return withSnapshot({ url, name: `the log of ${agency}`, setting: 'AGENCY_LOG_URLS' }, (client) =>
    readRefsOfPerson(client, given),
  );
}
