import { context, isSpanContextValid, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';

/** Of W3C Trace Context, version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** The header `traceparent` for a call that is made now; null while nothing is traced. */
export function traceParent(): string | null {
  const current = trace.getSpanContext(context.active());
  if (current === undefined || !isSpanContextValid(current)) return null;
  const flags = current.traceFlags.toString(16).padStart(2, '0');
  return `00-${current.traceId}-${current.spanId}-${flags}`;
}

/** Reads the header of a caller that was proven to be one of ours. A header that is not well-formed is as good as none. */
export function readTraceParent(header: unknown): Context {
  const [, traceId = '', spanId = '', flags = '00'] = TRACEPARENT.exec(typeof header === 'string' ? header : '') ?? [];
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & SAMPLED, isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** The trace that is under way, for a log line; empty while nothing is traced. */
export function traceOfLog(): { readonly traceId?: string } {
  const current = trace.getSpanContext(context.active());
  return current === undefined ? {} : { traceId: current.traceId };
}
