import { parse } from 'yaml';
import { z } from 'zod';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES } from '../../schema/purpose.ts';
import { ROLES } from '../../schema/role.ts';
import { CLOSED_CODES } from '../../policies/decide.ts';
import { GROUND_KINDS } from '../../policies/ground.ts';
import { GRANT_KINDS } from '../../policies/holder-facts.ts';

const day = z.iso.date();
/** A day, which is taken at noon as the time of a request and to its end as the end of a release; or a moment. */
const moment = z.union([day, z.iso.datetime({ offset: true })]);

const consent = z.strictObject({
  id: z.string(),
  rows: z.array(z.string().regex(/^M\d\d$/)),
  recipients: z.array(z.enum(ROLES)).default([]),
  namesAsker: z.boolean().default(false),
  purpose: z.enum(PURPOSES),
  from: day,
  to: day,
});

const release = z.strictObject({
  id: z.string(),
  kind: z.enum(GRANT_KINDS),
  law: z.string().nullable().default(null),
  fields: z.array(z.string()).min(1),
  recipient: z.enum(ROLES),
  /** Whom of those with the role: anybody, the asker alone, or somebody else alone. */
  only: z.enum(['anybody', 'asker', 'colleague']).default('anybody'),
  purpose: z.enum(PURPOSES),
  from: moment.default('2026-01-01'),
  until: moment,
});

const person = z
  .strictObject({
    born: day.nullable().default(null),
    isProtected: z.boolean().default(false),
    assigned: z.array(z.enum(['case', 'sig-participant', 'named-person'])).default([]),
    /** `all`, or the rows that it closes. */
    blocked: z.union([z.literal('all'), z.array(z.string())]).default([]),
    hasReported: z.boolean().default(false),
    consents: z.array(consent).default([]),
    releases: z.array(release).default([]),
  })
  .prefault({});

const opens = z.strictObject({
  decision: z.literal('open'),
  ground: z.enum(GROUND_KINDS),
  /** The sections that it rests on. */
  law: z.array(z.string()),
  until: z.string().nullable().default(null),
  record: z.strictObject({ released: z.array(z.string()), grounds: z.array(z.string()) }),
});

const closes = z.strictObject({
  decision: z.literal('closed'),
  code: z.enum(CLOSED_CODES),
  /** What could open it: grounds, and the sections that they can rest on. */
  openableBy: z.array(z.enum(GROUND_KINDS)).default([]),
  law: z.array(z.string()).default([]),
  record: z.strictObject({ withheld: z.array(z.string()) }),
});

const policyCase = z.strictObject({
  title: z.string().min(10),
  why: z.string().min(5),
  asks: z.enum(ROLES),
  purpose: z.enum(PURPOSES).nullable(),
  field: z.string(),
  /** Who holds the field, where its type does not tell. */
  holder: z.enum(AGENCIES).nullable().default(null),
  at: moment.default('2026-03-02'),
  person,
  expect: z.discriminatedUnion('decision', [opens, closes]),
});

/** One case of the law in practice, as `cases/*.yaml` tells it. */
export type PolicyCase = z.infer<typeof policyCase>;

/**
 * Reads the cases of a file.
 * @throws Error naming the file, the case by its title or place, and what is wrong with it
 */
export function readCases(file: string, text: string): readonly PolicyCase[] {
  const list: unknown = parse(text);
  if (!Array.isArray(list)) throw new Error(`${file} is no list of cases`);
  return list.map((entry: unknown, index) => {
    const read = policyCase.safeParse(entry);
    if (read.success) return read.data;
    const title = z.looseObject({ title: z.string() }).safeParse(entry).data?.title ?? `case ${index + 1}`;
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`${file}, "${title}": ${wrong.join('; ')}`);
  });
}
