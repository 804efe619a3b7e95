import { isStorableText } from '../../schema/storable-text.ts';

/** The names of variables with a text in them, at whatever depth, that no register can keep or look for. */
export function unstorableVariables(variables: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(variables).filter((name) => !isStorable(variables[name]));
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isStorable);
}
