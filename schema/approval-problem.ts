/** What can be wrong with the approval of an aggregate, and what to do. */
export const APPROVAL_PROBLEMS = {
  'unknown-aggregate': 'this agency counts nothing for that definition: look in `aggregateApprovals`',
  'aggregate-digest':
    'the definition has another digest here: read it anew in `aggregateApprovals` before you approve it',
  'aggregate-expired': 'the definition has expired: its author must write a new one',
  'aggregate-author': 'nobody approves a definition that they wrote: ask two colleagues',
  approver: 'your role approves no aggregates here: `policies/aggregates/approvers.yaml` says which do',
  'unknown-approval': 'there is no such approval here: look in `aggregateApprovals`',
} as const;
