import { inputInvalid } from '../../../schema/input-problem.ts';
import { isRef } from '../../../schema/ref.ts';
import type { AgencyContext } from '../agency-context.ts';

/** A person whom an input names: by the ref that was sent, and by the one that the person has now. */
export interface NamedPerson {
  readonly ref: string;
  readonly personRef: string;
}

/**
 * Reads whom an input is about. Nothing tells whether the person is known here.
 * @throws SamsynError INPUT_INVALID when it is no ref
 */
export async function readPerson(ref: string, { persons }: Pick<AgencyContext, 'persons'>): Promise<NamedPerson> {
  if (!isRef(ref)) throw inputInvalid('ref');
  return { ref, personRef: await persons.currentRef(ref) };
}
