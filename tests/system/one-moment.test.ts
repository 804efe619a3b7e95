import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import type { Role } from '../../schema/role.ts';
import { startAgencyInTest, type AgencyInTest, type Asking } from './agency-in-test.ts';
import { asOwner } from './at-the-database.ts';
import { numberOf, refOf, theTown } from './persons.ts';

const ROLE: Role = 'school.principal';
const PATIENCE = { timeout: 10_000, interval: 20 } as const;
const WAITS = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'person_address'::regclass`;

describe('a question that is under way while the register changes', () => {
  let school: AgencyInTest;
  beforeAll(async () => {
    school = await startAgencyInTest('school', { withShield: true, withRowSecurity: true });
  });
  afterAll(() => school.stop());

  it('is answered by one moment: an address that came with its protection is not shown by the facts before it', async () => {
    const person = [...theTown().people()].find(
      ({ number, protectedMarking, knownTo }) => number !== null && protectedMarking === null && knownTo.school,
    );
    if (person === undefined) throw new Error('nobody at school is without protection');
    const ref = refOf(numberOf(person));
    const asking: Asking = {
      ...{ role: ROLE, purpose: 'OWN_AGENCY', refs: [ref], selection: 'address protectedMarking' },
      staffSubject: DEMO_STAFF.find(({ role }) => role === ROLE)?.subject ?? '',
      coordinates: ['SchoolRecord.address', 'SchoolRecord.protectedMarking'],
    };
    const before = await school.ask(asking);
    const [told] = before.records as readonly { readonly address: string }[];
    onTestFinished(() =>
      asOwner('school', async (owner) => {
        await owner.query('UPDATE person_address SET address = $2 WHERE person_ref = $1', [ref, told?.address]);
        await owner.query('DELETE FROM protected_person WHERE person_ref = $1', [ref]);
      }),
    );
    expect(told?.address).toMatch(/\d/);
    const meanwhile = await asOwner('school', async (owner) => {
      await owner.query('BEGIN; LOCK TABLE person_address IN ACCESS EXCLUSIVE MODE');
      const asked = school.ask(asking);
      await expect
        .poll(() => asOwner('school', (other) => other.query(WAITS)).then(({ rowCount }) => rowCount), PATIENCE)
        .toBe(1);
      await owner.query(`UPDATE person_address SET address = 'Hemliga vägen 1' WHERE person_ref = $1`, [ref]);
      await owner.query(
        `INSERT INTO protected_person (person_ref, marking, contact) VALUES ($1, 'SEKRETESSMARKERING', 'vakt')`,
        [ref],
      );
      await owner.query('COMMIT');
      return asked;
    });
    expect(meanwhile.records).toEqual(before.records);
    const after = await school.ask(asking);
    expect(after.records).toEqual([expect.objectContaining({ address: null })]);
    expect(JSON.stringify(after.records)).toContain('SEKRETESSMARKERING');
  });
});
