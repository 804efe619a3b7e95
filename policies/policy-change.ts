import type { DaysOutline } from './policy-outline.ts';

/** One line of a comparison between two versions of the policy. */
export interface PolicyChange {
  readonly sign: '+' | '-' | '~';
  /** What it is about: a row with a role, a coordinate, a purpose, a section of law. */
  readonly subject: string;
  readonly says: string;
  /** It can open something that was closed. */
  readonly isWidening: boolean;
}

/** One line of text: `+ M28 police.youth-coordinator: decision[OSL 10:18a]  (widening)`. */
export function printChange({ sign, subject, says, isWidening }: PolicyChange): string {
  return `${sign} ${subject}: ${says}${isWidening ? '  (widening)' : ''}`;
}

interface Flags {
  readonly before: boolean;
  readonly after: boolean;
  /** The value that can open more; null when neither can. */
  readonly widensTo: boolean | null;
}

/** The change of a yes or no, if any. */
export function diffFlag(subject: string, { before, after, widensTo }: Flags): readonly PolicyChange[] {
  if (before === after) return [];
  return [{ sign: '~', subject, says: `${String(before)} -> ${String(after)}`, isWidening: after === widensTo }];
}

interface Words {
  readonly before: string | null;
  readonly after: string | null;
  readonly isWidening: boolean;
}

/** The change of a text, if any. */
export function diffWords(subject: string, { before, after, isWidening }: Words): readonly PolicyChange[] {
  if (before === after) return [];
  return [{ sign: '~', subject, says: `${before ?? 'nothing'} -> ${after ?? 'nothing'}`, isWidening }];
}

interface Lists {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly widensBy: 'gain' | 'loss';
}

/** What a list of names gained and lost. */
export function diffList(subject: string, { before, after, widensBy }: Lists): readonly PolicyChange[] {
  const change = (sign: '+' | '-', says: string): PolicyChange => ({
    sign,
    subject,
    says,
    isWidening: (sign === '+') === (widensBy === 'gain'),
  });
  return [
    ...before.filter((name) => !after.includes(name)).map((name) => change('-', name)),
    ...after.filter((name) => !before.includes(name)).map((name) => change('+', name)),
  ];
}

const ALWAYS: DaysOutline = { from: '0000-00-00', to: null };
const END_OF_TIME = '9999-99-99';

/** The change of the days in force; earlier or longer is a widening. */
export function diffDays(
  subject: string,
  before: DaysOutline | null,
  after: DaysOutline | null,
): readonly PolicyChange[] {
  const had = before ?? ALWAYS;
  const has = after ?? ALWAYS;
  if (had.from === has.from && had.to === has.to) return [];
  const isWidening = has.from < had.from || (has.to ?? END_OF_TIME) > (had.to ?? END_OF_TIME);
  return [{ sign: '~', subject, says: `${printDays(before)} -> ${printDays(after)}`, isWidening }];
}

function printDays(days: DaysOutline | null): string {
  if (days === null) return 'always';
  return days.to === null ? `from ${days.from}` : `${days.from} to ${days.to}`;
}
