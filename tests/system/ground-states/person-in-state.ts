import type { Purpose } from '../../../schema/purpose.ts';
import { swedishDate } from '../../policies/expectation/act-stands.ts';
import type { Acts, Standing } from '../../policies/expectation/standing.ts';
import { dayFrom, type Asker } from './acts-for.ts';
import type { Assignment, GroundState } from './ground-states.ts';

/** A person made for one state. */
export interface InState {
  readonly name: string;
  readonly state: GroundState;
  readonly ref: string;
  readonly birthDate: string | null;
}

/** The day of birth that a state wants: 14 years ago and some, unless it says otherwise. */
export function bornIn({ birthDate }: GroundState, now: Date): string | null {
  return birthDate === undefined ? dayFrom(now, -Math.round(14.4 * 365.25)) : birthDate(now);
}

/** What was done about somebody. */
export interface Done {
  readonly assignments: readonly Assignment[];
  readonly acts: Acts;
}

/** What the state says was done about a person, where that one asks. */
export function doneAbout({ state, birthDate }: InState, asker: Asker): Done {
  const { subject, now } = asker;
  const birthDates = birthDate === null ? {} : { police: birthDate, socialtjanst: birthDate, school: birthDate };
  const done = <Act>(make: ((whose: Asker) => readonly Act[]) | undefined): readonly Act[] => make?.(asker) ?? [];
  return {
    assignments: done(state.assignments),
    acts: {
      now,
      staffSubject: subject,
      birthDates,
      consents: done(state.consents),
      grants: done(state.grants),
      blocks: done(state.blocks),
      reporters: done(state.reporters),
    },
  };
}

/** How the asker stands to a person in a state. */
export function standingTo(person: InState, asker: Asker, purpose: Purpose): Standing {
  const { role, subject, now } = asker;
  const { assignments, acts } = doneAbout(person, asker);
  const kinds = assignments.filter((assignment) => isInForce(assignment, subject, swedishDate(now)));
  const isProtected = person.state.isProtected === true;
  return { role, purpose, assignments: kinds.map(({ kind }) => kind), isProtected, acts };
}

function isInForce({ staffSubject, from, to }: Assignment, subject: string, today: string): boolean {
  return staffSubject === subject && from <= today && (to === null || today <= to);
}
