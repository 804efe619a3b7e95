import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { inSpan } from '../../schema/process/telemetry/span.ts';
import { whenEnded } from '../../schema/process/telemetry/when-ended.ts';
import { gatewayMetrics } from './gateway-metrics.ts';

/** Counts, measures and traces one call to an agency, from its first byte to the last of the answer. */
export function observeFetch<Result>(agency: Agency, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  return whenEnded(
    () => inSpan('fetch agency', { 'samsyn.agency': agency }, work),
    (error) => {
      const outcome = error === null ? 'OK' : error instanceof SamsynError ? error.code : 'INTERNAL';
      gatewayMetrics.fetches.add([agency, outcome]);
      gatewayMetrics.fetchSeconds.observe([agency], (performance.now() - started) / 1000);
    },
  );
}
