import { afterAll, describe, expect, it } from 'vitest';
import { dayBefore } from '../../schema/swedish-day.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { decide, type Decision } from '../../policies/decide.ts';
import { noFacts, type AttestedConsent, type HolderFacts, type ReleaseGrant } from '../../policies/holder-facts.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { AGE_TABLE, LIMIT_TABLE } from './limit-table.ts';
import { PURPOSE_TABLE } from './purpose-table.ts';
import { readMatrix, type Clause } from './read-matrix.ts';
import { ROW_COORDINATES } from './row-coordinates.ts';

const POLICY = loadPolicySet();
const NOW = new Date('2026-03-02T12:00:00Z');
const TODAY = '2026-03-02';
const ASKER = 'staff-asker';
const OPENED_BY_ACTS = ['consent', 'decision', 'push', 'feedback', 'emergency'];
/** In no cell of the matrix, so no release can rest on it. */
const NO_LAW = 'OSL 10:99';
const counts = { cells: 0, opened: 0, less: 0, outside: 0 };

/** One way that the matrix gives: a cell's alternative under one purpose, on one section, for one field. */
interface Way {
  readonly row: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly clause: Clause;
  readonly law: string | null;
  readonly coordinate: string;
  /** The grounds of the whole cell. */
  readonly grounds: readonly string[];
  /** Beyond what the limit of the cell lets open. */
  readonly isOutside: boolean;
}

const WAYS = listWays();

afterAll(() => process.stdout.write(`openable cells of the matrix: ${JSON.stringify(counts)}\n`));

describe('every openable cell of the matrix', () => {
  it('opens with its matching act, for each purpose, section and field', () => {
    counts.cells = new Set(WAYS.map(({ row, role }) => `${row} ${role}`)).size;
    const wrong = WAYS.filter(({ isOutside }) => !isOutside).filter((way) => {
      counts.opened += 1;
      const decision = decideOn(way, actFor(way));
      const { ground } = way.clause;
      if (decision.outcome !== 'open' || decision.ground !== ground) return true;
      return way.law === null ? decision.laws.length > 0 : decision.laws.join() !== way.law;
    });
    expect(wrong.map(printWay)).toEqual([]);
  });

  it('opens nothing beyond its limit, whatever act', () => {
    const wrong = WAYS.filter(({ isOutside }) => isOutside).filter((way) => {
      counts.outside += 1;
      return decideOn(way, actFor(way)).outcome === 'open';
    });
    expect(wrong.map(printWay)).toEqual([]);
  });

  it('opens with nothing less than its matching act', () => {
    const wrong = WAYS.filter(({ isOutside }) => !isOutside).flatMap((way) =>
      Object.entries(lessThan(way, actFor(way)))
        .filter(([, facts]) => {
          counts.less += 1;
          return decideOn(way, facts).outcome === 'open';
        })
        .map(([less]) => `${printWay(way)} with ${less}`),
    );
    expect(wrong).toEqual([]);
  });
});

function listWays(): readonly Way[] {
  return readMatrix().flatMap(({ row, cells }) =>
    ROLES.flatMap((role) =>
      cells[role]
        .filter(({ ground }) => OPENED_BY_ACTS.includes(ground))
        .flatMap((clause) =>
          (Object.keys(PURPOSE_TABLE) as Purpose[])
            .filter((purpose) => PURPOSE_TABLE[purpose].roles.includes(role))
            .filter((purpose) => PURPOSE_TABLE[purpose].grounds.includes(clause.ground))
            .flatMap((purpose) =>
              (clause.laws.length === 0 ? [null] : clause.laws).flatMap((law) =>
                coordinatesOf(row).map((coordinate) => ({
                  ...{ row, role, purpose, clause, law, coordinate },
                  grounds: cells[role].map(({ ground }) => ground),
                  isOutside: isBeyond(row, clause, coordinate),
                })),
              ),
            ),
        ),
    ),
  );
}

function coordinatesOf(row: string): readonly string[] {
  return Object.entries(ROW_COORDINATES[row]?.content ?? {}).flatMap(([type, fields]) =>
    fields.split(' ').map((field) => `${type}.${field}`),
  );
}

function isBeyond(row: string, { qualifiers }: Clause, coordinate: string): boolean {
  const lists = qualifiers.flatMap((limit) => LIMIT_TABLE[row]?.[limit] ?? []);
  return lists.some((list) => !list.split(' ').includes(coordinate));
}

const NOBODY: HolderFacts = { ...noFacts(ASKER, NOW), birthDate: '2013-06-15' };

function actFor(way: Way): HolderFacts {
  const { clause } = way;
  if (clause.ground === 'feedback') return { ...NOBODY, hasReported: true };
  if (clause.ground !== 'consent') return { ...NOBODY, grants: [grantFor(way)] };
  const isNamed = clause.qualifiers.includes('named-person');
  const consent: AttestedConsent = {
    id: 'S1',
    rows: [way.row],
    recipients: isNamed ? [] : [way.role],
    participants: isNamed ? [ASKER] : [],
    purpose: way.purpose,
    from: TODAY,
    to: TODAY,
  };
  const weighing = { ...grantFor(way), kind: 'weighing' as const, law: null };
  return { ...NOBODY, consents: [consent], grants: needsWeighing(clause) ? [weighing] : [] };
}

