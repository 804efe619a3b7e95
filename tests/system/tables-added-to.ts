import { AGENCIES } from '../../schema/agency.ts';
import { DESK_TABLES } from '../../subgraphs/platform/desk-tables.ts';

export const KEEPERS = [...AGENCIES, 'gateway'] as const;
/** Who keeps a database. */
export type Keeper = (typeof KEEPERS)[number];

/** The log of each database, which its login may add to. */
export const LOGS: Readonly<Record<Keeper, string>> = {
  police: 'disclosure_log',
  socialtjanst: 'disclosure_log',
  school: 'disclosure_log',
  gateway: 'release_record',
};

/**
 * Whether a login may add to a table. The gateway signs where its record stands, and keeps what aggregates released; a desk adds what
 * it decides, the register of consents its acts.
 */
export function isAddedTo(table: string, login: Keeper): boolean {
  if (login === 'gateway') return GATEWAY_TABLES.includes(table);
  if (login === 'socialtjanst' && SOCIAL_ACTS.includes(table)) return true;
  if (APPROVAL_TABLES.includes(table)) return true;
  return table === LOGS[login] || DESK_TABLES.some(({ name }) => name === table);
}

/** The chain, where it stood, and the ledger of aggregates. */
const GATEWAY_TABLES: readonly string[] = [
  ...['release_record', 'record_checkpoint'],
  ...['aggregate_run', 'aggregate_refusal', 'aggregate_release'],
];

/** What is registered at socialtjänsten while it serves: rows of acts, which are added and never changed. */
const SOCIAL_ACTS: readonly string[] = [
  ...['consent_entry', 'consent_withdrawal', 'consent_attestation', 'report_receipt', 'report_step'],
  ...['concern_report', 'concern_report_content', 'concern_report_reporter', 'concern_report_sender'],
  ...['pre_assessment', 'protection_assessment', 'social_investigation', 'known_person', 'report_feedback'],
];

/** An agency's approvals of aggregates. */
const APPROVAL_TABLES: readonly string[] = ['aggregate_approval', 'aggregate_withdrawal'];
