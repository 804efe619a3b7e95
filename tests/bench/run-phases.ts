import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { formsOf } from '../../gateway/aggregates/agencies/contribution-form.ts';
import { readContribution } from '../../gateway/aggregates/agencies/read-contribution.ts';
import type { AggregateTask } from '../../gateway/aggregates/aggregate-question.ts';
import { openCounting } from '../../gateway/aggregates/counting/open-counting.ts';
import { protectCounts } from '../../gateway/aggregates/protection/protect-counts.ts';
import { universeOf } from '../../gateway/aggregates/protection/universe.ts';
import { protectRelease } from '../../gateway/disclosure-control/protect-release.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createAggregateReceiptIssuer } from '../../policies/aggregates/aggregate-receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import { loadUniverses } from '../../policies/aggregates/load-universes.ts';
import { readMeasures } from '../../schema/measure.ts';

/** Milliseconds of one run, taken apart: the same steps as the gateway's, one after another. */
export interface Phases {
  /** Until the last of the three agencies, asked at once, sends its first byte. */
  readonly agencies: number;
  /** From then until the last byte is here. */
  readonly transfer: number;
  /** Reading, checking and handing over the rows, and the join. */
  readonly join: number;
  readonly protection: number;
  readonly megabytes: number;
}

/** Takes a run apart. The bodies are kept between the steps, which the gateway never does. */
export async function measurePhases(system: LocalSystem, task: AggregateTask, token: string): Promise<Phases> {
  const measures = readMeasures();
  const forms = formsOf(task, measures);
  const runId = randomUUID();
  const started = performance.now();
  const begun = await Promise.all(forms.map(({ agency }) => ask(system, { task, agency, runId, token })));
  const answered = performance.now();
  const bodies = await Promise.all(begun.map(async (response) => new Uint8Array(await response.arrayBuffer())));
  const arrived = performance.now();
  const counting = await openCounting(task.definition, forms);
  for (const [at, form] of forms.entries()) {
    const [body, sink] = [bodies[at], counting.sinks[at]];
    if (body !== undefined && sink !== undefined) await readContribution(inPieces(body), form, sink);
  }
  const crossing = await counting.count();
  const joined = performance.now();
  counting.close();
  const known = { measures, universes: loadUniverses() };
  const universe = universeOf(task, known);
  await protectCounts(
    { release: 'bench', task, crossing, universe, known },
    { releases: [], cells: [] },
    protectRelease,
  );
  return {
    agencies: answered - started,
    transfer: arrived - answered,
    join: joined - arrived,
    protection: performance.now() - joined,
    megabytes: bodies.reduce((sum, { length }) => sum + length, 0) / 1e6,
  };
}

const PIECE_BYTES = 65_536;

async function* inPieces(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) yield Promise.resolve(body.subarray(at, at + PIECE_BYTES));
}

interface Asked {
  readonly task: AggregateTask;
  readonly agency: Agency;
  readonly runId: string;
  readonly token: string;
}

async function ask(system: LocalSystem, { task, agency, runId, token }: Asked): Promise<Response> {
  const { definition, period } = task;
  const issuer = await createAggregateReceiptIssuer(system.facts.keys.receiptPrivateKey);
  const receipt = await issuer.issue(
    {
      ...{ subject: 'staff-analyst', requestId: 'bench', runId, definition: definition.id, digest: definition.digest },
      ...{ period: period.name, countedUntil: period.countedUntil },
    },
    agency,
    new Date(),
  );
  const response = await fetch(`${system.urls[agency]}/aggregates/contribution`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'samsyn-receipt': receipt },
    body: '{}',
  });
  if (!response.ok) throw new Error(`${agency}: ${await response.text()}`);
  return response;
}
