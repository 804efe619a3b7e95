import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { readBlockScope } from '../../../subgraphs/platform/desk/read-block-scope.ts';
import { idUnderKey, readReason } from '../../../subgraphs/platform/desk/read-text-input.ts';

const HERE = { agency: 'police', policySet: loadPolicySet() } as const;
const problemOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { readonly facts?: { readonly problem?: string } }).facts?.problem;
  }
};

describe('the scope of a block', () => {
  it('is all for somebody, a role or everybody', () => {
    const nobody = { staffSubject: null, role: null, rows: [] };
    expect(readBlockScope({ kind: 'CONFLICT_OF_INTEREST', staffSubject: 'staff-1' }, HERE)).toEqual({
      ...nobody,
      staffSubject: 'staff-1',
    });
    expect(readBlockScope({ kind: 'PERSON_BLOCK' }, HERE)).toEqual(nobody);
    expect(readBlockScope({ kind: 'HOLDER_BLOCK', role: 'school.nurse', rows: null }, HERE)).toEqual({
      ...nobody,
      role: 'school.nurse',
    });
  });

  it('is rows that the agency holds, alone, together or as each does, in order and once', () => {
    const { rows } = readBlockScope({ kind: 'PERSON_BLOCK', rows: ['M17', 'M05', 'M01', 'M05'] }, HERE);
    expect(rows).toEqual(['M01', 'M05', 'M17']);
    for (const row of ['M20', 'S05', 'M54', 'PoliceRecord.name', '']) {
      expect(problemOf(() => readBlockScope({ kind: 'PERSON_BLOCK', rows: ['M05', row] }, HERE))).toBe('rows');
    }
  });

  it('of a conflict of interest is one of staff, by subject', () => {
    for (const wrong of [
      {},
      { staffSubject: 'a b' },
      { staffSubject: '20090101-2385' },
      { staffSubject: 'x', role: 'school.nurse' },
    ]) {
      expect(problemOf(() => readBlockScope({ kind: 'CONFLICT_OF_INTEREST', ...wrong }, HERE))).toBe('staff-subject');
    }
    expect(problemOf(() => readBlockScope({ kind: 'PERSON_BLOCK', role: 'toString' }, HERE))).toBe('role');
  });
});

describe('the words of an input', () => {
  it('are kept without the space around them', () => {
    expect(readReason('  släkt ')).toBe('släkt');
    for (const wrong of ['', ' \n', 'x'.repeat(2_001), 'a\0b', '\ud800', ['gäller 20090101', '2385'].join('-')]) {
      expect(problemOf(() => readReason(wrong))).toBe('reason');
    }
  });

  it('make one id under one key, of the form of a UUID, and another for another action or person of staff', () => {
    const ids = [
      idUnderKey('key-00001', 'police', 'setBlock', 'staff-1'),
      idUnderKey('key-00001', 'police', 'setBlock', 'staff-2'),
      idUnderKey('key-00001', 'school', 'setBlock', 'staff-1'),
      idUnderKey('key-00002', 'police', 'setBlock', 'staff-1'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(idUnderKey('key-00001', 'police', 'setBlock', 'staff-1')).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const wrong of ['kort', 'x'.repeat(65), 'med mellanslag', '']) {
      expect(problemOf(() => idUnderKey(wrong, 'police'))).toBe('idempotency-key');
    }
  });
});
