import type { AgencyContext } from '../agency-context.ts';
import type { NamedPerson } from './read-person.ts';

/** Puts a decision that was made about no person, since the input alone names whom it is about, on that person's line of the log. */
export async function noteAbout(
  { personRef }: NamedPerson,
  coordinate: string,
  { ledger, decideField }: AgencyContext,
): Promise<void> {
  const decision = await decideField(coordinate, null);
  await ledger.decideOnce(personRef, coordinate, () => Promise.resolve(decision));
}
