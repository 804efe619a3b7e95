import { EntitySchema } from 'typeorm';

/** Somebody's approval of one text of a definition; rows are added and never changed. */
export interface AggregateApprovalRow {
  readonly id: string;
  readonly publicId: string;
  readonly at: Date;
  readonly definition: string;
  readonly digest: string;
  readonly staffSubject: string;
  readonly role: string;
}

export const AGGREGATE_APPROVAL = new EntitySchema<AggregateApprovalRow>({
  name: 'aggregate_approval',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    publicId: { type: 'text', name: 'public_id' },
    at: { type: 'timestamptz' },
    definition: { type: 'text' },
    digest: { type: 'text' },
    staffSubject: { type: 'text', name: 'staff_subject' },
    role: { type: 'text' },
  },
});

/** That an approval was taken back, by whom and why. */
export interface AggregateWithdrawalRow {
  readonly id: string;
  readonly approvalId: string;
  readonly at: Date;
  readonly staffSubject: string;
  readonly role: string;
  readonly reason: string;
}

export const AGGREGATE_WITHDRAWAL = new EntitySchema<AggregateWithdrawalRow>({
  name: 'aggregate_withdrawal',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    approvalId: { type: 'text', name: 'approval_id' },
    at: { type: 'timestamptz' },
    staffSubject: { type: 'text', name: 'staff_subject' },
    role: { type: 'text' },
    reason: { type: 'text' },
  },
});
