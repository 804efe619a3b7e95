import { expect } from 'vitest';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { withClient } from '../../gateway/local/databases.ts';
import { createCanaryFinder, type CanaryFinder } from '../system/canary-finder.ts';
import { expectNothingInside } from '../system/leaks.ts';
import { PLANTED } from './agency-faults.ts';
import type { FaultySystem, Username } from './faulty-system.ts';
import { ask, type Asked, type Question } from './questions.ts';

type Json = Readonly<Record<string, unknown>>;

/** What came of one question under load. */
export interface Observed {
  readonly question: Question;
  readonly asked: Asked;
}

/** Clients that ask without a pause. */
export interface Load {
  /** How many requests were answered with 200 by now. */
  readonly answered: () => number;
  /** Whether somebody was answered with this code by now. */
  readonly saw: (code: ErrorCode) => boolean;
  /** Lets each client finish. */
  readonly end: () => Promise<readonly Observed[]>;
}

/** An answer with data, that must be on record. */
interface Told {
  readonly requestId: string;
  readonly agencies: readonly Agency[];
}

const RECOVERY = { timeout: 40_000, interval: 200 } as const;

/** Asks under load, and holds each answer against what is answered when nothing is wrong. */
export class Watch {
  readonly #system: FaultySystem;
  readonly #questions: readonly Question[];
  readonly #healthy = new Map<Question, NonNullable<Asked>>();
  readonly #canaries: CanaryFinder;

  constructor(system: FaultySystem, questions: readonly Question[]) {
    this.#system = system;
    this.#questions = questions;
    this.#canaries = createCanaryFinder(system.town);
  }

  /** What the client of that name asks. */
  questionOf(username: Username): Question {
    const found = this.#questions.find((question) => question.username === username);
    if (found === undefined) throw new Error(`nobody asks as ${username}`);
    return found;
  }

