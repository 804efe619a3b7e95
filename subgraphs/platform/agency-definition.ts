import type { NonEmptyArray } from 'type-graphql';
import type { EntityManager, MixedList, MigrationInterface } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { PublishedMeasure } from './aggregates/published-measure.ts';
import type { DoorOptions } from './door-options.ts';
import type { RowLoader } from './row-loader.ts';
import type { StoredTable } from './define-table.ts';
import type { FillContext, TownRow } from './town-row.ts';
import type { Townsperson } from './town/townsperson.ts';

/** All that makes one agency's subgraph; the platform does the rest. */
export interface AgencyDefinition {
  readonly agency: Agency;
  /** What stands behind `Individual.<agency>` and `Directory.<agency>`. */
  readonly doors: Omit<DoorOptions, 'agency'>;
  /** The register of consents, at the agency that owns it and attests them to the others; absent elsewhere. */
  readonly attestsConsents?: ConsentKeeper;
  /** type-graphql resolver classes of the record. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** Whether somebody of staff has reported concern for a person; absent where reports are not received. */
  readonly hasReported?: (rows: RowLoader, personRef: string, staffSubject: string) => Promise<boolean>;
  readonly tables: readonly StoredTable[];
  /** Views that tell of existence alone. */
  readonly signs?: readonly StoredTable[];
  /** What it publishes for aggregates. */
  readonly measures: readonly PublishedMeasure[];
  /** Numbered, forward only. */
  readonly migrations: MixedList<new () => MigrationInterface>;
  /** What this agency alone stores of an invented person. */
  readonly rowsOf: (person: Townsperson, context: FillContext) => Iterable<TownRow>;
}

/** What an asker asks about at one holder. */
export interface ConsentAsk {
  readonly holder: Agency;
  /** As asked, so perhaps earlier refs. */
  readonly refs: readonly string[];
}

/** What an asker can lean on at some holders, each for some persons, for one purpose. */
export interface AttestationQuestion {
  readonly asks: readonly ConsentAsk[];
  readonly staffSubject: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly requestId: string;
  /** Tells whose each row of the matrix is. */
  readonly policySet: PolicySet;
  readonly now: Date;
  /** Until when the attestations will be good. */
  readonly expiresAt: Date;
}

/** The register of consents, as attesting needs it. */
export interface ConsentKeeper {
  /**
   * In a transaction that is bound to the refs as asked: for each ask, the consents in force, by the present ref of each person that
   * has any; on durable record before they are given.
   */
  readConsents(manager: EntityManager, question: AttestationQuestion): Promise<readonly ConsentsByPerson[]>;
}
