import { SamsynError } from '../../schema/error-catalogue.ts';
import { PersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { deriveRef, parseRef, type Ref } from '../../schema/ref.ts';
import { CommandError } from './command.ts';

/**
 * Reads a person from standard input: a ref, or a number where the ref key is at hand. What was typed is never repeated.
 * @throws CommandError
 */
export async function readPersonRef(
  input: AsyncIterable<Buffer | string>,
  { refKey, now }: { readonly refKey: Buffer | null; readonly now: Date },
): Promise<Ref> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const line = text.split('\n')[0]?.trim() ?? '';
  try {
    if (line.startsWith('r1_')) return parseRef(line);
    if (refKey === null) throw new CommandError('set REF_KEY to find a person by number, or give the ref.');
    return deriveRef(PersonalIdentityNumber.parse(line, now), refKey);
  } catch (error) {
    if (error instanceof SamsynError) throw new CommandError(`${error.message}.`);
    throw error;
  }
}
