/** That somebody of staff, or one token, is let in no more; or, with `until` null, that this was lifted. */
export interface Revocation {
  /** By which it is lifted. */
  readonly id: string;
  readonly at: Date;
  /** Of the subject or the token's id, as the shared store has its keys. */
  readonly digest: string;
  /** Null: lifted. */
  readonly until: Date | null;
}

/** Until when each digest is closed, ms since 1970: what was said last of it counts, wherever it was read. */
export function foldRevocations(said: readonly Revocation[]): ReadonlyMap<string, number> {
  const last = new Map<string, Revocation>();
  for (const revocation of said) {
    const known = last.get(revocation.digest);
    if (known === undefined || isLater(revocation, known)) last.set(revocation.digest, revocation);
  }
  return new Map([...last].flatMap(([digest, { until }]) => (until === null ? [] : [[digest, until.getTime()]])));
}

/** Of two at the same moment the one that closes counts. */
function isLater(one: Revocation, other: Revocation): boolean {
  if (one.at.getTime() !== other.at.getTime()) return one.at > other.at;
  return (one.until?.getTime() ?? 0) > (other.until?.getTime() ?? 0);
}
