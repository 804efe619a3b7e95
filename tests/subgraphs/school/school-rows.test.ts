import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveSyntheticRef } from '../../../schema/ref.ts';
import type { TownRow } from '../../../subgraphs/platform/town-row.ts';
import { createTown } from '../../../subgraphs/platform/town/create-town.ts';
import type { SchoolFacts } from '../../../subgraphs/platform/town/school-facts.ts';
import type { Townsperson } from '../../../subgraphs/platform/town/townsperson.ts';
import * as enums from '../../../subgraphs/school/school-enums.type.ts';
import { schoolRowsOf } from '../../../subgraphs/school/school-rows.ts';
import * as tables from '../../../subgraphs/school/school-tables.ts';

const key = randomBytes(32);
const town = createTown({ seed: 'school rows', people: 300, today: '2026-11-20' });

const KEPT = { presentPercent: 1, validAbsenceHours: 0, invalidAbsenceHours: 0, hoursTaught: 420 };

describe('what the school stores', () => {
  it('has only words that the graph knows', () => {
    const rows = [...town.people()].flatMap(rowsOf);
    for (const [table, column, words] of [
      [tables.ENROLMENT, 'kind', enums.SchoolKind],
      [tables.ENROLMENT, 'stage', enums.SchoolStage],
      [tables.GUARDIAN_CONTACT, 'relation', enums.GuardianRelation],
      [tables.DISCIPLINARY_INCIDENT, 'type', enums.DisciplinaryIncidentType],
      [tables.DISCIPLINARY_INCIDENT, 'measure', enums.DisciplinaryMeasure],
      [tables.GRADE, 'grade', enums.GradeMark],
      [tables.GRADE, 'goalAttainment', enums.GoalAttainment],
      [tables.MENTOR_OBSERVATION, 'kind', enums.MentorObservationKind],
    ] as const) {
      const stored = new Set(rows.filter((row) => row.table === table).map(({ row }) => row[column]));
      stored.delete(null);
      expect([...stored].filter((word) => !Object.keys(words).includes(String(word)))).toEqual([]);
      expect(stored.size).toBeGreaterThan(0);
    }
  });

  it('has a value for each column of a table', () => {
    const incomplete = [...town.people()]
      .flatMap(rowsOf)
      .filter(({ table, row }) => Object.keys(table.columns).some((column) => row[column] === undefined));
    expect(incomplete).toEqual([]);
  });

  it('keeps terms in the order of time, spring before autumn', () => {
    const terms = ['HT2026', 'VT2026', 'HT2025', 'VT2025'];
    const attendance = terms.map((term) => ({ ...KEPT, term }));
    const stored = rowsOf(pupilWith({ attendance })).filter(({ table }) => table === tables.TERM_ATTENDANCE);
    expect(tables.TERM_ATTENDANCE.newestBy).toBe('termStart');
    expect(stored.map(({ row }) => row['termStart'])).toEqual(['2026-07-01', '2026-01-01', '2025-07-01', '2025-01-01']);
  });

  it('refuses a term that it cannot place in time', () => {
    const attendance = [{ ...KEPT, term: '2026' }];
    expect(() => rowsOf(pupilWith({ attendance }))).toThrow(/write a term as VT2026/);
  });

  it('is nothing for who has no place at a school', () => {
    expect(rowsOf(town.person(town.cast.onlyPolice))).toEqual([]);
  });

  it('leaves out which lesson a pupil is in', () => {
    const presence = rowsOf(town.person(town.cast.knownToAll)).filter(({ table }) => table === tables.PRESENCE);
    expect(presence.map(({ row }) => Object.keys(row).toSorted())).toEqual([['asOf', 'isPresent']]);
  });
});

function rowsOf(person: Townsperson): readonly TownRow[] {
  const refOf = (index: number) => deriveSyntheticRef(index, key);
  return [...schoolRowsOf(person, { ref: refOf(person.index), refOf })];
}

function pupilWith(facts: Partial<SchoolFacts>): Townsperson {
  const person = town.person(town.cast.knownToAll);
  if (person.school === null) throw new Error('the pupil has left');
  return { ...person, school: { ...person.school, ...facts } };
}
