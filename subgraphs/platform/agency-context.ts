import type { EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { decide, type Decision, type OpenDecision } from '../../policies/decide.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import type { DecidingContext } from '../../policies/shield-tree.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { DisclosureLedger } from './disclosure-ledger.ts';
import { createPersonFacts, type PersonFacts } from './person-facts.ts';
import type { Asker } from './read-grants.ts';
import { createRowLoader, type RowLoader } from './row-loader.ts';

/** What resolvers and rules of one request work with. */
export interface AgencyContext extends DecidingContext {
  readonly agency: Agency;
  readonly manager: EntityManager;
  readonly rows: RowLoader;
  readonly persons: PersonFacts;
  readonly ledger: DisclosureLedger;
  readonly policySet: PolicySet;
  readonly asker: Asker;
  /** Whose staff the asker is; the roles of no agency serve one all the same. */
  readonly askerAgency: Agency;
  readonly purpose: Purpose;
  readonly caseNumber: string | null;
  readonly requestId: string;
  readonly now: Date;
  /** What an action waits for before it is acknowledged, once what it did is committed. */
  readonly afterCommit: (() => Promise<void>)[];
  /** Whether the operation asks for one of these coordinates of whomever, so that what a list needs is read for who has none too. */
  readonly asks: (...coordinates: readonly string[]) => boolean;
  /**
   * On what a field of a person is open, for a resolver that must keep to the limit of the ground.
   * @throws SamsynError INTERNAL where it is not open
   */
  openingOf(coordinate: string, personRef: string): Promise<OpenDecision>;
}

export interface AgencyContextOptions {
  readonly agency: Agency;
  readonly manager: EntityManager;
  readonly receipt: Receipt;
  readonly policySet: PolicySet;
  /** What the operation asks for. */
  readonly coordinates: readonly string[];
  readonly askerAgency: Agency;
  readonly consents: ConsentsByPerson;
  readonly hasReported: AgencyDefinition['hasReported'];
  readonly now: Date;
}

/** Creates the context in which the agency decides, by its own facts, what its receipt lets it be asked. */
export function createAgencyContext(options: AgencyContextOptions): AgencyContext {
  const { agency, manager, receipt, policySet, coordinates, consents, hasReported, now } = options;
  const { role, purpose, caseNumber, requestId } = receipt;
  const rows = createRowLoader(manager);
  const asker: Asker = { staffSubject: receipt.subject, role };
  const persons = createPersonFacts({ rows, asker, consents, hasReported, now });
  const ledger = new DisclosureLedger();
  const permitted = new Set(receipt.coordinates);
  const decideWith = (coordinate: string, facts: HolderFacts | null): Decision => {
    const decision = decide({ coordinate, role, purpose, holder: agency, facts }, policySet);
    return facts === null ? requireImpersonal(decision) : decision;
  };
  const decideField = (coordinate: string, personRef: string | null): Promise<Decision> | Decision =>
    ledger.decideOnce(personRef, coordinate, () => {
      if (!permitted.has(coordinate)) throw new SamsynError('RECEIPT_EXCEEDED', { reason: coordinate });
      const facts = personRef === null ? null : persons.factsOf(personRef);
      return facts instanceof Promise
        ? facts.then((known) => decideWith(coordinate, known))
        : decideWith(coordinate, facts);
    });
  return {
    ...{ agency, manager, rows, persons, ledger, policySet, asker, purpose, caseNumber, requestId, now, decideField },
    afterCommit: [],
    asks: (...asked) => asked.some((coordinate) => coordinates.includes(coordinate)),
    askerAgency: options.askerAgency,
    openingOf: async (coordinate, personRef) => requireOpen(await decideField(coordinate, personRef)),
  };
}

function requireOpen(decision: Decision): OpenDecision {
  if (decision.outcome !== 'open') throw new SamsynError('INTERNAL', {});
  return decision;
}

/** A field of a person that has lost its person cannot be decided, so it stays closed. Rows `S…` carry no person. */
function requireImpersonal(decision: Decision): Decision {
  if (decision.outcome === 'closed') return decision;
  const { row, ground } = decision;
  if (ground === 'structure' || ground === 'directory') return decision;
  if (!row.startsWith('S') || ground !== 'own') throw new SamsynError('INTERNAL', {});
  return { outcome: 'open', row, ground, laws: [], limit: null, actId: null, until: null };
}
