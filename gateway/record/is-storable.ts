import { isStorableText } from '../../schema/storable-text.ts';
import type { EntryDraft, SharedBody } from './tie-entries.ts';

const known = new WeakSet<SharedBody>();

/** Whether PostgreSQL can hold an entry to the letter. */
export function isStorable({ personRef, shared }: EntryDraft): boolean {
  if (personRef !== null && !isStorableText(personRef)) return false;
  if (known.has(shared)) return true;
  const isSound = Object.values(shared).every((value: string | readonly string[] | null) =>
    typeof value === 'string' ? isStorableText(value) : (value?.every(isStorableText) ?? true),
  );
  if (isSound) known.add(shared);
  return isSound;
}
