import type { Townsperson } from './townsperson.ts';

// The fields that hold free text or a name of somebody; all others are codes, dates, functions and places.
const TELLING_FIELDS: ReadonlySet<string> = new Set([
  'narrative',
  'detail',
  'text',
  'grounds',
  'threatAssessment',
  'facts',
  'worry',
  'content',
  'summary',
  'substanceUse',
  'health',
  'notes',
  'agreedMinutes',
  'needs',
  'location',
]);

/** What must never be found in a log, an error or an answer to others: names, numbers, address, phones, free texts. */
export function canaries(person: Townsperson): readonly string[] {
  const { number, formerNumber, address, guardians, spellingElsewhere } = person;
  const found = new Set<string>([`${person.givenName} ${person.familyName}`, address.street]);
  for (const digits of [number, formerNumber]) {
    if (digits === null) continue;
    for (const form of formsOf(digits)) found.add(form);
  }
  if (spellingElsewhere !== null) found.add(`${spellingElsewhere.givenName} ${spellingElsewhere.familyName}`);
  for (const { name, phone } of guardians) found.add(name).add(phone);
  for (const report of person.socialtjanst?.concernReports ?? []) {
    if (report.reporter.name !== null) found.add(report.reporter.name);
  }
  collect([person.police, person.socialtjanst, person.school], found);
  return [...found];
}

/** The ways in which the digits are commonly written. */
function formsOf(digits: string): readonly string[] {
  const date = digits.slice(0, 8);
  const last = digits.slice(8);
  return [digits, `${date}-${last}`, digits.slice(2), `${date.slice(2)}-${last}`];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && TELLING_FIELDS.has(field)) found.add(inner);
    else collect(inner, found);
  }
}
