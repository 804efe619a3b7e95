import { SamsynError } from '../../../schema/error-catalogue.ts';
import { whenEnded } from '../../../schema/process/telemetry/when-ended.ts';
import { agencyMetrics, type ASKED } from './agency-metrics.ts';

/** Counts and measures one request of the gateway's, also one that is turned away. */
export function observeAsked<Result>(asked: (typeof ASKED)[number], work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  return whenEnded(work, (error) => {
    const outcome = error === null ? 'OK' : error instanceof SamsynError ? error.code : 'INTERNAL';
    agencyMetrics.requests.add([asked, outcome]);
    agencyMetrics.requestSeconds.observe([asked], (performance.now() - started) / 1000);
  });
}
