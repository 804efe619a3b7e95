/** NUL and halves of a surrogate pair: JSON has them, a text of PostgreSQL has not. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether PostgreSQL can hold a text to the letter. */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}
