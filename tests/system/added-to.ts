import 'reflect-metadata';
import type { Agency } from '../../schema/agency.ts';
import { DESK_TABLES } from '../../subgraphs/platform/desk-tables.ts';

export type Keeper = Agency | 'gateway';

/** The log of each database, which its login may add to. */
export const LOGS: Readonly<Record<Keeper, string>> = {
  police: 'disclosure_log',
  socialtjanst: 'disclosure_log',
  school: 'disclosure_log',
  gateway: 'release_record',
};

/**
 * The gateway signs where its record stands, in a table beside it, and keeps what aggregates released; a desk adds what it decides,
 * the register of consents its acts.
 */
export function isAddedTo(table: string, login: Keeper): boolean {
  if (login === 'gateway') return GATEWAY_TABLES.includes(table);
  if (login === 'socialtjanst' && SOCIAL_ACTS.includes(table)) return true;
  return [LOGS[login], ...APPROVALS, ...DESK_TABLES.map(({ name }) => name)].includes(table);
}

const GATEWAY_TABLES: readonly string[] = [
  ...[LOGS.gateway, 'record_checkpoint'],
  ...['aggregate_run', 'aggregate_refusal', 'aggregate_release'],
];

/** What is approved of aggregates, and taken back. */
const APPROVALS: readonly string[] = ['aggregate_approval', 'aggregate_withdrawal'];

/** What is registered at socialtjänsten while it serves: rows of acts, which are added and never changed. */
const SOCIAL_ACTS: readonly string[] = [
  ...['consent_entry', 'consent_withdrawal', 'consent_attestation', 'report_receipt', 'report_step', 'report_feedback'],
  ...['concern_report', 'concern_report_content', 'concern_report_reporter', 'concern_report_sender'],
  ...['pre_assessment', 'protection_assessment', 'social_investigation', 'known_person'],
];
