import { defineTable } from './define-table.ts';

/**
 * What is asked of the holder and what the holder has done about it. Rows are added and never changed: a ruling, a revocation
 * or a lifting is a row of its own. `publicId` is a random UUID; the bigint `id` never leaves the agency.
 */
export const DISCLOSURE_REQUEST = defineTable(
  'disclosure_request',
  {
    publicId: 'text',
    /** `REQUEST` or `EMERGENCY`. */
    kind: 'text',
    requestedAt: 'timestamptz',
    dueAt: 'timestamptz',
    staffSubject: 'text',
    role: 'text',
    purpose: 'text',
    caseNumber: 'text?',
    coordinates: 'text[]',
    law: 'text?',
    /** Answers to the ground's own questions: `[{"question","answer"}]`. */
    answers: 'jsonb',
    /** Chosen by the asker: the same key twice is the same request. */
    idempotencyKey: 'text',
  },
  'requestedAt',
);

/** `outcome`: GRANTED, GRANTED_IN_PART, REFUSED, ESCALATED, REVIEWED, WITHDRAWN. */
export const DISCLOSURE_RULING = defineTable(
  'disclosure_ruling',
  {
    requestId: 'text',
    ruledAt: 'timestamptz',
    staffSubject: 'text',
    role: 'text',
    outcome: 'text',
    reason: 'text',
    /** The statement (yttrande) that the requester gets in the answer, where the ground is limited to one. */
    statement: 'text?',
  },
  'ruledAt',
);

/** A release that the holder decided on, made on its own initiative or in an emergency; see `ReleaseGrant`. */
export const RELEASE_GRANT = defineTable(
  'release_grant',
  {
    publicId: 'text',
    kind: 'text',
    requestId: 'text?',
    law: 'text?',
    coordinates: 'text[]',
    role: 'text',
    staffSubject: 'text?',
    purpose: 'text',
    caseNumber: 'text?',
    fromAt: 'timestamptz',
    untilAt: 'timestamptz',
    grantedBy: 'text',
    reason: 'text',
  },
  'fromAt',
);

export const GRANT_REVOCATION = defineTable('grant_revocation', {
  grantId: 'text',
  revokedAt: 'timestamptz',
  revokedBy: 'text',
  reason: 'text',
});

/** `kind`: CONFLICT_OF_INTEREST (jäv), PERSON_BLOCK (spärr av den enskilde), HOLDER_BLOCK. Null columns match everybody. */
export const ACCESS_BLOCK = defineTable('access_block', {
  publicId: 'text',
  kind: 'text',
  staffSubject: 'text?',
  role: 'text?',
  /** Rows of the access matrix that it closes; empty closes all. */
  rows: 'text[]',
  setAt: 'timestamptz',
  setBy: 'text',
  reason: 'text',
});

export const BLOCK_LIFTING = defineTable('block_lifting', {
  blockId: 'text',
  liftedAt: 'timestamptz',
  liftedBy: 'text',
  reason: 'text',
});

/** Told to a function: `kind` is PUSH, EMERGENCY_ANSWERED, RULING; `aboutId` the grant or request. */
export const NOTICE = defineTable(
  'notice',
  {
    publicId: 'text',
    sentAt: 'timestamptz',
    toRole: 'text',
    toSubject: 'text?',
    kind: 'text',
    aboutId: 'text',
    text: 'text',
  },
  'sentAt',
);

export const DESK_TABLES = [
  DISCLOSURE_REQUEST,
  DISCLOSURE_RULING,
  RELEASE_GRANT,
  GRANT_REVOCATION,
  ACCESS_BLOCK,
  BLOCK_LIFTING,
  NOTICE,
] as const;
