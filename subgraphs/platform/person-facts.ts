import DataLoader from 'dataloader';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { AssignmentKind } from '../../policies/ground.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { ACCESS_BLOCK, BLOCK_LIFTING, GRANT_REVOCATION, RELEASE_GRANT } from './desk-tables.ts';
import { CASE_ASSIGNMENT, FORMER_REF, PERSON_BIRTH, PROTECTION } from './platform-tables.ts';
import { readBlocks, readGrants, type Asker } from './read-grants.ts';
import { putTogether } from './read-together.ts';
import type { RowLoader } from './row-loader.ts';

/** The facts about asker and person that decisions at the holder turn on, batched over all persons of a request. */
export interface PersonFacts {
  /** Takes in who the persons of the request are now, by the refs that were asked about. */
  learnPresent(present: ReadonlyMap<string, string>): void;
  /** The ref that the person has now: an earlier one (samordningsnummer) leads to the later. */
  currentRef(ref: string): Promise<string> | string;
  /** By any ref that was asked about; at once where they are known already. */
  factsOf(personRef: string): Promise<HolderFacts> | HolderFacts;
  /** The facts of some persons, by their present refs. */
  factsOfAll(personRefs: readonly string[]): Promise<ReadonlyMap<string, HolderFacts>>;
}

export interface PersonFactsOptions {
  readonly rows: RowLoader;
  readonly asker: Asker;
  readonly consents: ConsentsByPerson;
  readonly hasReported: AgencyDefinition['hasReported'];
  /** Assignments are in force from their first to their last day, Swedish time. */
  readonly now: Date;
}

/** Each of them is read for each person of each request. */
const FACTS = putTogether([
  ...[CASE_ASSIGNMENT, PROTECTION, PERSON_BIRTH],
  ...[ACCESS_BLOCK, BLOCK_LIFTING, RELEASE_GRANT, GRANT_REVOCATION],
]);

const ASSIGNMENT_KINDS: readonly AssignmentKind[] = ['case', 'sig-participant', 'named-person'];

export function createPersonFacts(options: PersonFactsOptions): PersonFacts {
  const { rows } = options;
  const presentRefs = new Map<string, string>();
  const known = new Map<string, HolderFacts>();
  const readAll = async (refs: readonly string[]): Promise<readonly HolderFacts[]> => {
    await rows.readAhead(FACTS, refs);
    const reported = await readReported(refs, options);
    return refs.map((ref, at) => {
      const facts = gatherFacts(ref, reported[at] ?? false, options);
      known.set(ref, facts);
      return facts;
    });
  };
  const loader = new DataLoader(readAll);
  return {
    learnPresent(present) {
      for (const [ref, now] of present) presentRefs.set(ref, now);
    },
    currentRef: (ref) => presentRefs.get(ref) ?? rows.one(FORMER_REF, ref).then((row) => row?.currentRef ?? ref),
    factsOf: (personRef) => {
      const now = presentRefs.get(personRef) ?? personRef;
      return known.get(now) ?? loader.load(now);
    },
    factsOfAll: async (personRefs) => {
      const facts = await readAll(personRefs);
      return new Map(facts.map((ofPerson, at) => [personRefs[at] ?? '', ofPerson]));
    },
  };
}

function readReported(
  refs: readonly string[],
  { rows, asker, hasReported }: PersonFactsOptions,
): readonly boolean[] | Promise<readonly boolean[]> {
  if (hasReported === undefined) return [];
  return Promise.all(refs.map((ref) => hasReported(rows, ref, asker.staffSubject)));
}

/** Of what was read ahead. */
function gatherFacts(personRef: string, hasReported: boolean, options: PersonFactsOptions): HolderFacts {
  const { rows, asker, consents, now } = options;
  return {
    staffSubject: asker.staffSubject,
    now,
    assignments: assignmentsOf(personRef, options),
    isProtected: rows.ahead(PROTECTION, personRef).length > 0,
    birthDate: rows.ahead(PERSON_BIRTH, personRef)[0]?.birthDate ?? null,
    blocks: readBlocks(rows.ahead(ACCESS_BLOCK, personRef), rows.ahead(BLOCK_LIFTING, personRef), asker),
    consents: consents[personRef] ?? [],
    grants: readGrants(rows.ahead(RELEASE_GRANT, personRef), rows.ahead(GRANT_REVOCATION, personRef), asker),
    hasReported,
  };
}

function assignmentsOf(personRef: string, { rows, asker, now }: PersonFactsOptions): readonly AssignmentKind[] {
  const all = rows.ahead(CASE_ASSIGNMENT, personRef);
  if (all.length === 0) return [];
  const today = swedishDay(now);
  const inForce = all.filter(
    (row) =>
      row.staffSubject === asker.staffSubject &&
      row.validFrom <= today &&
      (row.validTo === null || row.validTo >= today),
  );
  return ASSIGNMENT_KINDS.filter((kind) => inForce.some((row) => row.kind === kind));
}
