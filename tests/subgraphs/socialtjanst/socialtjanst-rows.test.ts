import { describe, expect, it } from 'vitest';
import { deriveSyntheticRef } from '../../../schema/ref.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import type { Placement, Reporter } from '../../../subgraphs/platform/town/social-facts.ts';
import type { Townsperson } from '../../../subgraphs/platform/town/townsperson.ts';
import type { TownRow } from '../../../subgraphs/platform/town-row.ts';
import { socialtjanstRowsOf } from '../../../subgraphs/socialtjanst/socialtjanst-rows.ts';
import { SOCIALTJANST_TABLES } from '../../../subgraphs/socialtjanst/socialtjanst-tables.ts';

const KEY = Buffer.alloc(32, 1);
const refOf = (index: number) => deriveSyntheticRef(index, KEY);
const TOWN = createTown({ seed: 'rows', people: 60, today: '2026-07-10' });
const RICH = TOWN.person(TOWN.cast.knownToAll);

function rowsOf(person: Townsperson): readonly TownRow[] {
  return [...socialtjanstRowsOf(person, { ref: refOf(person.index), refOf })];
}

function rowsIn(person: Townsperson, table: string): readonly TownRow['row'][] {
  return rowsOf(person).flatMap((row) => (row.table.name === table ? [row.row] : []));
}

function withSocial(changes: Partial<NonNullable<Townsperson['socialtjanst']>>): Townsperson {
  if (RICH.socialtjanst === null) throw new Error('the town must know its example');
  return { ...RICH, socialtjanst: { ...RICH.socialtjanst, ...changes } };
}

describe('socialtjanstRowsOf', () => {
  it('stores nothing of somebody unknown to socialtjänsten', () => {
    expect(rowsOf(TOWN.person(TOWN.cast.onlyPolice))).toEqual([]);
  });

  it('fills every table for the example who is known to all', () => {
    const filled = new Set(rowsOf(RICH).map(({ table }) => table.name));
    const acts = ['consent_withdrawal', 'consent_attestation'];
    const missing = SOCIALTJANST_TABLES.map(({ name }) => name).filter((name) => !filled.has(name));
    expect(missing).toEqual(acts);
  });

  it('stores a consent that was taken back with a row of its withdrawal', () => {
    const withdrawn = TOWN.person(TOWN.cast.sigConsentWithdrawn);
    const [entry] = rowsIn(withdrawn, 'consent_entry');
    expect(rowsIn(withdrawn, 'consent_withdrawal')).toMatchObject([{ consentId: entry?.['publicId'] }]);
  });

  it('never stores where somebody is sheltered (OSL 26:14 c)', () => {
    const placement: Placement = {
      kind: 'SHELTERED_HOUSING',
      location: 'Skyddat boende, påhittad ort',
      from: '2026-05-01',
      to: null,
      returnPlan: null,
    };
    const person = withSocial({ placements: [placement] });
    expect(rowsIn(person, 'placement')).toMatchObject([{ kind: 'SHELTERED_HOUSING' }]);
    expect(rowsIn(person, 'placement_location')).toEqual([]);
    expect(JSON.stringify(rowsOf(person).map(({ row }) => row))).not.toContain(placement.location);
  });

  it.each<[Reporter, string | null]>([
    [{ name: null, function: null, staffSubject: null }, null],
    [{ name: null, function: 'Rektor', staffSubject: 'staff-principal' }, 'Rektor'],
    [{ name: 'Påhittad Granne', function: null, staffSubject: null }, 'Påhittad Granne'],
  ])('tells who reported, and nobody when anonymous: %o', (reporter, told) => {
    const reports = RICH.socialtjanst?.concernReports.slice(0, 1) ?? [];
    const person = withSocial({ concernReports: reports.map((report) => ({ ...report, reporter })) });
    const { staffSubject } = reporter;
    expect(rowsIn(person, 'concern_report')).toHaveLength(1);
    expect(rowsIn(person, 'concern_report_reporter').map((row) => row['reporter'])).toEqual(
      told === null ? [] : [told],
    );
    expect(rowsIn(person, 'concern_report_sender').map((row) => row['staffSubject'])).toEqual(
      staffSubject === null ? [] : [staffSubject],
    );
  });

  it('names the agency of each contact of a return plan', () => {
    const agencies = rowsIn(RICH, 'return_plan').flatMap(({ contacts }) =>
      (contacts as readonly { readonly agency: string | null }[]).map(({ agency }) => agency),
    );
    expect(agencies).toEqual(['socialtjanst', 'police', 'school']);
  });
});
