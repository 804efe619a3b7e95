import { inSpan } from '../../schema/process/telemetry/span.ts';
import { whenEnded } from '../../schema/process/telemetry/when-ended.ts';
import { gatewayMetrics, type Step } from './gateway-metrics.ts';

/** Does one step of a request, measures how long it took, and puts what it does beneath it in the trace. */
export function inStep<Result>(step: Step, work: () => Result): Result {
  const started = performance.now();
  return whenEnded(
    () => inSpan(step, {}, work),
    () => gatewayMetrics.stepSeconds.observe([step], (performance.now() - started) / 1000),
  );
}
