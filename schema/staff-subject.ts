const SUBJECT = /^[\w.:@|-]{1,128}$/;
const LIKE_A_NUMBER = /\d{6}[-+]?\d{4}/;

/** Whether a text can be the pseudonymous subject of somebody of staff; one that could be a personal identity number is none. */
export function isStaffSubject(text: string): boolean {
  return SUBJECT.test(text) && !LIKE_A_NUMBER.test(text);
}
