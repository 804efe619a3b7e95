import { swedishDay } from '../../schema/swedish-day.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { AssignmentKind } from '../../policies/ground.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { readBlocks, readGrants, type Asker } from './read-grants.ts';
import { CASE_ASSIGNMENT, FORMER_REF, PERSON_BIRTH, PROTECTION } from './platform-tables.ts';
import type { RowLoader } from './row-loader.ts';

/** The facts about asker and person that decisions at the holder turn on, batched over all persons of a request. */
export interface PersonFacts {
  /** The ref that the person has now: an earlier one (samordningsnummer) leads to the later. */
  currentRef(ref: string): Promise<string>;
  factsOf(personRef: string): Promise<HolderFacts>;
}

export interface PersonFactsOptions {
  readonly rows: RowLoader;
  readonly asker: Asker;
  readonly consents: ConsentsByPerson;
  readonly hasReported: AgencyDefinition['hasReported'];
  /** Assignments are in force from their first to their last day, Swedish time. */
  readonly now: Date;
}

const ASSIGNMENT_KINDS: readonly AssignmentKind[] = ['case', 'sig-participant', 'named-person'];

export function createPersonFacts(options: PersonFactsOptions): PersonFacts {
  const { rows } = options;
  const known = new Map<string, Promise<HolderFacts>>();
  return {
    async currentRef(ref) {
      return (await rows.one(FORMER_REF, ref))?.currentRef ?? ref;
    },
    factsOf(personRef) {
      const facts = known.get(personRef) ?? readFacts(personRef, options);
      known.set(personRef, facts);
      return facts;
    },
  };
}

async function readFacts(personRef: string, options: PersonFactsOptions): Promise<HolderFacts> {
  const { rows, asker, consents, now } = options;
  const [assignments, marking, birth, blocks, grants, hasReported] = await Promise.all([
    readAssignments(personRef, options),
    rows.one(PROTECTION, personRef),
    rows.one(PERSON_BIRTH, personRef),
    readBlocks(rows, personRef, asker),
    readGrants(rows, personRef, asker),
    options.hasReported?.(rows, personRef, asker.staffSubject) ?? false,
  ]);
  return {
    staffSubject: asker.staffSubject,
    now,
    assignments,
    isProtected: marking !== null,
    birthDate: birth?.birthDate ?? null,
    blocks,
    consents: consents[personRef] ?? [],
    grants,
    hasReported,
  };
}

async function readAssignments(
  personRef: string,
  { rows, asker, now }: PersonFactsOptions,
): Promise<readonly AssignmentKind[]> {
  const today = swedishDay(now);
  const inForce = (await rows.many(CASE_ASSIGNMENT, personRef)).filter(
    (row) =>
      row.staffSubject === asker.staffSubject &&
      row.validFrom <= today &&
      (row.validTo === null || row.validTo >= today),
  );
  return ASSIGNMENT_KINDS.filter((kind) => inForce.some((row) => row.kind === kind));
}
