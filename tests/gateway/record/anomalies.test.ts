import { describe, expect, it } from 'vitest';
import { findAnomalies } from '../../../gateway/record/anomalies/find-anomalies.ts';
import { findManyPersons } from '../../../gateway/record/anomalies/find-many-persons.ts';
import { findOutsideHours } from '../../../gateway/record/anomalies/find-outside-hours.ts';
import { findWithoutCase, type PurposeUse } from '../../../gateway/record/anomalies/find-without-case.ts';
import type { Finding, StaffCount } from '../../../gateway/record/anomalies/finding.ts';
import type { RecordCounts } from '../../../gateway/record/anomalies/read-counts.ts';
import { renderAnomalies } from '../../../gateway/record/anomalies/render-anomalies.ts';
import { loadAnomalyRules } from '../../../policies/load-anomaly-rules.ts';
import { isOutsideHours } from '../../../policies/office-hours.ts';

const rules = loadAnomalyRules();

const seen = (staffSubject: string, count: number, role = 'socialtjanst.case-worker'): StaffCount => ({
  staffSubject,
  role,
  agency: role.split('.')[0] ?? '',
  count,
  from: '2026-11-02',
  to: '2026-11-20',
});

const unit = (counts: readonly number[], role?: string): readonly StaffCount[] =>
  counts.map((count, index) => seen(`staff-${index}`, count, role));

const subjects = (findings: readonly Finding[]): readonly string[] => findings.map(({ subject }) => subject);

describe('office hours', () => {
  it.each([
    ['2026-11-23', 6, true],
    ['2026-11-23', 7, false],
    ['2026-11-23', 17, false],
    ['2026-11-23', 18, true],
    ['2026-11-22', 12, true], // Sunday
    ['2026-04-03', 12, true], // Good Friday
    ['2026-04-06', 12, true], // Easter Monday
    ['2026-05-14', 12, true], // Ascension Day
    ['2025-04-18', 12, true], // Good Friday
    ['2038-04-26', 12, true], // Easter Monday, as late as it comes
    ['2027-06-25', 12, true], // Midsummer Eve
    ['2026-06-26', 12, false],
    ['2028-06-06', 12, true], // National Day, a Tuesday
    ['2027-01-06', 12, true],
    ['2026-12-23', 12, false],
  ])('take %s at %i o’clock as outside: %s', (day, hour, isOutside) => {
    expect(isOutsideHours({ day, hour }, rules.outsideHours)).toBe(isOutside);
  });
});

describe('the systematic checks', () => {
  it('name who looks up far more persons than the own role, and nobody in an even or small one', () => {
    expect(subjects(findManyPersons(unit([10, 12, 11, 9, 80, 13]), rules.manyPersons))).toEqual(['staff-4']);
    expect(findManyPersons(unit([70, 72, 71, 69, 80, 73]), rules.manyPersons)).toEqual([]);
    expect(findManyPersons(unit([1, 1, 1, 1, 15]), rules.manyPersons)).toEqual([]);
    expect(findManyPersons(unit([1, 1, 80]), rules.manyPersons)).toEqual([]);
    const mixed = [...unit([10, 12, 11, 9, 13]), ...unit([80, 90, 85, 84, 88], 'police.investigator')];
    expect(findManyPersons(mixed, rules.manyPersons)).toEqual([]);
  });

  it('let no number of very high counts but the half hide one another', () => {
    expect(subjects(findManyPersons(unit([10, 11, 12, 10, 11, 900, 950]), rules.manyPersons))).toEqual([
      'staff-5',
      'staff-6',
    ]);
  });

  it('judge work round the clock by its own measure', () => {
    expect(subjects(findOutsideHours([seen('day', 3), seen('rare', 2)], rules))).toEqual(['day']);
    expect(findOutsideHours(unit([40, 42, 41, 43, 44], 'police.patrol-officer'), rules)).toEqual([]);
    expect(subjects(findOutsideHours(unit([40, 42, 41, 43, 400], 'police.patrol-officer'), rules))).toEqual([
      'staff-4',
    ]);
  });

  it('name who gives no case where the role’s others do', () => {
    const use = (staffSubject: string, count: number, withoutCase: number): PurposeUse => ({
      ...seen(staffSubject, count),
      purpose: 'OWN_AGENCY',
      withoutCase,
    });
    expect(subjects(findWithoutCase([use('a', 15, 1), use('b', 15, 0), use('c', 9, 9)], rules.withoutCase))).toEqual([
      'c',
    ]);
    expect(findWithoutCase([use('a', 15, 15), use('b', 15, 14), use('c', 9, 9)], rules.withoutCase)).toEqual([]);
    expect(findWithoutCase([use('a', 3, 0), use('c', 9, 9)], rules.withoutCase)).toEqual([]);
    expect(findWithoutCase([use('a', 40, 0), use('c', 9, 4)], rules.withoutCase)).toEqual([]);
  });

  const counts: RecordCounts = {
    uses: [],
    outsideHours: [],
    persons: [],
    crowded: [
      { personRef: 'r1_many', staff: 8, from: '2026-11-01', to: '2026-11-02' },
      { personRef: 'r1_few', staff: 7, from: '2026-11-01', to: '2026-11-02' },
    ],
    protectedPersons: [seen('a', 1), seen('b', 4)],
    refusals: [
      { ...seen('a', 10), code: 'CASE_MISSING' },
      { ...seen('b', 9), code: 'CASE_MISSING' },
    ],
    emergencies: [seen('a', 1)],
  };

  it('list each rule’s findings, the highest count first, with what they rest on', () => {
    expect(findAnomalies(counts, rules).map(({ rule, subject, count }) => `${rule} ${subject} ${count}`)).toEqual([
      'same-person r1_many 8',
      'protected-identity b 4',
      'protected-identity a 1',
      'refusals a 10',
      'emergencies a 1',
    ]);
  });

  it('are written for reading, for systems and for spreadsheets, where nothing becomes a formula', () => {
    const findings = findAnomalies({ ...counts, protectedPersons: [seen('=cmd("x")', 1)] }, rules);
    expect(renderAnomalies(findings, 'text')).toContain('4 findings: without-case 0');
    expect((JSON.parse(renderAnomalies(findings, 'json')) as { findings: unknown }).findings).toEqual(findings);
    const csv = renderAnomalies(findings, 'csv').split('\r\n');
    expect(csv[0]).toBe('rule,subject,role,count,from,to,why');
    expect(csv[2]).toContain(`"'=cmd(""x"")"`);
    expect(renderAnomalies([], 'text')).toContain('0 findings');
  });
});
