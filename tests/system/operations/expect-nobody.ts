import { expect } from 'vitest';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import type { Town } from '../../../subgraphs/platform/town/town.ts';
import { createCanaryFinder } from '../canary-finder.ts';

/** Expects nothing of anybody in a text: no number, name, ref, subject, token, nor any other secret, nor the text of a document. */
export function expectNobody(
  text: string,
  { town, ref, secrets }: { readonly town: Town; readonly ref: string; readonly secrets: readonly string[] },
): void {
  expect(createCanaryFinder(town).find(text)).toEqual([]);
  const subjects = DEMO_STAFF.map(({ subject }) => subject);
  for (const secret of [ref, 'isKnown', ...subjects, ...secrets]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/r1_[\w-]{20}|eyJ[\w-]{20}|\$\d\b/);
}
