import type { JWK } from 'jose';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { readMeasures } from '../../schema/measure.ts';
import type { Log } from '../../schema/process/log.ts';
import { createAggregateReceiptIssuer } from '../../policies/aggregates/aggregate-receipt.ts';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { loadLimits } from '../../policies/aggregates/load-limits.ts';
import { loadUniverses } from '../../policies/aggregates/load-universes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { protectInWorker } from '../disclosure-control/protect-in-worker.ts';
import { openAgencyLine } from './agencies/agency-line.ts';
import type { AggregateDesk } from './aggregate-desk.ts';
import { openReleaseLedger } from './ledger/release-ledger.ts';

export interface AggregateDeskOptions {
  readonly settings: {
    readonly DATABASE_URL: string;
    readonly RECEIPT_PRIVATE_KEY: JWK;
    readonly AGENCY_URLS: Readonly<Record<Agency, string>>;
    readonly AGGREGATE_TIMEOUT_MS: number;
  };
  readonly policySet: PolicySet;
  readonly log: Log;
  readonly clock: () => Date;
}

export interface OpenAggregateDesk {
  readonly desk: AggregateDesk;
  close(): Promise<void>;
}

/** What cannot be proven in this time is refused. */
const PROTECTION_LIMIT_MS = 60_000;

/** A run may have to wait for others that fetch to their deadline and are then proven to theirs. */
const RUNS_AWAITED = 3;

/**
 * Opens what aggregates are run with.
 * @throws Error when a definition does not fit what the agencies publish
 */
export async function openAggregateDesk(options: AggregateDeskOptions): Promise<OpenAggregateDesk> {
  const { settings, policySet, log, clock } = options;
  const { newReleasesPerAnalyst: runs, withinDays: days } = loadLimits();
  const timeoutMs = settings.AGGREGATE_TIMEOUT_MS;
  const lines = new Map(AGENCIES.map((agency) => [agency, openAgencyLine(agency, settings.AGENCY_URLS[agency])]));
  const ledger = openReleaseLedger({
    url: settings.DATABASE_URL,
    log,
    patienceMs: (timeoutMs + PROTECTION_LIMIT_MS) * RUNS_AWAITED,
  });
  const receipts = await createAggregateReceiptIssuer(settings.RECEIPT_PRIVATE_KEY);
  return {
    desk: {
      definitions: loadDefinitions(policySet),
      measures: readMeasures(),
      universes: loadUniverses(),
      agencies: { lines, receipts, timeoutMs, clock },
      ledger,
      protect: (candidate, earlier) => protectInWorker(candidate, earlier, PROTECTION_LIMIT_MS),
      budget: { runs, days },
      log,
      clock,
    },
    close: async () => {
      await Promise.all([...lines.values()].map((line) => line.close()));
      await ledger.close();
    },
  };
}
