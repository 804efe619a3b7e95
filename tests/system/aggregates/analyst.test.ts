import { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { ROLES } from '../../../schema/role.ts';
import { ask } from '../ask.ts';
import { asOwner } from '../at-the-database.ts';
import { analyst, askInflow, bearer, fetchFile, latest, list, type Listed } from './as-analyst.ts';
import { AGGREGATE, askAggregate, type ToldRelease } from './ask-aggregate.ts';

describe('an analyst', () => {
  it('lists every aggregate with what it counts and who has approved it', async () => {
    const definitions = await list();
    expect(definitions.length).toBeGreaterThanOrEqual(12);
    for (const { id, sources, parameters } of definitions) {
      expect(parameters[0]?.values.length).toBeGreaterThan(0);
      const lacking = sources.filter(({ isApproved }) => !isApproved);
      expect([id, lacking]).toEqual([
        id,
        id === 'known-to-three' ? [expect.objectContaining({ agency: 'school', approvals: 1, needed: 2 })] : [],
      ]);
    }
  });

  it('runs each of them: figures come, or a refusal that says why', async () => {
    const outcomes: Record<string, string> = {};
    for (const definition of await list()) {
      const { status, body, result } = await askAggregate(definition.id, latest(definition));
      expect([definition.id, status, body.errors]).toEqual([definition.id, 200, undefined]);
      outcomes[definition.id] = result?.refusal?.code ?? result?.status ?? 'nothing';
      if (result?.release !== null && result !== null) expectSound(result.release);
    }
    expect(outcomes['concern-report-inflow']).toBe('RELEASED');
    expect(outcomes['known-to-three']).toBe('AGGREGATE_UNAPPROVED');
    expect(Object.values(outcomes).filter((outcome) => outcome === 'AGGREGATE_SOURCE_FAILED')).toEqual([]);
    expect(Object.values(outcomes).filter((outcome) => outcome === 'nothing')).toEqual([]);
  });

  it('is told whose approval is missing', async () => {
    const { result } = await askAggregate('known-to-three', [{ name: 'term', value: '2026-VT' }]);
    expect(result).toMatchObject({
      status: 'REFUSED',
      refusal: { code: 'AGGREGATE_UNAPPROVED', missing: ['school'] },
      release: null,
    });
  });

  it('gets the same answer again, and as a file', async () => {
    const [definition] = (await list()).filter(({ id }) => id === 'concern-report-inflow');
    const [first, again] = [
      await askAggregate('concern-report-inflow', latest(definition!)),
      await askAggregate('concern-report-inflow', latest(definition!)),
    ];
    expect(again.result).toEqual(first.result);
    const href = first.result?.release?.downloads.find(({ format }) => format === 'json')?.href ?? '';
    const [file, later] = [await fetchFile(href, analyst()), await fetchFile(href, analyst())];
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(await later.text()).toBe(await file.text());
  });
});

/** What holds of every release, whatever the figures. */
function expectSound({ tables, definition: { id } }: ToldRelease): void {
  for (const { dimensions, cells, total, suppressedCells } of tables) {
    const combinations = dimensions.reduce((product, { codes }) => product * codes.length, 1);
    expect([id, cells.length]).toEqual([id, combinations]);
    const shown = cells.flatMap(({ count }) => count ?? []);
    expect(shown.every((count) => count % 5 === 0 && count > 7)).toBe(true);
    expect(total).toBe(shown.length === 0 ? null : shown.reduce((sum, count) => sum + count, 0));
    expect(suppressedCells).toBe(cells.length - shown.length);
    expect(cells.every(({ count, isSuppressed }) => isSuppressed === (count === null))).toBe(true);
  }
}

describe('the figures', () => {
  it.each(ROLES.filter((role) => role !== 'analyst'))('are closed to %s by whatever path', async (role) => {
    const variables = { id: 'concern-report-inflow', parameters: [{ name: 'term', value: '2026-VT' }] };
    const practitioner = DEMO_STAFF.find((staff) => staff.role === role)?.username ?? '';
    const purpose = role === 'data-protection-officer' ? 'OVERSIGHT' : 'OWN_AGENCY';
    const { body } = await ask({ role, purpose, query: AGGREGATE, variables });
    expect(body.data?.['aggregate'] ?? null).toBeNull();
    const asStatistics = await ask({ role, purpose: 'STATISTICS', query: AGGREGATE, variables });
    expect(asStatistics.status).toBe(403);
    const headers = { ...bearer(practitioner), 'samsyn-purpose': 'STATISTICS' };
    expect((await fetchFile('/aggregates/releases/x/csv', headers)).status).toBe(403);
  });

  it('are closed to the analyst too without a purpose', async () => {
    const { status, body } = await ask({
      role: 'analyst',
      purpose: null,
      query: AGGREGATE,
      variables: { id: 'incidents', parameters: [] },
    });
    expect([status, body.errors?.[0]?.extensions?.['code']]).toEqual([400, 'PURPOSE_MISSING']);
  });

  it('as files need a token and a purpose, and what is not there is not found, all alike', async () => {
    const { result } = await askInflow();
    const id = result?.release?.id ?? '';
    const path = `/aggregates/releases/${id}/json`;
    expect((await fetchFile(path, {})).status).toBe(401);
    expect((await fetchFile(path, bearer('analyst'))).status).toBe(400);
    expect((await fetchFile(path, { authorization: 'Bearer a.b.c', 'samsyn-purpose': 'STATISTICS' })).status).toBe(401);
    const missing = [
      `/aggregates/releases/${'x'.repeat(32)}/json`,
      `/aggregates/releases/${'g'.repeat(32)}/json?table=1`,
      `/aggregates/releases/${id}/exe`,
      `${path}?table=99`,
      `${path}?table=0`,
      `${path}?language=de`,
      `${path}?table=1&table=2`,
    ];
    const answers = await Promise.all(missing.map((one) => fetchFile(one, analyst())));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual(missing.map(() => 404));
    expect(new Set(texts.map((text) => text.replace(/"requestId":"\w+"/, ''))).size).toBe(1);
  });

  it('are closed as answer and as file while an owner has taken its approval back', async () => {
    const { result } = await askInflow();
    const path = `/aggregates/releases/${result?.release?.id ?? ''}/json`;
    await asOwner('socialtjanst', async (client) => {
      await client.query(`INSERT INTO aggregate_withdrawal (approval_id, at, staff_subject, role, reason)
        SELECT public_id, now(), 'staff-test', role, 'Räknar för litet' FROM aggregate_approval
        WHERE definition = 'concern-report-inflow' LIMIT 1`);
    });
    try {
      expect((await askInflow()).result).toMatchObject({
        refusal: { code: 'AGGREGATE_UNAPPROVED', missing: ['socialtjanst'] },
      });
      const refused = await fetchFile(path, analyst());
      expect([refused.status, await refused.text()]).toEqual([
        403,
        expect.stringContaining('AGGREGATE_UNAPPROVED') as string,
      ]);
    } finally {
      await asOwner('socialtjanst', async (client) => {
        await client.query(`DELETE FROM aggregate_withdrawal WHERE staff_subject = 'staff-test'`);
      });
    }
    expect((await fetchFile(path, analyst())).status).toBe(200);
    expect((await askInflow()).result?.release?.id).toBe(result?.release?.id);
  });
});

describe('the public list', () => {
  it('is there without signing in: definitions, approvals and runs, and nobody of staff', async () => {
    await askAggregate('no-such-aggregate-canary', []);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const response = await fetchFile('/aggregates/public.json', {});
    const text = await response.text();
    const { definitions, runs } = JSON.parse(text) as { definitions: readonly Listed[]; runs: readonly object[] };
    expect(response.status).toBe(200);
    expect(definitions).toEqual(await list());
    expect(runs[0]).toMatchObject({ definition: null, outcome: 'REFUSED', code: 'AGGREGATE_UNKNOWN' });
    expect(text).not.toMatch(/staff-(?!statistics-author)|canary|r1_/);
    const { body } = await ask({
      role: 'school.mentor',
      purpose: null,
      query: '{ aggregateRuns(first: 100) { id at definition digest period outcome code agency } }',
    });
    expect(body.data?.['aggregateRuns']).toEqual(runs);
  });
});

describe('the record', () => {
  it('has each run in the chain: what was told on which release, and of nobody', async () => {
    const { headers, result } = await askInflow();
    const { id, digest } = result?.release ?? { id: '', digest: '' };
    const [entry, ...more] = await recorded(headers.get('samsyn-request-id') ?? '');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'release',
      person_ref: null,
      purpose: 'STATISTICS',
      role: 'analyst',
      missing: [],
    });
    expect(entry?.['grounds']).toEqual([`Query.aggregate aggregate:concern-report-inflow:${digest} ${id}`]);
    expect(entry?.['released']).toEqual(expect.arrayContaining(['Query.aggregate', 'AggregateCell.count']));
  });

  it('has each refusal with its code and whom it lacked, and each file', async () => {
    const refused = await askAggregate('known-to-three', [{ name: 'term', value: '2026-VT' }]);
    expect(await recorded(refused.headers.get('samsyn-request-id') ?? '')).toEqual([
      expect.objectContaining({
        kind: 'refusal',
        withheld: ['AGGREGATE_UNAPPROVED'],
        missing: ['school'],
        grounds: [],
      }),
    ]);
    const { result } = await askInflow();
    const file = await fetchFile(`/aggregates/releases/${result?.release?.id ?? ''}/json`, analyst());
    const [entry] = await recorded(file.headers.get('samsyn-request-id') ?? '');
    expect(entry).toMatchObject({ kind: 'release', person_ref: null });
    expect(String(entry?.['grounds'])).toContain(result?.release?.id);
    const unknown = await fetchFile('/aggregates/releases/nothing/json', analyst());
    expect(await recorded(unknown.headers.get('samsyn-request-id') ?? '')).toEqual([
      expect.objectContaining({ kind: 'refusal', withheld: ['NOT_FOUND'] }),
    ]);
  });
});

async function recorded(requestId: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: inject('system').facts.databases.gateway.app });
  await client.connect();
  try {
    return (await client.query('SELECT * FROM release_record WHERE request_id = $1', [requestId])).rows as Record<
      string,
      unknown
    >[];
  } finally {
    await client.end();
  }
}
