import { beforeAll, describe, expect, it } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { ask } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import { consentInput, consentRefOf, registerConsent, withdrawConsent } from './consents.ts';

/** A field group of each row, by the agency that holds it. */
const FIELDS: Readonly<Record<string, readonly [Agency, string]>> = {
  M06: ['police', 'incidents { date }'],
  M15: ['police', 'drugInterventions { date }'],
  M28: ['socialtjanst', 'measures { type }'],
  M38: ['socialtjanst', 'sigMembership { from }'],
  M46: ['school', 'attendance { term }'],
  M52: ['school', 'grades { term }'],
};

interface Reader {
  readonly role: Role;
  readonly purpose?: Purpose;
}

/** The rows of FIELDS that are open to somebody about a person. */
async function openRows(ref: string, { role, purpose = 'SIG' }: Reader): Promise<readonly string[]> {
  const selections = Object.entries(FIELDS).map(([row, [agency, field]]) => `${agency} { ${row}: ${field} }`);
  const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${selections.join(' ')} } }`;
  const { body } = await ask({ role, purpose, query, variables: { refs: [ref] } });
  expect(body.errors).toBeUndefined();
  const closed = new Set(body.extensions?.withheld?.map(({ path }) => path.at(-1)));
  return Object.keys(FIELDS).filter((row) => !closed.has(row));
}

const COORDINATOR: Reader = { role: 'socialtjanst.sig-coordinator' };
/** What the SIG coordinator has by the role alone. */
const OWN_ROWS = ['M28', 'M38'];

let ref: string;

beforeAll(() => {
  ref = consentRefOf('turned15');
});

describe('a consent that the town began with', () => {
  it('opens fields of each holder to its recipients, and to nobody else', async () => {
    const member = personAs('sigMember').ref;
    expect(await openRows(member, COORDINATOR)).toEqual(Object.keys(FIELDS));
    expect(await openRows(member, { role: 'police.youth-coordinator' })).toEqual(['M06', 'M15', 'M28', 'M38', 'M46']);
    expect(await openRows(member, { role: 'police.patrol-officer' })).toEqual(['M06', 'M15']);
  });

  it.each(['sigWithRefusingGuardian', 'sigConsentWithdrawn'] as const)('%s: opens nothing', async (part) => {
    expect(await openRows(personAs(part).ref, COORDINATOR)).toEqual(OWN_ROWS);
  });
});

describe('a consent that is registered', () => {
  it('opens exactly its rows, of its holders, to its recipients, for its purpose', async () => {
    expect(await openRows(ref, COORDINATOR)).toEqual(OWN_ROWS);
    const { id } = await registerConsent(consentInput(ref, { holders: ['police'], fieldGroups: ['M06'] }));
    expect(await openRows(ref, COORDINATOR)).toEqual(['M06', ...OWN_ROWS]);
    expect(await openRows(ref, { ...COORDINATOR, purpose: 'SSPF' })).toEqual(OWN_ROWS);
    expect(await openRows(ref, { role: 'school.principal' })).not.toContain('M06');
    expect(await openRows(consentRefOf('turned18'), COORDINATOR)).toEqual(OWN_ROWS);
    await withdrawConsent(ref, id);
    expect(await openRows(ref, COORDINATOR)).toEqual(OWN_ROWS);
  });

  it('opens to a named participant whatever the role, and to no other of that role’s row', async () => {
    const wish = { recipients: [], participants: ['staff-sig'], fieldGroups: ['M46'], holders: ['school'] };
    const { id } = await registerConsent(consentInput(ref, wish));
    expect(await openRows(ref, COORDINATOR)).toEqual([...OWN_ROWS, 'M46']);
    expect(await openRows(ref, { role: 'socialtjanst.case-worker' })).not.toContain('M46');
    await withdrawConsent(ref, id);
  });

  it('opens nothing before its first day, nor when somebody has said no', async () => {
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const later = await registerConsent(consentInput(ref, { from: tomorrow }));
    expect(later).toMatchObject({ status: 'UPCOMING', whyNot: 'NOT_YET' });
    const givers = [
      { who: 'YOUNG_PERSON', said: 'YES' },
      { who: 'CUSTODIAN', said: 'YES' },
      { who: 'OTHER_CUSTODIAN', said: 'NO' },
    ];
    const refused = await registerConsent(consentInput(ref, { givers }));
    expect(refused).toMatchObject({ status: 'REFUSED', whyNot: 'REFUSED' });
    expect(await openRows(ref, COORDINATOR)).toEqual(OWN_ROWS);
  });

  it('is registered once when it is sent twice, and something else under the same key is refused', async () => {
    const input = consentInput(ref, { fieldGroups: ['M52'], holders: ['school'] });
    const first = await registerConsent(input);
    expect(await registerConsent(input)).toEqual(first);
    await expect(registerConsent({ ...input, fieldGroups: ['M46'] })).rejects.toThrow('idempotencyKey');
    await withdrawConsent(ref, first.id);
  });

  it.each([
    [{ fieldGroups: ['M06', 'M09'] }, 'OSL 35:3'],
    [{ fieldGroups: ['M06', 'M10'] }, '18:1'],
    [{ givers: [{ who: 'YOUNG_PERSON', said: 'YES' }] }, 'FB 6:13'],
    [{ purpose: 'OWN_AGENCY' }, 'purpose'],
    [{ holders: ['school'] }, 'holders'],
    [{ recipients: ['police.patrol-officer'] }, 'fieldGroups'],
    [{ caseNumber: '?' }, 'caseNumber'],
  ])('is refused when it will not do: %o', async (changes, says) => {
    await expect(registerConsent(consentInput(ref, changes))).rejects.toThrow(says);
  });
});

describe('the register', () => {
  const REGISTER = `query ($refs: [ID!]!) { individuals(refs: $refs) { socialtjanst {
    consents { id status whyNot givenBy { who said } participants uses { at holder role requestId } } } } }`;

  it('tells what has leaned on a consent', async () => {
    const { id } = await registerConsent(consentInput(ref, {}));
    const asked = await ask({
      ...COORDINATOR,
      purpose: 'SIG',
      query: 'query ($refs: [ID!]!) { individuals(refs: $refs) { police { incidents { date } } } }',
      variables: { refs: [ref] },
    });
    const { body } = await ask({ ...COORDINATOR, purpose: 'SIG', query: REGISTER, variables: { refs: [ref] } });
    const [person] = body.data?.['individuals'] as {
      socialtjanst: { consents: { id: string; uses: Record<string, unknown>[] }[] };
    }[];
    const uses = person?.socialtjanst.consents.find((entry) => entry.id === id)?.uses;
    expect(uses).toContainEqual({
      at: expect.any(String) as string,
      holder: 'police',
      role: 'socialtjanst.sig-coordinator',
      requestId: asked.headers.get('samsyn-request-id') ?? 'no id',
    });
    await withdrawConsent(ref, id);
  });

  it('lists what is to be renewed to who registered it or works with the person', async () => {
    const { id } = await registerConsent(consentInput(ref, { days: 20 }));
    const query =
      'query ($days: Int!) { socialtjanst { consentRenewals(withinDays: $days) { ref consentId on because } } }';
    const renewals = async (days: number): Promise<unknown> => {
      const { body } = await ask({
        role: 'socialtjanst.sig-coordinator',
        purpose: 'OWN_AGENCY',
        query,
        variables: { days },
      });
      expect(body.errors).toBeUndefined();
      return (body.data as { socialtjanst: { consentRenewals: unknown } }).socialtjanst.consentRenewals;
    };
    expect(await renewals(30)).toContainEqual(
      expect.objectContaining({ ref, consentId: id, because: 'LAST_DAY_PASSED' }),
    );
    expect(await renewals(5)).not.toContainEqual(expect.objectContaining({ consentId: id }));
    await withdrawConsent(ref, id);
  });

  it('tells that there is a consent to whom it names, and to nobody else of the role', async () => {
    const query = 'query ($refs: [ID!]!) { individuals(refs: $refs) { socialtjanst { consentsExist } } }';
    const exists = async (about: string, role: Role): Promise<unknown> => {
      const { body } = await ask({ role, purpose: 'SIG', query, variables: { refs: [about] } });
      return (body.data?.['individuals'] as { socialtjanst: { consentsExist: unknown } }[])[0]?.socialtjanst
        .consentsExist;
    };
    const { id } = await registerConsent(consentInput(ref, { participants: ['staff-principal'] }));
    expect(await exists(ref, 'school.principal')).toBe(true);
    expect(await exists(ref, 'school.mentor')).toBe(false);
    expect(await exists(personAs('onlySchool').ref, 'school.principal')).toBe(false);
    await withdrawConsent(ref, id);
  });
});
