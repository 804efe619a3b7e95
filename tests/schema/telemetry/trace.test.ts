import { trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { createTraceIds } from '../../../schema/process/telemetry/open-tracing.ts';
import { inSpan } from '../../../schema/process/telemetry/span.ts';
import { readTraceParent, traceParent, traceOfLog } from '../../../schema/process/telemetry/trace-parent.ts';

const TRACE_ID = 'ab'.repeat(16);
const SPAN_ID = 'cd'.repeat(8);

describe('the header traceparent', () => {
  it('is read as W3C has it', () => {
    const context = trace.getSpanContext(readTraceParent(`00-${TRACE_ID}-${SPAN_ID}-01`));
    expect(context).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1, isRemote: true });
    expect(trace.getSpanContext(readTraceParent(`00-${TRACE_ID}-${SPAN_ID}-00`))?.traceFlags).toBe(0);
  });

  it.each([
    undefined,
    ['a', 'b'],
    '',
    'staff-7',
    `01-${TRACE_ID}-${SPAN_ID}-01`,
    `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`,
    `00-${'0'.repeat(32)}-${SPAN_ID}-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `00-${TRACE_ID}-${SPAN_ID}-01-200001012384`,
    `00-${TRACE_ID}-${SPAN_ID}-01\n`,
  ])('begins no trace with %j', (header) => {
    expect(trace.getSpanContext(readTraceParent(header))).toBeUndefined();
  });
});

describe('an id of a trace', () => {
  it('never looks like a personal identity number', () => {
    const drawn = ['19800101238519800101238519800101', 'a1'.repeat(16), '2384'.repeat(4), 'b2'.repeat(8)];
    const ids = createTraceIds(() => Buffer.from(drawn.shift() ?? '', 'hex'));
    expect(ids.generateTraceId()).toBe('a1'.repeat(16));
    expect(ids.generateSpanId()).toBe('b2'.repeat(8));
  });
});

describe('a process that traces nothing', () => {
  it('does the work, sends no header and adds nothing to its log', async () => {
    expect(inSpan('work', {}, () => 'done')).toBe('done');
    await expect(inSpan('work', {}, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect(inSpan('work', {}, () => traceParent())).toBeNull();
    expect(inSpan('work', {}, () => traceOfLog())).toEqual({});
  });
});
