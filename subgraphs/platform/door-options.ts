import type { Agency } from '../../schema/agency.ts';
import type { DeskTypes } from './desk/desk-types.ts';

/** The stub of a person's record: the fields read the rest. */
export interface RecordStub {
  /** The person's present ref. */
  readonly personRef: string;
}

export interface DoorOptions {
  readonly agency: Agency;
  /** The type-graphql class of the agency's record. */
  readonly record: new () => RecordStub;
  readonly recordDescription: string;
  readonly directoryDescription: string;
  readonly desk: DeskTypes;
}