function needsWeighing({ ground, qualifiers }: Clause): boolean {
  return ground === 'consent' && qualifiers.includes('police-secrecy-weighed');
}

function grantFor({ clause, law, coordinate, role, purpose }: Way): ReleaseGrant {
  const kind = clause.ground as ReleaseGrant['kind'];
  const until = new Date(NOW.getTime() + 1);
  return { id: 'B1', kind, law, coordinates: [coordinate], role, staffSubject: ASKER, purpose, from: NOW, until };
}

/** The act with one thing wrong, by what is wrong. */
function lessThan(way: Way, facts: HolderFacts): Readonly<Record<string, HolderFacts>> {
  const { clause } = way;
  if (clause.ground === 'feedback') return { 'no report': NOBODY };
  if (clause.ground !== 'consent') return { 'no act': NOBODY, ...lesserGrants(way, facts), ...lesserAges(way, facts) };
  const consents = lesserConsents(way, facts);
  return needsWeighing(clause)
    ? { ...consents, ...lesserGrants(way, facts), 'no weighing': { ...facts, grants: [] } }
    : consents;
}

function lesserConsents(
  { row, role, purpose, clause }: Way,
  facts: HolderFacts,
): Readonly<Record<string, HolderFacts>> {
  const isNamed = clause.qualifiers.includes('named-person');
  const change = (less: Partial<AttestedConsent>): HolderFacts => ({
    ...facts,
    consents: facts.consents.map((consent) => ({ ...consent, ...less })),
  });
  return {
    'no consent': { ...facts, consents: [] },
    'a consent to other rows': change({ rows: ['M01', 'M53', 'M09'].filter((other) => other !== row) }),
    'a consent to no row': change({ rows: [] }),
    'a consent to other roles': change({ recipients: ROLES.filter((other) => other !== role), participants: [] }),
    'a consent to somebody else': change({ recipients: [], participants: ['staff-colleague'] }),
    ...(isNamed ? { 'a consent to the role alone': change({ recipients: ROLES, participants: [] }) } : {}),
    'a consent for another purpose': change({ purpose: otherPurpose(purpose) }),
    'a consent that ended yesterday': change({ from: '2026-01-01', to: dayBefore(TODAY) }),
    'a consent from tomorrow': change({ from: '2026-03-03', to: '2026-12-31' }),
  };
}

function lesserGrants(way: Way, facts: HolderFacts): Readonly<Record<string, HolderFacts>> {
  const change = (less: Partial<ReleaseGrant>): HolderFacts => ({
    ...facts,
    grants: facts.grants.map((grant) => ({ ...grant, ...less })),
  });
  const kinds = (['decision', 'push', 'emergency', 'weighing'] as const).filter(
    (kind) => kind !== facts.grants[0]?.kind && !way.grounds.includes(kind),
  );
  const restsOnLaw = facts.grants[0]?.law !== null;
  return {
    ...Object.fromEntries(kinds.map((kind) => [`a grant of kind ${kind}`, change({ kind })])),
    ...(restsOnLaw ? { 'no law': change({ law: null }), 'a law of no cell': change({ law: NO_LAW }) } : {}),
    ...(restsOnLaw ? { 'a law of another cell': change({ law: foreignLaw(way) }) } : {}),
    'a grant of other fields': change({ coordinates: ['Query.me', 'SchoolRecord.nothing'] }),
    'a grant of no field': change({ coordinates: [] }),
    'a grant to another role': change({ role: way.role === 'analyst' ? 'school.mentor' : 'analyst' }),
    'a grant to a colleague': change({ staffSubject: 'staff-colleague' }),
    'a grant for another purpose': change({ purpose: otherPurpose(way.purpose) }),
    'a grant that ends now': change({ from: new Date(0), until: NOW }),
    'a grant from the next moment': change({ from: new Date(NOW.getTime() + 1), until: new Date('2027-01-01') }),
  };
}

function lesserAges({ law }: Way, facts: HolderFacts): Readonly<Record<string, HolderFacts>> {
  const underAge = law === null ? undefined : AGE_TABLE[law];
  if (underAge === undefined) return {};
  const birthday = `${2026 - underAge}-03-02`;
  return {
    'the birthday of the limit': { ...facts, birthDate: birthday },
    'a year past the limit': { ...facts, birthDate: `${2025 - underAge}-03-02` },
    'an unknown age': { ...facts, birthDate: null },
  };
}

/** A section that the matrix names, in other cells than this one. */
function foreignLaw({ clause }: Way): string {
  return ['OSL 26:7', '2025:170 4', 'SoL 15:7'].find((law) => !clause.laws.includes(law))!;
}

function otherPurpose(purpose: Purpose): Purpose {
  return purpose === 'SIG' ? 'SSPF' : 'SIG';
}

function decideOn({ coordinate, role, purpose }: Way, facts: HolderFacts): Decision {
  const held = POLICY.coordinates.get(coordinate)?.rule.holder;
  const holder = recordHolder(coordinate) ?? (held === 'police' || held === 'school' ? held : 'socialtjanst');
  return decide({ coordinate, role, purpose, holder, facts }, POLICY);
}

function printWay({ row, role, purpose, clause, law, coordinate }: Way): string {
  return `${row} ${role} ${purpose} ${clause.ground} ${law ?? ''} ${coordinate}`;
}
