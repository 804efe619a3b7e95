import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../policies/decide.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { PURPOSES, type Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { addActs, removeActs } from './acts-for-layers.ts';
import { startAgencyInTest, type AgencyInTest, type Told } from './agency-in-test.ts';
import { differences, type Operation } from './compare-layers.ts';
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
  return agencies.get(`${agency} ${layers}`)!;
}

beforeAll(async () => {
  for (const agency of AGENCIES) {
    const start = async (layers: Layers, withShield: boolean, withRowSecurity: boolean): Promise<void> => {
      agencies.set(`${agency} ${layers}`, await startAgencyInTest(agency, { withShield, withRowSecurity }));
    };
    await start('all', true, true);
    await start('no shield', false, true);
    await start('no row security', true, false);
    await start('neither', false, false);
  }
  await addActs({ known: KNOWN, blocked: PERSONS[1] ?? '' });
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
