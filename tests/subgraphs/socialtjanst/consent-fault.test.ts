import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { findConsentFault, type ConsentWish } from '../../../subgraphs/socialtjanst/consent-fault.ts';

const POLICY = loadPolicySet();
const TODAY = '2026-03-01';

const WISH: ConsentWish = {
  holders: ['police', 'school'],
  recipients: ['socialtjanst.sig-coordinator'],
  participants: [],
  rows: ['M06', 'M46'],
  purpose: 'SIG',
  from: '2026-03-01',
  to: '2026-08-31',
};

const faultOf = (changes: Partial<ConsentWish>) => findConsentFault({ ...WISH, ...changes }, POLICY, TODAY);

describe('findConsentFault', () => {
  it('finds none in a consent that some cell of the matrix could use', () => {
    expect(faultOf({})).toBeNull();
    expect(faultOf({ rows: ['M06', 'M46', 'M02'] })).toBeNull();
  });

  it.each(['M09', 'M10', 'M11', 'M12', 'M13'])(
    'refuses %s, which no consent lifts (OSL 35:3, 18:1, 18:2, 12:2)',
    (row) => {
      expect(faultOf({ rows: ['M06', 'M46', row] })).toBe('consent-never-lifts');
    },
  );

  it.each<[string, Partial<ConsentWish>, string]>([
    ['a purpose that no consent carries', { purpose: 'OWN_AGENCY' }, 'consent-purpose'],
    ['nobody who receives', { recipients: [] }, 'consent-recipients'],
    ['a recipient who may not declare the purpose', { recipients: ['analyst'] }, 'consent-recipients'],
    ['no rows', { rows: [] }, 'consent-rows'],
    ['a row twice', { rows: ['M06', 'M06', 'M46'] }, 'consent-rows'],
    ['a row that does not exist', { rows: ['M06', 'M46', 'M99'] }, 'consent-rows'],
    ['a row that no recipient could have by consent', { recipients: ['school.mentor'] }, 'consent-rows'],
    ['a row whose holder is not named', { holders: ['police'] }, 'consent-holders'],
    ['a holder without a row', { holders: ['police', 'school', 'socialtjanst'] }, 'consent-holders'],
    ['an end before the beginning', { to: '2026-02-28', from: '2026-03-01' }, 'consent-dates'],
    ['an end that has passed', { from: '2026-01-01', to: '2026-02-28' }, 'consent-dates'],
    ['more than a year', { to: '2027-03-03' }, 'consent-dates'],
  ])('refuses %s', (_, changes, fault) => {
    expect(faultOf(changes)).toBe(fault);
  });

  it('asks for names where a row goes to named officials alone', () => {
    const exit: Partial<ConsentWish> = {
      holders: ['police'],
      rows: ['M18'],
      purpose: 'EXIT_PROGRAMME',
      recipients: ['socialtjanst.case-worker'],
    };
    expect(faultOf(exit)).toBe('consent-participants');
    expect(faultOf({ ...exit, participants: ['staff-caseworker'] })).toBeNull();
    expect(faultOf({ ...exit, recipients: [], participants: ['staff-caseworker'] })).toBeNull();
  });
});
