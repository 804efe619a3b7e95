import type { HolderFacts } from '../../policies/decide.ts';
import type { AssignmentKind } from '../../policies/ground.ts';
import { CASE_ASSIGNMENT, FORMER_REF, PROTECTED_PERSON } from './platform-tables.ts';
import type { RowLoader } from './row-loader.ts';
import { swedishDay } from '../../schema/swedish-day.ts';

/** The facts about asker and person that decisions at the holder turn on, batched over all persons of a request. */
export interface PersonFacts {
  /** The ref that the person has now: an earlier one (samordningsnummer) leads to the later. */
  currentRef(ref: string): Promise<string>;
  factsOf(personRef: string): Promise<HolderFacts>;
}

const ASSIGNMENT_KINDS: readonly AssignmentKind[] = ['case', 'sig-participant', 'named-person'];

/** @param now assignments are in force from their first to their last day, Swedish time */
export function createPersonFacts(rows: RowLoader, staffSubject: string, now: Date): PersonFacts {
  const today = swedishDay(now);
  return {
    async currentRef(ref) {
      return (await rows.one(FORMER_REF, ref))?.currentRef ?? ref;
    },
    async factsOf(personRef) {
      const [assignments, marking] = await Promise.all([
        rows.many(CASE_ASSIGNMENT, personRef),
        rows.one(PROTECTED_PERSON, personRef),
      ]);
      const inForce = assignments.filter(
        (row) =>
          row.staffSubject === staffSubject && row.validFrom <= today && (row.validTo === null || row.validTo >= today),
      );
      return {
        assignments: ASSIGNMENT_KINDS.filter((kind) => inForce.some((row) => row.kind === kind)),
        isProtected: marking !== null,
      };
    },
  };
}
