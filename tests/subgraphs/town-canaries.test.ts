import { describe, expect, it } from 'vitest';
import { containsPersonalIdentityNumber } from '../../schema/personal-identity-number.ts';
import { canaries } from '../../subgraphs/platform/town/canaries.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';

const TODAY = '2026-11-23';
const small = createTown({ seed: 'test', people: 200, today: TODAY });
const people = [...small.people()];

describe('the directory of functions', () => {
  it('covers every district and school, with numbers kept for fiction', () => {
    for (const { code } of small.districts)
      expect(small.functions.some(({ district }) => district === code)).toBe(true);
    for (const { unitCode } of small.schools)
      expect(small.functions.some(({ school }) => school === unitCode)).toBe(true);
    for (const { phone, email } of small.functions) {
      expect(phone).toMatch(/^08-465 004 \d\d$/);
      expect(email).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+@[a-z.]+\.example$/);
    }
  });

  it('gives guardians numbers kept for fiction, and addresses where no post goes', () => {
    for (const { guardians, address } of people) {
      for (const { phone } of guardians) expect(phone).toMatch(/^070-174 06 (0[5-9]|[1-9]\d)$/);
      expect(address.postalCode).toMatch(/^0/);
    }
  });
});

describe('canaries', () => {
  it('are the names, numbers, address and free texts of a person', () => {
    const person = small.person(small.cast.knownToAll);
    const found = canaries(person);
    const expected = [
      `${person.givenName} ${person.familyName}`,
      person.number,
      `${person.number?.slice(2, 8)}-${person.number?.slice(8)}`,
      person.address.street,
      ...(person.police?.incidents ?? []).map(({ narrative }) => narrative),
      ...(person.socialtjanst?.concernReports ?? []).map(({ facts }) => facts),
      ...(person.school?.medicalNotes ?? []).map(({ text }) => text),
    ];
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.every((text) => text.length > 5)).toBe(true);
  });

  it('hold no number in a free text', () => {
    for (const person of people) {
      const numbers = [person.number, person.formerNumber];
      for (const text of canaries(person).filter((text) => !/^[\d-]+$/.test(text))) {
        expect(containsPersonalIdentityNumber(text)).toBe(false);
      }
      expect(numbers.every((number) => number === null || canaries(person).includes(number))).toBe(true);
    }
  });
});
