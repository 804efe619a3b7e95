import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { decide } from '../../policies/decide.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { startAgencyInTest, type AgencyInTest, type Asking, type Told } from './agency-in-test.ts';
import { selectionOf, treeOf, type GraphNode } from './graph-tree.ts';
import { findUnassigned, numberOf, refOf, theTown, unknownNumbers } from './persons.ts';

const RECORDS: Readonly<Record<Agency, string>> = {
  police: 'PoliceRecord',
  socialtjanst: 'SocialRecord',
  school: 'SchoolRecord',
};

const policySet = loadPolicySet();
const town = theTown();
const [stranger = ''] = unknownNumbers(town, 1);
const KNOWN = refOf(numberOf(town.person(town.cast.knownToAll)));
const PERSONS: readonly string[] = [
  KNOWN,
  refOf(numberOf(findUnassigned(town))),
  refOf(numberOf(town.person(town.cast.onlyPolice))),
  refOf(numberOf(town.person(town.cast.onlySocialtjanst))),
  refOf(stranger),
];

type Layers = 'all' | 'no shield' | 'no row security' | 'neither';

const agencies = new Map<string, AgencyInTest>();

function at(agency: Agency, layers: Layers): AgencyInTest {
  const found = agencies.get(`${agency} ${layers}`);
  if (found === undefined) throw new Error('it was not started');
  return found;
}

const GRANT = `INSERT INTO release_grant (person_ref, public_id, kind, law, coordinates, role, purpose, from_at, until_at, granted_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6, 'SIG', now() - interval '1 hour', now() + interval '1 hour', 'layers', 'layers')`;

/** Acts that open some fields of a row and not others, some items and not others; and one that closes. */
async function addActs(): Promise<void> {
  await asOwner('police', async (client) => {
    const some = ['PoliceRecord.incidents', 'PoliceIncident.date'];
    await client.query(GRANT, [KNOWN, randomUUID(), 'decision', 'SoL 20:6', some, 'socialtjanst.case-worker']);
    const school = ['PoliceRecord.suspicions', 'Suspicion.crime', 'Suspicion.schoolRelated'];
    await client.query(GRANT, [KNOWN, randomUUID(), 'push', 'OSL 10:27', school, 'school.principal']);
    await client.query(
      `INSERT INTO access_block (person_ref, public_id, kind, role, rows, set_at, set_by, reason)
       VALUES ($1, $2, 'HOLDER_BLOCK', 'police.patrol-officer', '{M06}', now(), 'layers', 'layers')`,
      [PERSONS[1], randomUUID()],
    );
  });
}

async function removeActs(): Promise<void> {
  await asOwner('police', async (client) => {
    await client.query(`DELETE FROM release_grant WHERE granted_by = 'layers'`);
    await client.query(`DELETE FROM access_block WHERE set_by = 'layers'`);
  });
}

beforeAll(async () => {
  for (const agency of AGENCIES) {
    const start = (layers: Layers, withShield: boolean, withRowSecurity: boolean): Promise<unknown> =>
      startAgencyInTest(agency, { withShield, withRowSecurity }).then((made) =>
        agencies.set(`${agency} ${layers}`, made),
      );
    await start('all', true, true);
    await start('no shield', false, true);
    await start('no row security', true, false);
    await start('neither', false, false);
  }
  await addActs();
});

afterAll(async () => {
  await removeActs();
  for (const agency of agencies.values()) await agency.stop();
});

function coordinatesOf(nodes: readonly GraphNode[]): readonly string[] {
  return [...new Set(nodes.flatMap(({ coordinate, children }) => [coordinate, ...coordinatesOf(children)]))];
}

function subjectOf(role: Role): string {
  return DEMO_STAFF.find((staff) => staff.role === role)?.subject ?? 'staff-nobody';
}

/** Some of a tree; nothing of a branch that would be empty. */
function partOf(nodes: readonly GraphNode[], picks: (coordinate: string) => boolean): readonly GraphNode[] {
  return nodes.flatMap((node) => {
    if (!picks(node.coordinate)) return [];
    const children = partOf(node.children, picks);
    return node.children.length > 0 && children.length === 0 ? [] : [{ ...node, children }];
  });
}

/** From 0 to 1, the same for the same seed and word. */
function chance(seed: number, word: string): number {
  return createHash('sha256').update(`${seed} ${word}`).digest().readUInt32BE() / 2 ** 32;
}

interface Operation {
  readonly agency: Agency;
  readonly asking: Asking;
  readonly nodes: readonly GraphNode[];
}

