import { whenEnded } from '../../schema/process/telemetry/when-ended.ts';
import { gatewayMetrics } from './gateway-metrics.ts';

/** Measures one commit of the record: how much at once, and how long until it is durable. */
export function observeCommit(entries: number, commit: () => Promise<void>): Promise<void> {
  const started = performance.now();
  return whenEnded(commit, () => {
    gatewayMetrics.commitEntries.observe([], entries);
    gatewayMetrics.commitSeconds.observe([], (performance.now() - started) / 1000);
  });
}
