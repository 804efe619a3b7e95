import type { EntityManager } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { decide, type Decision } from '../../policies/decide.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Receipt } from '../../policies/receipt.ts';
import type { DecidingContext } from '../../policies/shield-tree.ts';
import { DisclosureLedger } from './disclosure-ledger.ts';
import { createPersonFacts, type PersonFacts } from './person-facts.ts';
import { createRowLoader, type RowLoader } from './row-loader.ts';

/** What resolvers and rules of one request work with. */
export interface AgencyContext extends DecidingContext {
  readonly manager: EntityManager;
  readonly rows: RowLoader;
  readonly persons: PersonFacts;
  readonly ledger: DisclosureLedger;
  readonly now: Date;
}

export interface AgencyContextOptions {
  readonly agency: Agency;
  readonly manager: EntityManager;
  readonly receipt: Receipt;
  readonly policySet: PolicySet;
  readonly now: Date;
}

/** Creates the context in which the agency decides, by its own facts, what its receipt lets it be asked. */
export function createAgencyContext(options: AgencyContextOptions): AgencyContext {
  const { agency, manager, receipt, policySet, now } = options;
  const rows = createRowLoader(manager);
  const persons = createPersonFacts(rows, receipt.subject, now);
  const ledger = new DisclosureLedger();
  const permitted = new Set(receipt.coordinates);
  return {
    manager,
    rows,
    persons,
    ledger,
    now,
    decideField: (coordinate, personRef) =>
      ledger.decideOnce(personRef, coordinate, async () => {
        if (!permitted.has(coordinate)) throw new SamsynError('RECEIPT_EXCEEDED', { reason: coordinate });
        const facts = personRef === null ? null : await persons.factsOf(personRef);
        const { role, purpose } = receipt;
        const decision = decide({ coordinate, role, purpose, holder: agency, facts }, policySet);
        return facts === null ? requireImpersonal(decision) : decision;
      }),
  };
}

/** A field of a person that has lost its person cannot be decided, so it stays closed. */
function requireImpersonal(decision: Decision): Decision {
  const isImpersonal =
    decision.outcome === 'closed' || decision.ground === 'structure' || decision.ground === 'directory';
  if (!isImpersonal) throw new SamsynError('INTERNAL', {});
  return decision;
}
