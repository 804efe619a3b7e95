import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken } from '../../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../../gateway/local/local-system.ts';
import { createPorts } from '../../../gateway/local/process-settings.ts';
import { startSystem } from '../../../gateway/local/system.ts';
import { AGENCIES } from '../../../schema/agency.ts';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { PersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../../schema/ref.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import { findFreePorts } from '../../gateway/local/find-free-ports.ts';
import { expectNobody } from './expect-nobody.ts';
import { startCollector, type CollectedSpan, type TraceCollector } from './trace-collector.ts';
import { makeDataPlace } from '../data-place.ts';

const TOWN = { seed: 'telemetry', people: 40, today: new Date().toISOString().slice(0, 10) } as const;
const CASE = 'SN 2026/4711';
const PATIENCE = { timeout: 30_000, interval: 250 } as const;
const METRICS_OFFSET = 20;
const CLIENT_TRACE = '198001012385198001012385aaaaaaaa';

/** Everything that an asker of any role may try. */
const QUERY = `query SeenInNoTrace ($pin: String!) {
  individual(personalIdentityNumber: $pin) { ref
    police { isKnown incidents { date type } caseContact { function } }
    socialtjanst { isKnown name measures { type from } }
    school { protectedMarking name enrolment { school } }
  }
}`;

const town = createTown(TOWN);
const person = town.person(town.cast.knownToAll);
const pin = person.number ?? '';
let directory = '';
let system: LocalSystem;
let collector: TraceCollector;
let metricsPorts: Readonly<Record<string, number>>;
let requestId = '';
const tokens: string[] = [];

beforeAll(async () => {
  directory = makeDataPlace('telemetry');
  collector = await startCollector();
  const first = await findFreePorts();
  const names = ['gateway', ...AGENCIES] as const;
  metricsPorts = Object.fromEntries(names.map((name, at) => [name, first + METRICS_OFFSET + at]));
  const settings = (name: string): Readonly<Record<string, string>> => ({
    METRICS_PORT: String(metricsPorts[name]),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  system = await startSystem({
    dataDirectory: join(directory, 'data'),
    ports: createPorts(first),
    ...TOWN,
    extraSettings: Object.fromEntries(names.map((name) => [name, settings(name)])),
  });
  requestId = await ask('sig', pin);
  for (const { username } of DEMO_STAFF) await ask(username, pin);
  await ask('caseworker', 'no number at all');
  await ask('caseworker', pin, { authorization: 'Bearer not.a.token' });
});

afterAll(async () => {
  await system.stop();
  await collector.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Asks, with a trace id of the client's own choice, and gives the request's id. */
async function ask(username: string, number: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const token = await fetchToken({ issuer: system.urls['identity-provider'], username });
  tokens.push(token);
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': CASE,
      traceparent: `00-${CLIENT_TRACE}-aaaaaaaaaaaaaaaa-01`,
      tracestate: `pin=${pin}`,
      ...headers,
    },
    body: JSON.stringify({ query: QUERY, variables: { pin: number } }),
  });
  await response.text();
  return response.headers.get('samsyn-request-id') ?? '';
}

function rootOf(id: string): CollectedSpan | undefined {
  return collector.spans.find(({ name, facts }) => name === 'request' && facts['samsyn.request_id'] === id);
}

const childrenOf = ({ spanId }: CollectedSpan, name?: string): readonly CollectedSpan[] =>
  collector.spans.filter((span) => span.parentSpanId === spanId && (name === undefined || span.name === name));

const scrape = async (name: string): Promise<string> =>
  (await fetch(`http://127.0.0.1:${metricsPorts[name] ?? 0}/metrics`)).text();

const expectNobodyIn = (text: string): void =>
  expectNobody(text, { town, ref: refOfPin(), secrets: [pin, CASE, 'SeenInNoTrace', CLIENT_TRACE, ...tokens] });

const refOfPin = (): string =>
  deriveRef(PersonalIdentityNumber.parse(pin, new Date()), parseRefKey(system.facts.keys.refKey));

describe('the trace of one request', () => {
  it('begins at the gateway, whatever trace id the client sends, and has a span for each step', async () => {
    await expect.poll(() => rootOf(requestId), PATIENCE).toBeDefined();
    const root = rootOf(requestId);
    if (root === undefined) throw new Error('there is no trace');
    expect(root).toMatchObject({ process: 'samsyn-gateway', parentSpanId: '' });
    expect(root.traceId).not.toBe(CLIENT_TRACE);
    expect(root.facts).toEqual({
      'samsyn.request_id': requestId,
      'samsyn.outcome': 'OK',
      'http.response.status_code': 200,
    });
    const steps = childrenOf(root).map(({ name }) => name);
    expect(steps).toEqual([
      'authenticate',
      'declare',
      'admit',
      'decide',
      'plan',
      'fetch',
      'assemble',
      'record',
      'answer',
    ]);
    const traces = (): number =>
      new Set(collector.spans.flatMap((span) => (span.name === 'request' ? [span.traceId] : []))).size;
    await expect.poll(traces, PATIENCE).toBe(DEMO_STAFF.length + 3);
  });

  it.each(AGENCIES)('goes on at %s beneath its fetch, and from there to the statements', async (agency) => {
    const root = rootOf(requestId);
    const [step] = root === undefined ? [] : childrenOf(root, 'fetch');
    const fetched = (step === undefined ? [] : childrenOf(step, 'fetch agency')).filter(
      ({ facts }) => facts['samsyn.agency'] === agency,
    );
    expect(fetched.length).toBeGreaterThan(0);
    const kindsOf = (span: CollectedSpan) =>
      childrenOf(span, 'statement').map(({ facts }) => facts['db.operation.name']);
    const answers = () => fetched.flatMap((span) => childrenOf(span, 'answer gateway'));
    const answersOf = () => answers().filter((span) => kindsOf(span).includes('COMMIT'));
    await expect.poll(() => answersOf().length, PATIENCE).toBe(fetched.length);
    for (const answer of answersOf()) {
      expect([answer.process, answer.traceId]).toEqual([`samsyn-${agency}`, root?.traceId]);
      expect(answer.facts).toEqual({ 'samsyn.request_id': requestId, 'samsyn.agency': agency });
      expect(kindsOf(answer)).toEqual(expect.arrayContaining(['START', 'SELECT', 'COMMIT']));
      for (const { facts, startNs, endNs } of childrenOf(answer, 'statement')) {
        expect(Object.keys(facts).sort()).toEqual(['db.collection.name', 'db.operation.name']);
        expect(startNs >= answer.startNs && endNs <= answer.endNs).toBe(true);
      }
    }
    const statements = answersOf().flatMap((span) => childrenOf(span, 'statement'));
    expect(statements.map(({ facts }) => facts['db.collection.name'])).toContain('disclosure_log');
  });

  it('tells of nobody in any span of any process', () => {
    expect(new Set(collector.spans.map(({ process }) => process)).size).toBe(1 + AGENCIES.length);
    expectNobodyIn(collector.text());
  });

  it('tells of a refusal by its code alone', async () => {
    const refused = () => collector.spans.filter(({ facts }) => facts['samsyn.outcome'] === 'TOKEN_FOREIGN');
    await expect
      .poll(
        () =>
          refused()
            .map(({ name }) => name)
            .sort(),
        PATIENCE,
      )
      .toEqual(['authenticate', 'request']);
  });

  it('is found by its id in the log lines of gateway and agencies', () => {
    const root = rootOf(requestId);
    for (const name of ['gateway', ...AGENCIES] as const) {
      const lines = system.logs(name).filter((line) => line.includes(requestId));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ traceId: root?.traceId });
    }
  });
});

