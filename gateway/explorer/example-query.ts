import type { Purpose } from '../../schema/purpose.ts';

/** A query to start from, offered in the explorer's menu. */
export interface ExampleQuery {
  /** Whose question it is; the menu's heading. */
  readonly group: string;
  readonly title: string;
  /** What one learns by running it. */
  readonly shows: string;
  /** The invented person of staff for whom it is most telling. */
  readonly signInAs: string;
  /** Null where none is needed. */
  readonly purpose: Purpose | null;
  readonly caseNumber: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
