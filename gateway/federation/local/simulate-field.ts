import { z } from 'zod';
import { birthdayOn } from '../../../schema/age.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { PURPOSES } from '../../../schema/purpose.ts';
import { homeAgency, ROLES } from '../../../schema/role.ts';
import { swedishDay } from '../../../schema/swedish-day.ts';
import { GRANT_KINDS, type HolderFacts } from '../../../policies/holder-facts.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { recordHolder } from '../../../policies/record-holder.ts';
import type { ExecutionContext } from '../execution-context.ts';
import { coordinateList, readInput, showExplanation, type ShownExplanation } from './explain-field.ts';

const MADE_UP_ASKER = 'made-up-asker';
const ACTS_LIMIT = 20;
const ROWS_LIMIT = 100;

const day = z.iso.date();
const rows = z.array(z.string().regex(/^[MS]\d\d$/)).max(ROWS_LIMIT);

const madeUpConsent = z.strictObject({
  rows,
  recipients: z.array(z.enum(ROLES)).max(ROLES.length),
  namesAsker: z.boolean(),
  purpose: z.enum(PURPOSES),
  from: day,
  to: day,
});

const madeUpGrant = z.strictObject({
  kind: z.enum(GRANT_KINDS),
  law: z.string().nullable().default(null),
  coordinates: coordinateList,
  role: z.enum(ROLES),
  purpose: z.enum(PURPOSES),
  until: day,
});

/** Closed lists, days and yes or no alone, so that nothing of a real person fits in. */
const simulation = z.strictObject({
  role: z.enum(ROLES),
  purpose: z.enum(PURPOSES),
  coordinates: coordinateList,
  day: day.nullable().default(null),
  person: z.strictObject({
    age: z.number().int().min(0).max(120).nullable().default(null),
    birthDate: day.nullable().default(null),
    isProtected: z.boolean(),
    assignments: z.array(z.enum(['case', 'sig-participant', 'named-person'])).max(3),
    blocked: z.boolean(),
    hasReported: z.boolean(),
    consents: z.array(madeUpConsent).max(ACTS_LIMIT),
    grants: z.array(madeUpGrant).max(ACTS_LIMIT),
  }),
});

type Simulation = z.infer<typeof simulation>;

/**
 * Answers `Query.simulate`: the decision of the holder on made-up facts.
 * @throws SamsynError VARIABLES_INVALID
 */
export function simulateField(
  given: unknown,
  context: ExecutionContext,
  policyAt: (now: Date) => PolicySet,
): readonly ShownExplanation[] {
  const { role, purpose, coordinates, ...madeUp } = readInput(simulation, given, 'input');
  const facts = inventFacts(madeUp, context.now);
  const policySet = policyAt(facts.now);
  refuseUnknownLaws(madeUp.person.grants, policySet);
  return coordinates.map((coordinate) => {
    // A type that agencies share is taken as the asker's own agency holds it.
    const holder = recordHolder(coordinate) ?? homeAgency(role);
    return showExplanation({ coordinate, role, purpose, holder, facts }, context, policySet);
  });
}

function refuseUnknownLaws(grants: Simulation['person']['grants'], { legalBases }: PolicySet): void {
  const at = grants.findIndex(({ law }) => law !== null && !legalBases.has(law));
  if (at !== -1) throw new SamsynError('VARIABLES_INVALID', { reason: `look at input.person.grants.${at}.law` });
}

/** The facts as they would be at noon of the day. */
function inventFacts(madeUp: Pick<Simulation, 'day' | 'person'>, now: Date): HolderFacts {
  const { person } = madeUp;
  const today = madeUp.day ?? swedishDay(now);
  return {
    staffSubject: MADE_UP_ASKER,
    now: new Date(`${today}T12:00:00Z`),
    assignments: person.assignments,
    isProtected: person.isProtected,
    birthDate: person.birthDate ?? (person.age === null ? null : birthdayOn(today, -person.age)),
    blocks: person.blocked ? [{ rows: [] }] : [],
    consents: person.consents.map(({ namesAsker, ...consent }, index) => ({
      ...consent,
      id: `made-up-consent-${index + 1}`,
      participants: namesAsker ? [MADE_UP_ASKER] : [],
    })),
    grants: person.grants.map((grant, index) => ({
      ...grant,
      id: `made-up-grant-${index + 1}`,
      staffSubject: null,
      from: new Date(0),
      until: new Date(`${grant.until}T22:00:00Z`),
    })),
    hasReported: person.hasReported,
  };
}
