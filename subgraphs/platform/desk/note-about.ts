import type { AgencyContext } from '../agency-context.ts';
import type { NamedPerson } from './read-person.ts';

/** Puts a decision that was made about no person, since the input alone names whom it is about, on that person's line of the log. */
export async function noteAbout({ personRef }: NamedPerson, coordinate: string, context: AgencyContext): Promise<void> {
  const decision = await context.decideField(coordinate, null);
  await context.ledger.decideOnce(personRef, coordinate, () => Promise.resolve(decision));
}
