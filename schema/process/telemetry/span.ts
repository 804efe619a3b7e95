import { context, SpanStatusCode, trace, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { SamsynError } from '../../error-catalogue.ts';
import type { Agency } from '../../agency.ts';
import { createSpanClock } from './span-clock.ts';
import { whenEnded } from './when-ended.ts';

/**
 * All that a span can tell. A trace goes to whoever runs the machines, who may know nothing of persons: so no ref, number, subject,
 * role, purpose, case, variable or text of a document has a place here. A trace meets a person only in the record, by its request id.
 */
export interface SpanFacts {
  readonly 'samsyn.request_id'?: string;
  readonly 'samsyn.agency'?: Agency;
  /** A code of the error catalogue, or `OK`. */
  readonly 'samsyn.outcome'?: string;
  readonly 'http.response.status_code'?: number;
  /** The first word of a statement. */
  readonly 'db.operation.name'?: string;
  /** The table, out of the list of the agency's own. */
  readonly 'db.collection.name'?: string;
}

let tracer: Tracer | null = null;
const now = createSpanClock();

/**
 * Spans are made by this tracer from now on; until then each of them costs nothing but the question. It is ours alone and never the
 * global one: libraries that trace by themselves (the federation library does) would put names out of documents in their spans.
 */
export function openSpans(ours: Tracer): void {
  tracer = ours;
}

/** Whether anything is traced, for who would have to work to say what a span tells. */
export function isTraced(): boolean {
  return tracer !== null;
}

/** Begins a span that somebody else ends; null while nothing is traced. */
export function beginSpan(name: string, facts: SpanFacts, parent: Context = context.active()): Span | null {
  return tracer?.startSpan(name, { attributes: { ...facts }, startTime: now() }, parent) ?? null;
}

/** Does work within a span, so that the spans of the work come beneath it. */
export function within<Result>(span: Span | null, work: () => Result): Result {
  return span === null ? work() : context.with(trace.setSpan(context.active(), span), work);
}

/** Ends a span; of an error it tells its code in the catalogue alone, since a message can quote data. */
export function endSpan(span: Span | null, error: unknown = null): void {
  if (span === null) return;
  if (error !== null) {
    const code = error instanceof SamsynError ? error.code : 'INTERNAL';
    span.setAttributes({ 'samsyn.outcome': code } satisfies SpanFacts);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(now());
}

/** Does work in a span of its own, from its beginning to its end, whether it answers at once or later. */
export function inSpan<Result>(name: string, facts: SpanFacts, work: () => Result, parent?: Context): Result {
  if (tracer === null) return work();
  const span = beginSpan(name, facts, parent);
  return whenEnded(
    () => within(span, work),
    (error) => endSpan(span, error),
  );
}
