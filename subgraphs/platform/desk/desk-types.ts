import type { Agency } from '../../../schema/agency.ts';

/** The type-graphql classes of an agency's desk: what can be seen there, and what can be done. */
export interface DeskTypes {
  readonly desk: new () => object;
  readonly deskDescription: string;
  readonly actions: new () => object;
  readonly actionsDescription: string;
}

export interface DeskOptions extends DeskTypes {
  readonly agency: Agency;
}
