import { readPolicyTexts, type PolicyTexts } from '../../policies/load-policy-set.ts';

interface Change {
  /** A piece of text that occurs in the rules, or in the sections of law or the purposes, exactly as given. */
  readonly find: string;
  readonly put: string;
  /** Where it begins to look, so that one row can be changed: `row: M28`. */
  readonly after?: string;
}

/** The policy's own texts with one piece changed, whichever of them holds it; throws when none does, or more than one. */
export function changeTexts(change: Change, texts: PolicyTexts = readPolicyTexts()): PolicyTexts {
  const all = [...texts.rules, texts.purposes, texts.legalBases];
  const changed = all.map((text) => replaceAfter(text, change));
  if (changed.filter((text, index) => text !== all[index]).length !== 1) {
    throw new Error(`not in just one text: ${change.find}`);
  }
  return { rules: changed.slice(0, -2), purposes: changed.at(-2)!, legalBases: changed.at(-1)! };
}

function replaceAfter(text: string, { find, put, after = '' }: Change): string {
  const start = text.indexOf(after);
  if (start === -1) return text;
  return text.slice(0, start) + text.slice(start).replace(find, () => put);
}
