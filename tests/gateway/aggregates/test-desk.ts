import { createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { createLog } from '../../../schema/process/log.ts';
import { openAgencyLine } from '../../../gateway/aggregates/agencies/agency-line.ts';
import type { AggregateDesk } from '../../../gateway/aggregates/aggregate-desk.ts';
import type { AggregateQuestion, GivenParameter } from '../../../gateway/aggregates/aggregate-question.ts';
import { openReleaseLedger } from '../../../gateway/aggregates/ledger/release-ledger.ts';
import { runAggregate, type AggregateOutcome } from '../../../gateway/aggregates/run-aggregate.ts';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import { createAggregateReceiptIssuer } from '../../../policies/aggregates/aggregate-receipt.ts';
import { DEFINITIONS, MEASURES, UNIVERSES } from './definitions.ts';
import { startLedgerDatabase, type LedgerDatabase } from './ledger-database.ts';
import { startPlayingAgency, type PlayingAgency } from './playing-agency.ts';

export const TIMEOUT_MS = 1_500;
const BUDGET = { runs: 500, days: 30 } as const;

/** The gateway's desk for aggregates with a ledger of its own, and servers in the place of the agencies. */
export interface TestDesk {
  readonly desk: AggregateDesk;
  readonly agencies: Readonly<Record<Agency, PlayingAgency>>;
  readonly database: LedgerDatabase;
  readonly logged: readonly string[];
  ask(id: string, parameters: readonly GivenParameter[], more?: Partial<AggregateQuestion>): Promise<AggregateOutcome>;
  /** What an analyst asks with, but for the definition and its parameters. */
  question(): Omit<AggregateQuestion, 'id' | 'parameters'>;
  close(): Promise<void>;
}

/** @param clock so that periods are those that a test means */
export async function openTestDesk(clock: () => Date): Promise<TestDesk> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] });
  const playing = await Promise.all(
    AGENCIES.map(async (agency) => [agency, await startPlayingAgency(agency, keys)] as const),
  );
  const agencies = Object.fromEntries(playing) as Record<Agency, PlayingAgency>;
  const lines = new Map(AGENCIES.map((agency) => [agency, openAgencyLine(agency, agencies[agency].url)]));
  const database = await startLedgerDatabase();
  const logged: string[] = [];
  const log = createLog('gateway', 'debug', { write: (line) => logged.push(line) });
  const ledger = openReleaseLedger({ url: database.url, log, patienceMs: 20_000 });
  const receipts = await createAggregateReceiptIssuer(await exportJWK(privateKey));
  const desk: AggregateDesk = {
    definitions: DEFINITIONS,
    measures: MEASURES,
    universes: UNIVERSES,
    ledger,
    agencies: { lines, receipts, timeoutMs: TIMEOUT_MS, clock: () => new Date() },
    protect: protectRelease,
    budget: BUDGET,
    log,
    clock,
  };
  return {
    desk,
    agencies,
    database,
    logged,
    ask: (id, parameters, more = {}) => runAggregate({ ...question(clock()), id, parameters, ...more }, desk),
    question: () => question(clock()),
    close: async () => {
      await Promise.all([...lines.values()].map((line) => line.close()));
      await ledger.close();
      await Promise.all(AGENCIES.map((agency) => agencies[agency].close()));
      await database.stop();
    },
  };
}

function question(now: Date): Omit<AggregateQuestion, 'id' | 'parameters'> {
  return {
    requester: {
      subject: 'staff-analyst',
      role: 'analyst',
      agency: 'socialtjanst',
      workplace: 'socialtjanst',
      issuer: 'http://issuer.test',
      tokenId: null,
      expiresAt: 0,
    },
    requestId: 'request-of-an-analyst',
    authorization: 'Bearer token-of-the-analyst',
    now,
  };
}

export const term = (value: string): readonly GivenParameter[] => [{ name: 'term', value }];
export const year = (value: string): readonly GivenParameter[] => [{ name: 'year', value }];
