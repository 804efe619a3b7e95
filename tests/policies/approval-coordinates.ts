import type { Role } from '../../schema/role.ts';
import type { Door } from './disclosure-coordinates.ts';

const DESKS = ['Police', 'Social', 'School'] as const;

/** What data owners approve of aggregates at their desks: by row, the coordinates by type. */
export const APPROVAL_DOORS: Readonly<Record<string, Door>> = {
  approving: {
    row: 'S50',
    types: Object.fromEntries(
      DESKS.flatMap((name) => [
        [`${name}Desk`, 'aggregateApprovals'] as const,
        [`${name}Actions`, 'approveAggregate withdrawAggregateApproval'] as const,
      ]),
    ),
  },
  approval: {
    row: 'S51',
    types: {
      AggregateToApprove:
        'definition title counts measure dimensions digest expires approvedBy needed isApproved approvals',
      AggregateApproval: 'id definition digest role isYours approvedAt withdrawnAt reason',
    },
  },
};

/** Two roles of each data owner, so that two persons can be found. */
const APPROVING: readonly Role[] = [
  'police.youth-coordinator',
  'police.investigator',
  'socialtjanst.case-worker',
  'socialtjanst.sig-coordinator',
  'school.principal',
  'school.counsellor',
];

/** What a role is let in by, by row. */
export const APPROVAL_GROUNDS: Readonly<Record<string, (role: Role) => string>> = {
  S50: letIn('own'),
  S51: letIn('structure'),
};

function letIn(ground: string): (role: Role) => string {
  return (role) => {
    if (role === 'data-protection-officer') return 'metadata';
    return APPROVING.includes(role) ? ground : 'never';
  };
}