const operations: fc.Arbitrary<Operation> = fc
  .record({
    agency: fc.constantFrom(...AGENCIES),
    role: fc.constantFrom(...ROLES),
    purpose: fc.oneof(fc.constantFrom<Purpose>('SIG', 'OWN_AGENCY'), fc.constantFrom(...PURPOSES)),
    refs: fc.uniqueArray(fc.constantFrom(...PERSONS), { minLength: 1, maxLength: 3 }),
    part: fc.nat(),
    consented: fc.nat(),
    isNamed: fc.boolean(),
  })
  .map(({ agency, role, purpose, refs, part, consented, isNamed }) => {
    const nodes = partOf(treeOf(RECORDS[agency]), (coordinate) => chance(part, coordinate) > 0.2);
    const staffSubject = subjectOf(role);
    const consent = {
      id: 'layers',
      rows: policySet.rules.map(({ row }) => row).filter((row) => chance(consented, row) > 0.5),
      recipients: [role],
      participants: isNamed ? [staffSubject] : [],
      purpose,
      from: '2020-01-01',
      to: '2099-01-01',
    };
    const consents = Object.fromEntries(refs.slice(0, 1).map((ref) => [ref, [consent]]));
    const who = { role, staffSubject, purpose, refs, consents };
    return { agency, nodes, asking: { ...who, selection: selectionOf(nodes), coordinates: coordinatesOf(nodes) } };
  })
  .filter(({ nodes }) => nodes.length > 0);

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

interface Walk {
  readonly path: string;
  readonly refused: ReadonlySet<string>;
  /** What differs, by path and coordinate. */
  readonly found: string[];
  readonly onField: (coordinate: string, isRefused: boolean) => void;
}

/** Walks what all layers told beside what was told without one: equal where open, nothing where refused. */
function compareObjects(nodes: readonly GraphNode[], whole: unknown, less: unknown, walk: Walk): void {
  if (Array.isArray(whole)) {
    if (!Array.isArray(less) || less.length !== whole.length) walk.found.push(`${walk.path}: other items`);
    else
      whole.forEach((item, index) =>
        compareObjects(nodes, item, less[index], { ...walk, path: `${walk.path}.${index}` }),
      );
    return;
  }
  if (whole === null || typeof whole !== 'object') {
    if (JSON.stringify(whole) !== JSON.stringify(less)) walk.found.push(`${walk.path}: another value`);
    return;
  }
  for (const { key, coordinate, children } of nodes) {
    const path = `${walk.path}.${key}`;
    const [mine, other] = [whole, less].map((object) => (object as Readonly<Record<string, unknown>> | null)?.[key]);
    const isRefused = walk.refused.has(path);
    walk.onField(coordinate, isRefused);
    if (isRefused) {
      if (!isNothing(other)) walk.found.push(`${path}: ${coordinate} is closed and was told`);
    } else compareObjects(children, mine, other, { ...walk, path });
  }
}

/** What the two tell differently; empty where they agree. */
function differences(
  { nodes }: Operation,
  [whole, less]: readonly [Told, Told],
  onField: Walk['onField'] = () => undefined,
): readonly string[] {
  const found: string[] = [];
  expect([whole.status, less.status]).toEqual([200, 200]);
  whole.records.forEach((record, index) => {
    // Where the door itself is closed, a stub of the record is all there is without the shield.
    if (whole.refused.has(String(index)) && Object.values(less.records[index] ?? {}).every(isNothing)) return;
    compareObjects(nodes, record, less.records[index], {
      path: String(index),
      refused: whole.refused,
      found,
      onField,
    });
  });
  return found;
}

