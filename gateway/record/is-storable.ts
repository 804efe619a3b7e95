import type { EntryDraft, SharedBody } from './tie-entries.ts';

/** NUL and halves of a surrogate pair: JSON has them, a text of PostgreSQL has not. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

const known = new WeakSet<SharedBody>();

/** Whether PostgreSQL can hold an entry to the letter. */
export function isStorable({ personRef, shared }: EntryDraft): boolean {
  if (personRef !== null && UNSTORABLE.test(personRef)) return false;
  if (known.has(shared)) return true;
  const isSound = Object.values(shared).every((value: string | readonly string[] | null) =>
    typeof value === 'string' ? !UNSTORABLE.test(value) : !(value?.some((text) => UNSTORABLE.test(text)) ?? false),
  );
  if (isSound) known.add(shared);
  return isSound;
}
