import { randomBytes } from 'node:crypto';
import { context } from '@opentelemetry/api';
import type { IdGenerator } from '@opentelemetry/sdk-trace-base';
import type { Stoppable } from '../run-process.ts';
import { openSpans } from './span.ts';

export interface TracingOptions {
  /** As it stands in the traces. */
  readonly process: string;
  /** Where a collector takes OTLP over HTTP, without `/v1/traces`; undefined: nothing is traced, and no part of the SDK is loaded. */
  readonly endpoint: string | undefined;
  /** The share of the requests that are traced, from 0 to 1; an agency follows the gateway. */
  readonly share: number;
}

const NOTHING: Stoppable = { close: () => Promise.resolve() };
/** Spans that wait while the collector is away; what comes then is dropped, so that memory stays bounded. */
const LONGEST_QUEUE = 4_096;
const BATCH = 512;
const EXPORT_EVERY_MS = 1_000;
const EXPORT_LIMIT_MS = 3_000;
const EXPORTS_AT_ONCE = 2;

/** Sends spans to a collector, in batches. A collector that is slow or away costs spans, never a request. */
export async function openTracing({ process, endpoint, share }: TracingOptions): Promise<Stoppable> {
  if (endpoint === undefined) return NOTHING;
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { AsyncLocalStorageContextManager }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
    ]);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_LIMIT_MS,
    concurrencyLimit: EXPORTS_AT_ONCE,
  });
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `samsyn-${process}`, 'service.namespace': 'samsyn' }),
    idGenerator: createTraceIds(randomBytes),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(exporter, {
        maxQueueSize: LONGEST_QUEUE,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: EXPORT_EVERY_MS,
        exportTimeoutMillis: EXPORT_LIMIT_MS,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  openSpans(provider.getTracer('samsyn'));
  return { close: () => provider.shutdown() };
}

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const LIKE_A_NUMBER = /\d{10}/;

/** Random ids without ten digits in a row: no id may look like a personal identity number, or be masked as one in a log. */
export function createTraceIds(random: (bytes: number) => Buffer): IdGenerator {
  const draw = (bytes: number): string => {
    for (;;) {
      const id = random(bytes).toString('hex');
      if (!LIKE_A_NUMBER.test(id)) return id;
    }
  };
  return { generateTraceId: () => draw(TRACE_ID_BYTES), generateSpanId: () => draw(SPAN_ID_BYTES) };
}
