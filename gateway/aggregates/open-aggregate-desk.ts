import type { JWK } from 'jose';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { readMeasures } from '../../schema/measure.ts';
import type { Log } from '../../schema/process/log.ts';
import { createAggregateReceiptIssuer } from '../../policies/aggregates/aggregate-receipt.ts';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { loadLimits } from '../../policies/aggregates/load-limits.ts';
import { loadUniverses } from '../../policies/aggregates/load-universes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { protectRelease } from '../disclosure-control/protect-release.ts';
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

/** A run may have to wait for one that fetches to the deadline and is then audited. */
const TURN_PATIENCE_FACTOR = 3;

/**
 * Opens what aggregates are run with.
 * @throws Error when a definition does not fit what the agencies publish
 */
export async function openAggregateDesk(options: AggregateDeskOptions): Promise<OpenAggregateDesk> {
  const { settings, policySet, log, clock } = options;
  const { newReleasesPerAnalyst: runs, withinDays: days } = loadLimits();
  const timeoutMs = settings.AGGREGATE_TIMEOUT_MS;
  const lines = new Map(AGENCIES.map((agency) => [agency, openAgencyLine(agency, settings.AGENCY_URLS[agency])]));
  const ledger = openReleaseLedger({ url: settings.DATABASE_URL, log, patienceMs: timeoutMs * TURN_PATIENCE_FACTOR });
  const receipts = await createAggregateReceiptIssuer(settings.RECEIPT_PRIVATE_KEY);
  return {
    desk: {
      definitions: loadDefinitions(policySet),
      measures: readMeasures(),
      universes: loadUniverses(),
      agencies: { lines, receipts, timeoutMs, clock },
      ledger,
      protect: protectRelease,
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