describe('three layers', () => {
  it('agree on random operations: what the gateway closes the agency closes, and what the agency closes has no row', async () => {
    const tally = { operations: 0, open: 0, closed: 0, closedAtGateway: 0 };
    await fc.assert(
      fc.asyncProperty(operations, async (operation) => {
        const { agency, asking } = operation;
        const { role, purpose } = asking;
        const whole = await at(agency, 'all').ask(asking);
        const rowsAlone = await at(agency, 'no shield').ask(asking);
        expect(whole.codes.filter((code) => code !== 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual([]);
        expect(rowsAlone.codes).toEqual([]);
        const openThough: string[] = [];
        const found = differences(operation, [whole, rowsAlone], (coordinate, isRefused) => {
          const atGateway = decide({ coordinate, role, purpose, holder: agency, facts: null }, policySet);
          if (atGateway.outcome === 'closed' && !isRefused) openThough.push(coordinate);
          tally.closedAtGateway += atGateway.outcome === 'closed' ? 1 : 0;
          tally[isRefused ? 'closed' : 'open'] += 1;
        });
        expect([openThough, found]).toEqual([[], []]);
        tally.operations += 1;
      }),
      { numRuns: 300 },
    );
    expect(tally.open).toBeGreaterThan(500);
    expect(tally.closed - tally.closedAtGateway).toBeGreaterThan(100);
    process.stdout.write(`layers: ${JSON.stringify(tally)}\n`);
  }, 300_000);
});

/** Everything of everybody, with a receipt that a gateway without its prune would give. */
function everything(agency: Agency, role: Role, purpose: Purpose): Operation {
  const nodes = treeOf(RECORDS[agency]);
  const who = { role, staffSubject: subjectOf(role), purpose, refs: PERSONS };
  return { agency, nodes, asking: { ...who, selection: selectionOf(nodes), coordinates: coordinatesOf(nodes) } };
}

/** The same as a gateway asks it: without what no fact could open. */
function pruned({ agency, nodes, asking }: Operation): Operation {
  const { role, purpose } = asking;
  const isOpen = (coordinate: string): boolean =>
    decide({ coordinate, role, purpose, holder: agency, facts: null }, policySet).outcome !== 'closed';
  const kept = partOf(nodes, isOpen);
  return {
    agency,
    nodes: kept,
    asking: { ...asking, selection: selectionOf(kept), coordinates: coordinatesOf(kept) },
  };
}

const told = new Map<string, Promise<Told>>();

/** Asks once, however many tests want to know. */
function tell(layers: Layers, { agency, asking }: Operation): Promise<Told> {
  const key = JSON.stringify([layers, agency, asking.role, asking.purpose, asking.coordinates]);
  const known = told.get(key) ?? at(agency, layers).ask(asking);
  told.set(key, known);
  return known;
}

const EACH = AGENCIES.flatMap((agency) =>
  ROLES.flatMap((role) => (['SIG', 'OWN_AGENCY'] as const).map((purpose) => [agency, role, purpose] as const)),
);

async function eachOperation(run: (operation: Operation) => Promise<readonly string[]>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [agency, role, purpose] of EACH) {
    const differing = await run(everything(agency, role, purpose));
    found.push(...differing.map((difference) => `${agency} to ${role} for ${purpose}: ${difference}`));
  }
  return found;
}

describe('with one layer off nothing closed is told', () => {
  it('the prune: the agency refuses by itself what a gateway should never have asked', async () => {
    let refused = 0;
    const found = await eachOperation(async (operation) => {
      const { agency, asking } = operation;
      const whole = await tell('all', operation);
      const { role, purpose } = asking;
      refused += whole.refused.size;
      const leaks: string[] = [];
      differences(operation, [whole, whole], (coordinate, isRefused) => {
        const decision = decide({ coordinate, role, purpose, holder: agency, facts: null }, policySet);
        if (decision.outcome === 'closed' && !isRefused) leaks.push(coordinate);
      });
      return leaks;
    });
    expect(found).toEqual([]);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('the shield: the rows of what is closed are not there', async () => {
    const found = await eachOperation(async (operation) => {
      const honest = pruned(operation);
      if (honest.nodes.length === 0) return [];
      return differences(honest, [await tell('all', honest), await tell('no shield', honest)]);
    });
    expect(found).toEqual([]);
  });

  it('row-level security: the shield tells the same to a login that could read everything', async () => {
    const found = await eachOperation(async (operation) => {
      const honest = pruned(operation);
      if (honest.nodes.length === 0) return [];
      return differences(honest, [await tell('all', honest), await tell('no row security', honest)]);
    });
    expect(found).toEqual([]);
  });
});

describe('with two layers off', () => {
  it('prune and shield: row-level security alone still tells nothing that is closed', async () => {
    const found = await eachOperation(async (operation) => {
      return differences(operation, [await tell('all', operation), await tell('no shield', operation)]);
    });
    expect(found).toEqual([]);
  });

  it('prune and row-level security: the shield alone still tells nothing that is closed', async () => {
    const found = await eachOperation(async (operation) => {
      return differences(operation, [await tell('all', operation), await tell('no row security', operation)]);
    });
    expect(found).toEqual([]);
  });

  it('shield and row-level security: what no fact can open is not asked and is refused when asked, and no more holds', async () => {
    const onFacts = new Set<string>();
    for (const [agency, role, purpose] of EACH) {
      const operation = everything(agency, role, purpose);
      const honest = pruned(operation);
      if (honest.nodes.length === 0) continue;
      const whole = await tell('all', honest);
      const naked = await at(agency, 'neither').ask(honest.asking);
      for (const line of differences(honest, [whole, naked])) onFacts.add(line.replace(/^[\d.]*/, ''));
      if (coordinatesOf(operation.nodes).length === coordinatesOf(honest.nodes).length) continue;
      const wide = await at(agency, 'neither').ask({ ...operation.asking, coordinates: honest.asking.coordinates });
      expect([wide.status, wide.records]).toEqual([403, []]);
    }
    // The facts of the holder are all that closes these, and nobody is left to look at them.
    expect([...onFacts].some((line) => line.includes('is closed and was told'))).toBe(true);
  });
});

async function asOwner<Result>(agency: Agency, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withClient(inject('system').facts.databases[agency].owner, work);
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** What a session of the login that serves can read of persons: `schema.table`, without the log. */
async function readableTables(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_ref'
     WHERE n.nspname IN ('public', 'released') AND c.relkind IN ('r', 'v') AND c.relname <> 'disclosure_log'
       AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function countRows(client: Client): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of await readableTables(client)) {
    const { rows } = await client.query<{ readonly count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts.set(table, count);
  }
  return counts;
}

describe('a session of the login that serves', () => {
  it.each(AGENCIES)('of %s sees no row of any person without a binding', async (agency) => {
    await withClient(inject('system').facts.databases[agency].app, async (client) => {
      expect((await readableTables(client)).length).toBeGreaterThan(20);
      expect(await countRows(client)).toEqual(new Map());
    });
    expect((await asOwner(agency, countRows)).size).toBeGreaterThan(10);
  });

  it('sees the one row of the matrix, the one column and the one person that it is bound to', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await client.query('BEGIN');
      const permits = [{ refs: [KNOWN], opens: ['M06', 'PoliceRecord.incidents', 'PoliceIncident.date'] }];
      await client.query(`SELECT set_config('samsyn.permits', $1, true)`, [JSON.stringify(permits)]);
      expect([...(await countRows(client)).keys()]).toEqual(['released.incident']);
      const { rows } = await client.query(
        'SELECT DISTINCT person_ref, type, area, date IS NULL AS dateless FROM released.incident',
      );
      expect(rows).toEqual([{ person_ref: KNOWN, type: null, area: null, dateless: false }]);
      await client.query('COMMIT');
      expect(await countRows(client)).toEqual(new Map());
    });
  });

  it('sees facts of the persons that it is bound to, and of nobody else; a desk sees its own matters', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('samsyn.refs', $1, true)`, [KNOWN]);
      for (const table of (await countRows(client)).keys()) {
        const { rows } = await client.query(`SELECT DISTINCT person_ref FROM ${table}`);
        expect([table, rows]).toEqual([table, [{ person_ref: KNOWN }]]);
      }
      expect((await countRows(client)).get('public.release_grant')).toBe(2);
      expect((await countRows(client)).has('public.access_block')).toBe(false);
      await client.query(`SELECT set_config('samsyn.desk', 'on', true)`);
      expect((await countRows(client)).has('public.access_block')).toBe(true);
      await client.query('ROLLBACK');
      expect(await countRows(client)).toEqual(new Map());
    });
  });

  it('cannot read past its views, nor write about anybody whom it is not bound to', async () => {
    await withClient(inject('system').facts.databases.police.app, async (client) => {
      await expect(client.query('SELECT * FROM incident')).rejects.toThrow(/permission denied/);
      await expect(client.query('SELECT * FROM person')).rejects.toThrow(/permission denied/);
      const block = `INSERT INTO access_block (person_ref, public_id, kind, rows, set_at, set_by, reason)
        VALUES ('${KNOWN}', '${randomUUID()}', 'PERSON_BLOCK', '{}', now(), 'layers', 'layers')`;
      await expect(client.query(block)).rejects.toThrow(/row-level security/);
    });
  });

  it('has nothing left of a request on the connection that served it', async () => {
    const url = inject('system').facts.databases.police.app;
    await withClient(url, async (client) => {
      for (const end of ['COMMIT', 'ROLLBACK']) {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('samsyn.refs', $1, true), set_config('samsyn.permits', '[]', true)`, [
          KNOWN,
        ]);
        await client.query(end);
        const { rows } = await client.query(
          `SELECT coalesce(current_setting('samsyn.refs', true), '') AS refs, coalesce(current_setting('samsyn.permits', true), '') AS permits`,
        );
        expect(rows).toEqual([{ refs: '', permits: '' }]);
      }
    });
  });
});
