import { ERROR_CATALOGUE, type ErrorCode } from '../../../schema/error-catalogue.ts';
import { MetricSet } from '../../../schema/process/telemetry/metric-set.ts';

/** What the gateway asks an agency for. */
export const ASKED = ['operation', 'attestation'] as const;

const OUTCOMES: readonly ('OK' | ErrorCode)[] = ['OK', ...(Object.keys(ERROR_CATALOGUE) as ErrorCode[])];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const set = new MetricSet();

/** What an agency's process counts. Labels are codes and kinds out of lists: nothing that came with a request. */
export const agencyMetrics = {
  set,
  requests: set.counter(
    { name: 'samsyn_agency_requests_total', help: 'Requests of the gateway, by code of the error catalogue' },
    [
      { name: 'asked', values: ASKED },
      { name: 'outcome', values: OUTCOMES },
    ],
  ),
  requestSeconds: set.histogram(
    { name: 'samsyn_agency_request_duration_seconds', help: 'Requests of the gateway', bounds: SECONDS },
    [{ name: 'asked', values: ASKED }],
  ),
  decisions: set.counter(
    { name: 'samsyn_agency_decisions_total', help: 'Fields decided and put on record, by outcome' },
    [{ name: 'outcome', values: ['released', 'withheld'] }],
  ),
  statements: set.histogram(
    { name: 'samsyn_agency_statements', help: 'SQL statements a request', bounds: [2, 5, 10, 15, 20, 30, 50, 100] },
    [{ name: 'asked', values: ASKED }],
  ),
  logSeconds: set.histogram(
    {
      name: 'samsyn_agency_log_duration_seconds',
      help: 'Writing the disclosure log, before the commit',
      bounds: SECONDS,
    },
    [],
  ),
  commitSeconds: set.histogram(
    {
      name: 'samsyn_agency_commit_duration_seconds',
      help: 'Commits with the disclosure log in them, until they are durable',
      bounds: SECONDS,
    },
    [],
  ),
} as const;
