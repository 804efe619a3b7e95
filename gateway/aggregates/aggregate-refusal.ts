import type { Agency } from '../../schema/agency.ts';
import { SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';

/** Why a run can be refused: a value to who asks, never a breakage. */
export type RefusalCode = Extract<
  ErrorCode,
  | 'AGGREGATE_UNKNOWN'
  | 'AGGREGATE_PARAMETER'
  | 'AGGREGATE_EXPIRED'
  | 'AGGREGATE_UNAPPROVED'
  | 'AGGREGATE_BUDGET_SPENT'
  | 'AGGREGATE_SOURCE_FAILED'
  | 'AGGREGATE_DIFFERENCE'
  | 'AGGREGATE_NOTHING_LEFT'
  | 'AGGREGATE_UNPROVEN'
>;

/** A run of an aggregate that is refused, with the agencies that it lacks. */
export class AggregateRefusal extends SamsynError {
  declare readonly code: RefusalCode;
  readonly missing: readonly Agency[];

  constructor(code: RefusalCode, facts: SamsynError['facts'], missing: readonly Agency[] = []) {
    super(code, facts);
    this.name = 'AggregateRefusal';
    this.missing = missing;
  }
}
