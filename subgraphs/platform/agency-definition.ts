import type { NonEmptyArray } from 'type-graphql';
import type { MixedList, MigrationInterface } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import type { DoorOptions } from './create-doors.ts';
import type { RowLoader } from './row-loader.ts';
import type { StoredTable } from './define-table.ts';
import type { FillContext, TownRow } from './town-row.ts';
import type { Townsperson } from './town/townsperson.ts';

/** All that makes one agency's subgraph; the platform does the rest. */
export interface AgencyDefinition {
  readonly agency: Agency;
  /** What stands behind `Individual.<agency>` and `Directory.<agency>`. */
  readonly doors: Omit<DoorOptions, 'agency'>;
  /** Whether this agency owns the register of consents, and attests them to the others. */
  readonly attestsConsents?: boolean;
  /** type-graphql resolver classes of the record. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** Whether somebody of staff has reported concern for a person; absent where reports are not received. */
  readonly hasReported?: (rows: RowLoader, personRef: string, staffSubject: string) => Promise<boolean>;
  readonly tables: readonly StoredTable[];
  /** Views that tell of existence alone. */
  readonly signs?: readonly StoredTable[];
  /** Numbered, forward only. */
  readonly migrations: MixedList<new () => MigrationInterface>;
  /** What this agency alone stores of an invented person. */
  readonly rowsOf: (person: Townsperson, context: FillContext) => Iterable<TownRow>;
}
