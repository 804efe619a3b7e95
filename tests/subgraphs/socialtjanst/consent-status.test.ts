import { describe, expect, it } from 'vitest';
import {
  consentStatusOfCase,
  consentStatusOn,
  type ConsentRow,
} from '../../../subgraphs/socialtjanst/consent-status.ts';

const ROW: ConsentRow = {
  id: '1',
  personRef: 'r1_x',
  caseNumber: 'SN 2026/1',
  holders: ['socialtjanst'],
  recipients: ['school.principal'],
  fieldGroups: ['M38'],
  purpose: 'SIG',
  from: '2026-01-01',
  to: '2026-06-30',
  form: 'WRITTEN',
  status: 'IN_FORCE',
  withdrawnAt: null,
  givenBy: ['GUARDIANS'],
};

describe('consentStatusOn', () => {
  it('holds through its last day and not the day after', () => {
    expect(consentStatusOn(ROW, '2026-06-30')).toBe('IN_FORCE');
    expect(consentStatusOn(ROW, '2026-07-01')).toBe('EXPIRED');
  });

  it.each(['WITHDRAWN', 'REFUSED', 'EXPIRED'])('keeps %s whatever the day', (status) => {
    expect(consentStatusOn({ ...ROW, status }, '2026-02-01')).toBe(status);
    expect(consentStatusOn({ ...ROW, status }, '2027-02-01')).toBe(status);
  });
});

describe('consentStatusOfCase', () => {
  const of = { caseNumber: 'SN 2026/1', today: '2026-03-01' };

  it('is null without a consent, and consents of other cases do not count', () => {
    expect(consentStatusOfCase([], of)).toBeNull();
    expect(consentStatusOfCase([{ ...ROW, caseNumber: 'SN 2026/2' }], of)).toBeNull();
  });

  it('is in force when one is, else as the latest tells', () => {
    const withdrawn = { ...ROW, status: 'WITHDRAWN' };
    expect(consentStatusOfCase([withdrawn, ROW], of)).toBe('IN_FORCE');
    expect(consentStatusOfCase([withdrawn, { ...ROW, to: '2026-01-31' }], of)).toBe('WITHDRAWN');
  });
});
