import { AGENCIES } from '../../schema/agency.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../schema/error-catalogue.ts';
import { MetricSet } from '../../schema/process/telemetry/metric-set.ts';

/** The nine steps by their names, in order. */
const STEPS = ['authenticate', 'declare', 'admit', 'decide', 'plan', 'fetch', 'assemble', 'record', 'answer'] as const;

export type Step = (typeof STEPS)[number];

const OUTCOMES: readonly ('OK' | ErrorCode)[] = ['OK', ...(Object.keys(ERROR_CATALOGUE) as ErrorCode[])];

/** Where a request came in; a path that we do not have is `other`, whatever it says. */
export const ROUTES = ['graphql', 'aggregates', 'page', 'other'] as const;

const STATUSES = [
  '200',
  '204',
  '304',
  '400',
  '401',
  '403',
  '404',
  '405',
  '409',
  '413',
  '415',
  '429',
  '431',
  '500',
  '503',
  'aborted',
];

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const set = new MetricSet();

/** What the gateway's process counts. Labels are agencies, steps, codes and statuses: nothing that came with a request. */
export const gatewayMetrics = {
  set,
  requests: set.counter(
    { name: 'samsyn_requests_total', help: 'Requests answered, by route, code of the error catalogue and status' },
    [
      { name: 'route', values: ROUTES },
      { name: 'outcome', values: OUTCOMES },
      { name: 'status', values: STATUSES },
    ],
  ),
  requestSeconds: set.histogram(
    {
      name: 'samsyn_request_duration_seconds',
      help: 'From the head of a request to the end of its answer',
      bounds: SECONDS,
    },
    [{ name: 'route', values: ROUTES }],
  ),
  stepSeconds: set.histogram(
    { name: 'samsyn_step_duration_seconds', help: 'Each step of a request', bounds: SECONDS },
    [{ name: 'step', values: STEPS }],
  ),
  inFlight: set.gauge({ name: 'samsyn_requests_in_flight', help: 'Requests under way' }, []),
  fetches: set.counter({ name: 'samsyn_agency_fetches_total', help: 'Calls to an agency, by how they ended' }, [
    { name: 'agency', values: AGENCIES },
    { name: 'outcome', values: OUTCOMES },
  ]),
  fetchSeconds: set.histogram(
    { name: 'samsyn_agency_fetch_duration_seconds', help: 'Calls to an agency', bounds: SECONDS },
    [{ name: 'agency', values: AGENCIES }],
  ),
  breakerOpen: set.gauge({ name: 'samsyn_agency_breaker_open', help: '1 while calls to an agency are not tried' }, [
    { name: 'agency', values: AGENCIES },
  ]),
  aggregateRuns: set.counter(
    { name: 'samsyn_aggregate_runs_total', help: 'Runs of aggregates, by what came of them' },
    [{ name: 'outcome', values: ['released', 'refused', 'broke'] }],
  ),
  prepared: set.counter(
    {
      name: 'samsyn_prepared_operations_total',
      help: 'Operations looked up among those prepared for a role and purpose',
    },
    [{ name: 'found', values: ['hit', 'miss'] }],
  ),
  commitEntries: set.histogram(
    {
      name: 'samsyn_record_batch_entries',
      help: 'Entries of the record a commit',
      bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    },
    [],
  ),
  commitSeconds: set.histogram(
    {
      name: 'samsyn_record_commit_duration_seconds',
      help: 'Commits of the record, until they are durable',
      bounds: SECONDS,
    },
    [],
  ),
  sharedStoreFaults: set.counter(
    { name: 'samsyn_shared_store_faults_total', help: 'Times that the shared store did not answer' },
    [],
  ),
  revocationsAge: set.gauge(
    { name: 'samsyn_revocations_age_seconds', help: 'Since the list of revocations was last read whole' },
    [],
  ),
} as const;
