import { diffDays, diffFlag, diffList, diffWords, type PolicyChange } from './policy-change.ts';
import type { PolicyOutline } from './policy-outline.ts';

type Purposes = PolicyOutline['purposes'];
type Bases = PolicyOutline['bases'];

/** What changed in who may declare a purpose, what can carry a release under it, and whether it needs a case. */
export function diffPurposes(before: Purposes, after: Purposes): readonly PolicyChange[] {
  return keysOf(before, after).flatMap((name) => {
    const [had, has] = [before.get(name), after.get(name)];
    const subject = `purpose ${name}`;
    const lists = diffTerms(subject, had ?? NOBODY, has ?? NOBODY);
    if (had === undefined || has === undefined) return [comeOrGone(subject, had === undefined), ...lists];
    return [
      ...lists,
      ...diffFlag(`${subject} needsCase`, { before: had.needsCase, after: has.needsCase, widensTo: false }),
      ...diffWords(`${subject} swedish`, { before: had.swedish, after: has.swedish, isWidening: false }),
    ];
  });
}

interface Terms {
  readonly roles: readonly string[];
  readonly grounds: readonly string[];
}

const NOBODY: Terms = { roles: [], grounds: [] };

function diffTerms(subject: string, before: Terms, after: Terms): readonly PolicyChange[] {
  return [
    ...diffList(`${subject} roles`, { before: before.roles, after: after.roles, widensBy: 'gain' }),
    ...diffList(`${subject} grounds`, { before: before.grounds, after: after.grounds, widensBy: 'gain' }),
  ];
}

/** What changed in the sections of law and how far they reach. A section that nobody cites opens nothing by itself. */
export function diffBases(before: Bases, after: Bases): readonly PolicyChange[] {
  return keysOf(before, after).flatMap((cite) => {
    const [had, has] = [before.get(cite), after.get(cite)];
    const subject = `law ${cite}`;
    if (had === undefined || has === undefined) return [comeOrGone(subject, had === undefined)];
    return [
      ...diffReach(`${subject} from`, had.from, has.from),
      ...diffReach(`${subject} to`, had.to, has.to),
      ...diffOnly(`${subject} only`, had.only, has.only),
      ...diffList(`${subject} never`, { before: had.never, after: has.never, widensBy: 'loss' }),
      ...diffWords(`${subject} carries`, { before: had.carries, after: has.carries, isWidening: false }),
      ...diffDays(`${subject} inForce`, had.inForce, has.inForce),
      ...diffAge(`${subject} underAge`, had.underAge, has.underAge),
      ...diffWords(`${subject} statute`, { before: had.statute, after: has.statute, isWidening: false }),
      ...diffWords(`${subject} says`, { before: had.says, after: has.says, isWidening: false }),
      ...diffWords(`${subject} swedish`, { before: had.swedish, after: has.swedish, isWidening: false }),
    ];
  });
}

type Names = readonly string[] | null;

/** Where one version does not say, there is nothing to compare: it is told, and is no widening. */
function diffReach(subject: string, before: Names, after: Names): readonly PolicyChange[] {
  if (before !== null && after !== null) return diffList(subject, { before, after, widensBy: 'gain' });
  return diffWords(subject, { before: printNames(before), after: printNames(after), isWidening: false });
}

/** Without `only` a section is about every row. */
function diffOnly(subject: string, before: Names, after: Names): readonly PolicyChange[] {
  if (before !== null && after !== null) return diffList(subject, { before, after, widensBy: 'gain' });
  return diffWords(subject, { before: printNames(before), after: printNames(after), isWidening: after === null });
}

/** A higher limit of age, or none, reaches more persons. */
function diffAge(subject: string, before: number | null, after: number | null): readonly PolicyChange[] {
  const isWidening = (after ?? Number.POSITIVE_INFINITY) > (before ?? Number.POSITIVE_INFINITY);
  return diffWords(subject, { before: before?.toString() ?? null, after: after?.toString() ?? null, isWidening });
}

function printNames(names: Names): string | null {
  return names === null ? null : names.join(', ');
}

function keysOf(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort();
}

function comeOrGone(subject: string, isNew: boolean): PolicyChange {
  return { sign: isNew ? '+' : '-', subject, says: isNew ? 'added' : 'removed', isWidening: false };
}
