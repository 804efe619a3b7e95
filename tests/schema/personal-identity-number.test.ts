import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SamsynError } from '../../schema/error-catalogue.ts';
import {
  containsPersonalIdentityNumber,
  maskPersonalIdentityNumbers,
  PersonalIdentityNumber,
} from '../../schema/personal-identity-number.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
/** From the published test series. */
const NUMBER = '200001012384';

const parse = (text: string): PersonalIdentityNumber => PersonalIdentityNumber.parse(text, NOW);

function brokenRule(text: string): unknown {
  try {
    parse(text);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(SamsynError);
    if (text !== '') expect((error as SamsynError).message).not.toContain(text);
    return (error as SamsynError).facts['rule'];
  }
}

describe('a personal identity number', () => {
  it('is read in every common form', () => {
    for (const form of [NUMBER, '20000101-2384', '000101-2384', '0001012384', ` ${NUMBER} `]) {
      expect(parse(form).reveal()).toBe(NUMBER);
    }
  });

  it('tells a samordningsnummer by its day', () => {
    expect(parse('200501702393').kind).toBe('samordningsnummer');
    expect(parse(NUMBER).kind).toBe('personnummer');
  });

  it.each([
    ['form', ''],
    ['form', 'A.B.'],
    ['form', '2000-01-01-2384'],
    ['form', `${NUMBER}0`],
    ['form', ['20000101', '2384'].join('+')],
    ['date', '200013012384'],
    ['date', '200102292384'],
    ['date', '200001002384'],
    ['date', '200001602384'],
    ['future', '202612242384'],
    ['birth-number', ['20000101', '0008'].join('')],
    ['check-digit', '200001012385'],
  ])('breaks the rule of %s when it is `%s`', (rule, text) => {
    expect(brokenRule(text)).toBe(rule);
  });

  it('reads the short form of somebody over a hundred by the plus sign', () => {
    const later = new Date('2110-06-01T12:00:00Z');
    expect(PersonalIdentityNumber.parse('000101+2384', later).reveal()).toBe(NUMBER);
  });

  it('never prints itself', () => {
    const number = parse(NUMBER);
    for (const text of [String(number), JSON.stringify({ number }), inspect(number), inspect({ deep: [number] })]) {
      expect(text).not.toContain('2384');
      expect(text).toContain('[personnummer]');
    }
  });

  it('is found and masked in any text', () => {
    for (const form of [NUMBER, '20000101-2384', '000101-2384', 'number:200001012384!']) {
      expect(containsPersonalIdentityNumber(form)).toBe(true);
      expect(maskPersonalIdentityNumbers(form)).not.toContain('2384');
    }
    expect(containsPersonalIdentityNumber('2026-11-22T12:00:00.000Z, port 14032, r1_abc')).toBe(false);
  });

  it('accepts a twelve-digit number only with its one check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), (digit) => {
        const accepted = brokenRule(`20000101238${digit}`) === null;
        expect(accepted).toBe(digit === 4);
      }),
    );
  });

  it('gives a catalogued error and nothing else for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SamsynError);
        }
      }),
    );
  });
});