describe('metrics', () => {
  it('count requests by outcome, steps, fetches, prepared operations and commits at the gateway', async () => {
    const text = await scrape('gateway');
    const asked = DEMO_STAFF.length + 1;
    expect(text).toMatch(/samsyn_requests_total\{route="graphql",outcome="TOKEN_FOREIGN",status="401"\} 1\n/);
    expect(text).toMatch(/samsyn_requests_total\{route="graphql",outcome="OK",status="200"\} \d+\n/);
    const steps = [...text.matchAll(/samsyn_step_duration_seconds_count\{step="(\w+)"\} (\d+)/g)];
    expect(steps.map(([, step]) => step)).toContain('record');
    expect(Number(steps.find(([, step]) => step === 'authenticate')?.[2])).toBe(asked + 2);
    for (const agency of AGENCIES) {
      expect(text).toMatch(new RegExp(`samsyn_agency_fetches_total\\{agency="${agency}",outcome="OK"\\} [1-9]`));
      expect(text).toContain(`samsyn_agency_breaker_open{agency="${agency}"} 0\n`);
    }
    for (const name of ['samsyn_record_commit_duration_seconds_count', 'nodejs_eventloop_lag_p99_seconds'])
      expect(text).toMatch(new RegExp(`^${name}(\\{\\})? [\\d.e-]+$`, 'm'));
    expect(text).toMatch(/samsyn_prepared_operations_total\{found="miss"\} [1-9]/);
    expect(text).toMatch(/^samsyn_requests_in_flight 0$/m);
  });

  it.each(AGENCIES)('count requests, decisions, statements and commits at %s', async (agency) => {
    const text = await scrape(agency);
    for (const line of [
      'samsyn_agency_requests_total{asked="operation",outcome="OK"}',
      'samsyn_agency_decisions_total{outcome="released"}',
      'samsyn_agency_decisions_total{outcome="withheld"}',
      'samsyn_agency_statements_count{asked="operation"}',
      'samsyn_agency_commit_duration_seconds_count',
      'samsyn_agency_log_duration_seconds_count',
    ])
      expect(text.split('\n').some((found) => found.startsWith(`${line} `) && !found.endsWith(' 0'))).toBe(true);
  });

  it.each(['gateway', ...AGENCIES])(
    'of %s tell of nobody, and have no label but those that were listed',
    async (name) => {
      const text = await scrape(name);
      expectNobodyIn(text);
      const own = text.split('\n').filter((line) => line.startsWith('samsyn_'));
      const labels = new Set(own.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label]) => label)));
      const listed = ['route', 'outcome', 'status', 'step', 'agency', 'found', 'asked', 'le'];
      for (const label of labels) expect(listed).toContain(label);
    },
  );

  it('are on a port of their own, and nothing else is there', async () => {
    const graph = await fetch(`${system.urls.gateway}/metrics`);
    expect(graph.status).toBe(404);
    const other = await fetch(`http://127.0.0.1:${metricsPorts['gateway'] ?? 0}/graphql`, { method: 'POST' });
    expect(other.status).toBe(404);
  });
});

describe('a collector that is away', () => {
  it('costs spans and no request, and everything stops in time all the same', async () => {
    await collector.close();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('sig', pin)));
    expect(answers.filter((id) => id === '')).toEqual([]);
    await system.restart('gateway');
    expect(await ask('sig', pin)).not.toBe('');
  });
});
