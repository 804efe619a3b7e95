import { inspect } from 'node:util';
import { SamsynError } from './error-catalogue.ts';
import { swedishDay } from './swedish-day.ts';

const PRINTED = '[personnummer]';
const FORM = /^(?<year>\d{2}|\d{4})(?<month>\d{2})(?<day>\d{2})(?<separator>[-+]?)(?<last>\d{4})$/;
const SAMORDNING_DAY_OFFSET = 60;

/** Which rule a number breaks; told to the asker, never with the number itself. */
export type BrokenRule = 'form' | 'date' | 'future' | 'birth-number' | 'check-digit';

const EXPLANATIONS: Readonly<Record<BrokenRule, string>> = {
  form: 'write it as ÅÅÅÅMMDD-NNNN or ÅÅMMDD-NNNN',
  date: 'its date does not exist (for a samordningsnummer the day is increased by 60)',
  future: 'its date of birth is in the future',
  'birth-number': 'birth number 000 is never given',
  'check-digit': 'its last digit, the check digit, does not match the others',
};

/**
 * A Swedish personal identity number (personnummer) or coordination number (samordningsnummer).
 * The value cannot be printed, logged or serialised: it shows as `[personnummer]`. Only `reveal` gives the digits.
 * Rules: folkbokföringslagen (1991:481) 18 § and lagen (2022:1697) om samordningsnummer.
 */
export class PersonalIdentityNumber {
  readonly #digits: string;
  readonly kind: 'personnummer' | 'samordningsnummer';

  private constructor(digits: string, kind: 'personnummer' | 'samordningsnummer') {
    this.#digits = digits;
    this.kind = kind;
  }

  /**
   * Reads a number in 12- or 10-digit form, with or without separator (`+`: a person who turns 100 or more this year).
   * @param now decides the century of the short form, and what is in the future
   * @throws SamsynError INVALID_PERSONAL_IDENTITY_NUMBER, naming the rule that is broken
   */
  static parse(text: string, now: Date): PersonalIdentityNumber {
    const { year, month, day, last } = splitNumber(text.trim(), now);
    const isSamordning = Number(day) > SAMORDNING_DAY_OFFSET;
    const birth = dateOf(year, month, Number(day) - (isSamordning ? SAMORDNING_DAY_OFFSET : 0));
    if (birth === null) throw broken('date');
    if (birth.toISOString().slice(0, 10) > swedishDay(now)) throw broken('future');
    if (last.startsWith('000')) throw broken('birth-number');
    const digits = `${year}${month}${day}${last}`;
    if (checkDigit(digits.slice(2, 11)) !== Number(digits[11])) throw broken('check-digit');
    return new PersonalIdentityNumber(digits, isSamordning ? 'samordningsnummer' : 'personnummer');
  }

  /** The twelve digits. For deriving the `ref`, and for an agency's own identity field; nothing else. */
  reveal(): string {
    return this.#digits;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}

/** The Luhn check digit of nine digits (folkbokföringslagen 18 §: the control digit). */
export function checkDigit(nineDigits: string): number {
  let sum = 0;
  for (const [index, character] of Array.from(nineDigits).entries()) {
    const product = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10;
}

/** Finds what looks like a personal identity number in a text, so that it can be refused or hidden. */
export function containsPersonalIdentityNumber(text: string): boolean {
  return LOOKALIKE.test(text);
}

/** Replaces what looks like a personal identity number. */
export function maskPersonalIdentityNumbers(text: string): string {
  return text.replace(new RegExp(LOOKALIKE, 'g'), PRINTED);
}

const LOOKALIKE =
  /(?<![\dA-Za-z_.])(?:\d{2})?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+]?\d{4}(?![\dA-Za-z_])/;

interface NumberParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly last: string;
}

function splitNumber(text: string, now: Date): NumberParts {
  const { year, month, day, separator, last } = { ...FORM.exec(text)?.groups } as Partial<Record<string, string>>;
  if (year === undefined || month === undefined || day === undefined || last === undefined) throw broken('form');
  const isLong = year.length === 4;
  if (isLong && separator === '+') throw broken('form');
  if (isLong) return { year, month, day, last };
  const calendarDay = String(Number(day) % SAMORDNING_DAY_OFFSET).padStart(2, '0');
  return { year: fullYear(`${year}${month}${calendarDay}`, separator === '+', now), month, day, last };
}

/** The short form means the latest year that has been; with a plus sign, a hundred years before that. */
function fullYear(text: string, isHundred: boolean, now: Date): string {
  const [shortYear, monthAndDay] = [text.slice(0, 2), text.slice(2)];
  const thisYear = Number(swedishDay(now).slice(0, 4));
  const century = Math.floor(thisYear / 100) * 100;
  const inThisCentury = century + Number(shortYear);
  const isToCome = `${inThisCentury}${monthAndDay}` > swedishDay(now).replaceAll('-', '');
  return String(inThisCentury - (isToCome ? 100 : 0) - (isHundred ? 100 : 0));
}

function dateOf(year: string, month: string, day: number): Date | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === day && day > 0;
  return exists && Number(year) >= 1800 ? date : null;
}

function broken(rule: BrokenRule): SamsynError {
  return new SamsynError('INVALID_PERSONAL_IDENTITY_NUMBER', { rule, explanation: EXPLANATIONS[rule] });
}