  /** Lets that client ask once. */
  async ask(username: Username): Promise<Observed> {
    const question = this.questionOf(username);
    return { question, asked: await ask(this.#system, question) };
  }

  /** Remembers what is answered when nothing is wrong. */
  async learn(): Promise<void> {
    for (const question of this.#questions) {
      const asked = await ask(this.#system, question);
      expect([question.name, asked?.status, asked?.body.errors]).toEqual([question.name, 200, undefined]);
      if (asked !== null) this.#healthy.set(question, asked);
    }
    expect(this.#healthy.size).toBe(this.#questions.length);
  }

  /** Every client asks so often, all at the same time. */
  async load(times: number): Promise<readonly Observed[]> {
    const observed = this.#questions.map(async (question) => {
      const all: Observed[] = [];
      for (let time = 0; time < times; time += 1) all.push({ question, asked: await ask(this.#system, question) });
      return all;
    });
    return (await Promise.all(observed)).flat();
  }

  /** Every client asks until told to stop. */
  begin(): Load {
    const observed: Observed[] = [];
    let isOver = false;
    const clients = this.#questions.map(async (question) => {
      while (!isOver) observed.push({ question, asked: await ask(this.#system, question) });
    });
    return {
      answered: () => observed.filter(({ asked }) => asked?.status === 200).length,
      saw: (code) => observed.some(({ asked }) => asked?.body.errors?.[0]?.extensions?.['code'] === code),
      end: async () => {
        isOver = true;
        await Promise.all(clients);
        return observed;
      },
    };
  }

  /** How many of the clients ask an agency for something. */
  askedOf(agency: Agency): number {
    return this.#questions.filter(({ query }) => query.includes(`${agency} {`)).length;
  }

  /** Expects that each was answered as if nothing were wrong. */
  expectAllWhole(observed: readonly Observed[]): void {
    for (const { question, asked } of observed)
      expect(withoutId(asked), question.name).toEqual(withoutId(this.#healthy.get(question) ?? null));
  }

  /** Asks some times, and expects the whole answer each time. */
  async expectWhole(question: Question, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const whole = withoutId(this.#healthy.get(question) ?? null);
      expect(withoutId(await ask(this.#system, question))).toEqual(whole);
    }
  }

  /** Waits until every question is answered as if nothing had been. */
  async expectRecovery(): Promise<void> {
    for (const question of this.#questions) {
      await expect
        .poll(async () => withoutId(await ask(this.#system, question)), RECOVERY)
        .toEqual(withoutId(this.#healthy.get(question) ?? null));
    }
  }

  /**
   * Never more than when nothing is wrong, never of somebody else, never without a record, always a true word on what is missing.
   * @param faulty the agencies that may be missing
   * @returns the codes with which it was said to be missing, or a request was refused
   */
  async expectTruth(observed: readonly Observed[], faulty: readonly Agency[]): Promise<ReadonlySet<string>> {
    const codes = new Set<string>();
    const told: Told[] = [];
    for (const { question, asked } of observed) {
      if (asked === null) continue;
      this.#expectNothingMore(question, asked);
      for (const { extensions } of asked.body.errors ?? []) codes.add(String(extensions?.['code']));
      if (asked.status === 200) told.push(this.#readTold(question, asked, faulty));
      else expect(asked.body.data).toBeUndefined();
    }
    await expectRecorded(this.#system, told);
    return codes;
  }

  #expectNothingMore(question: Question, { text, body }: NonNullable<Asked>): void {
    const healthy = this.#healthy.get(question);
    if (healthy === undefined) throw new Error(`${question.name} was never asked in health`);
    expect(isWithin(body.data ?? null, healthy.body.data), `${question.name}: ${text}`).toBe(true);
    const known = new Set(this.#canaries.find(healthy.text));
    expect(this.#canaries.find(text).filter((canary) => !known.has(canary))).toEqual([]);
    expect(text).not.toContain(PLANTED);
    // The id is drawn by chance, and can hold any few letters.
    expectNothingInside(text.replaceAll(String(body.extensions?.['requestId']), ''));
  }

  #readTold(question: Question, { text, body }: NonNullable<Asked>, faulty: readonly Agency[]): Told {
    const about = `${question.name}: ${text}`;
    expect(faulty, about).toEqual(expect.arrayContaining([...(body.extensions?.missing ?? [])]));
    const healthy = this.#healthy.get(question)?.body.data ?? null;
    for (const agency of AGENCIES) expectSaid(agency, body, { healthy, about });
    return {
      requestId: String(body.extensions?.['requestId']),
      agencies: AGENCIES.filter((agency) => behindDoor(body.data, agency).some((record) => record !== null)),
    };
  }
}

/** What is not there is said: the agency's own part, or what opens on consents alone. */
function expectSaid(
  agency: Agency,
  { data, errors = [], extensions }: NonNullable<Asked>['body'],
  { healthy, about }: { readonly healthy: unknown; readonly about: string },
): void {
  const [now, before] = [behindDoor(data, agency), behindDoor(healthy, agency)];
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  const isShut = now.some((record, index) => record === null && before[index] !== null);
  expect(extensions?.missing ?? [], about).toContain(isShut ? agency : 'socialtjanst');
  if (isShut) expect(namedIn(errors, agency), about).toBe(true);
}

function namedIn(errors: NonNullable<NonNullable<Asked>['body']['errors']>, agency: Agency): boolean {
  return errors.some(({ path, extensions }) => extensions?.['agency'] === agency && path?.includes(agency) === true);
}

/** Each value is the other's, or null; nothing is added anywhere. */
function isWithin(given: unknown, whole: unknown): boolean {
  if (given === null || given === whole) return true;
  if (typeof given !== 'object' || typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(given) !== Array.isArray(whole)) return false;
  if (Array.isArray(given) && Array.isArray(whole) && given.length !== whole.length) return false;
  return Object.entries(given).every(
    ([key, value]) => Object.hasOwn(whole, key) && isWithin(value, (whole as Json)[key]),
  );
}

/** The agency's record of each person that is asked for; nothing where it is not asked. */
function behindDoor(data: unknown, agency: Agency): readonly unknown[] {
  const { individual, individuals } = (data ?? {}) as { readonly individual?: unknown; readonly individuals?: unknown };
  const persons = Array.isArray(individuals) ? (individuals as unknown[]) : [individual ?? null];
  return persons.flatMap((person) =>
    typeof person === 'object' && person !== null && agency in person ? [(person as Json)[agency]] : [],
  );
}

function withoutId(asked: Asked): unknown {
  if (asked === null) return null;
  const { extensions, ...rest } = asked.body;
  return { status: asked.status, ...rest, extensions: { ...extensions, requestId: null } };
}

/** Every answer is in the gateway's record, and in the log of each agency that told something. */
async function expectRecorded({ local }: FaultySystem, told: readonly Told[]): Promise<void> {
  const ids = told.map(({ requestId }) => requestId);
  expect(await missingFrom(local.superuserUrl('samsyn_gateway'), 'release_record', ids)).toEqual([]);
  for (const agency of AGENCIES) {
    const its = told.filter(({ agencies }) => agencies.includes(agency)).map(({ requestId }) => requestId);
    const url = local.superuserUrl(`samsyn_${agency}`);
    expect([agency, await missingFrom(url, 'disclosure_log', its)]).toEqual([agency, []]);
  }
}

async function missingFrom(url: string, table: string, ids: readonly string[]): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ readonly request_id: string }>(
      `SELECT DISTINCT request_id FROM ${table} WHERE request_id = ANY($1)`,
      [ids],
    );
    const found = new Set(rows.map(({ request_id }) => request_id));
    return ids.filter((id) => !found.has(id));
  });
}
