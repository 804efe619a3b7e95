import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import {
  ANSWERS,
  caseworker,
  colleague,
  idOf,
  inputOf,
  measuresFor,
  MEASURES,
  ref,
  request,
  rule,
  youth,
} from './ask-for-measures.ts';
import { personAs } from './at-the-agency.ts';
import { act, askAs, inDays, look, staff, type Done, type Fields } from './at-the-desk.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const [unknownRef = ''] = unknownNumbers(theTown(), 1).map(refOf);

describe('from a withheld field to an opened one', () => {
  let asked: Done;

  beforeAll(async () => {
    asked = await request();
  });

  it('begins with what the law asks, of nobody in particular', async () => {
    expect((await measuresFor(youth)).withheld['SocialRecord.measures']).toBe('GROUND_NEEDED');
    const query = `query ($coordinates: [String!]!) { socialtjanst { questions(coordinates: $coordinates) {
      law statute opens alsoNeeded questions { id swedish kind required } } } }`;
    const { body } = await askAs(youth, query, { coordinates: ['SocialMeasure.type'] });
    const { questions } = body.data?.['socialtjanst'] as { questions: readonly Fields[] };
    expect(questions).toMatchObject([
      { law: 'OSL 10:18a', opens: ['SocialMeasure.type'], alsoNeeded: ['SocialRecord.measures'] },
    ]);
    expect(JSON.stringify(questions)).toContain('konkreta omständigheter');
  });

  it('stands open, with a clock, until the holder rules', async () => {
    expect(asked.value).toMatchObject({ state: 'OPEN', law: 'OSL 10:18a', purpose: 'INVESTIGATION', ref, until: null });
    expect(asked.value?.['isOverdue']).toBe(false);
    const days =
      (Date.parse(String(asked.value?.['dueAt'])) - Date.parse(String(asked.value?.['requestedAt']))) / 864e5;
    expect(days).toBeGreaterThanOrEqual(3);
    expect(days).toBeLessThanOrEqual(5);
    expect((await measuresFor(youth)).record['measures']).toBeNull();
  });

  it('lies in the inbox of who decides there, with the answers, and in nobody else’s', async () => {
    const inbox = (await look(caseworker, ['socialtjanst', 'inbox'])) ?? [];
    const mine = inbox.find(({ id }) => id === idOf(asked));
    expect(mine).toMatchObject({ askedBy: 'police.youth-coordinator', answers: ANSWERS, coordinates: MEASURES });
    for (const other of [youth, staff('socialtjanst.sig-coordinator', 'sig'), staff('police.investigator', 'inv')]) {
      expect(await look(other, ['socialtjanst', 'inbox'])).toBeNull();
    }
    expect(await look(staff('police.youth-coordinator', 'other'), ['socialtjanst', 'requests'])).toEqual([]);
  });

  it('opens exactly those fields, to that person, for that purpose, and closes on the request after it is taken back', async () => {
    const ruled = await rule(caseworker, { requestId: idOf(asked), until: inDays(2) });
    expect(ruled.value).toMatchObject({ state: 'GRANTED', granted: MEASURES, appeal: null, isByAuthority: false });
    const open = await measuresFor(youth);
    const measures = open.record['measures'] as readonly Fields[];
    expect(measures.length).toBeGreaterThan(0);
    expect(measures.every(({ type }) => typeof type === 'string')).toBe(true);
    expect(measures.every(({ from, to }) => from === null && to === null)).toBe(true);
    expect(open.withheld).toMatchObject({
      'SocialMeasure.from': 'GROUND_NEEDED',
      'SocialRecord.treatmentNotes': 'NEVER',
    });
    for (const other of [staff('police.youth-coordinator', 'other'), { ...youth, purpose: 'TREFAS' } as const]) {
      expect((await measuresFor(other)).record['measures']).toBeNull();
    }
    expect((await measuresFor(youth, personAs('sigMember').ref)).record['measures']).toBeNull();

    const grants = (await look(colleague, ['socialtjanst', 'grants'])) ?? [];
    const grant = grants.find(({ requestId }) => requestId === idOf(asked));
    expect(grant).toMatchObject({ kind: 'DECISION', law: 'OSL 10:18a', isToOnePerson: true, isInForce: true });
    const taken = await act(colleague, ['socialtjanst', 'revokeGrant'], {
      grantId: grant?.['id'],
      reason: 'Harms help.',
    });
    expect(taken.value).toMatchObject({ isInForce: false });
    expect((await measuresFor(youth)).record['measures']).toBeNull();
    const [state] = ((await look(youth, ['socialtjanst', 'requests'])) ?? []).filter(({ id }) => id === idOf(asked));
    expect(state).toMatchObject({ state: 'EXPIRED' });
    const notices = ((await look(youth, ['socialtjanst', 'notices'])) ?? []).filter(
      ({ aboutId }) => aboutId === idOf(asked),
    );
    expect(notices.map(({ kind, ref: about }) => [kind, about])).toEqual([
      ['RULING', ref],
      ['RULING', ref],
    ]);
  });

  it('closes by itself when its time is over', async () => {
    const again = await request();
    const until = new Date(Date.now() + 8_000);
    await rule(caseworker, { requestId: idOf(again), until: until.toISOString() });
    expect((await measuresFor(youth)).record['measures']).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, until.getTime() - Date.now()) + 50));
    expect((await measuresFor(youth)).record['measures']).toBeNull();
  });
});

describe('a request', () => {
  it('is the same one when it comes again under its key, and no other may come under it', async () => {
    const input = inputOf();
    const send = (changes: Fields = {}): Promise<Done> =>
      act(youth, ['socialtjanst', 'requestDisclosure'], { input: { ...input, ...changes } });
    const all = await Promise.all([send(), send(), send()]);
    expect(new Set(all.map(idOf)).size).toBe(1);
    expect(
      ((await look(youth, ['socialtjanst', 'requests'])) ?? []).filter(({ id }) => id === idOf(all[0])),
    ).toHaveLength(1);
    expect((await send({ coordinates: ['SocialRecord.measures'] })).problem).toBe('key-used');
    expect((await send({ ref: unknownRef })).problem).toBe('key-used');
    const other = await act(staff('police.youth-coordinator', 'other'), ['socialtjanst', 'requestDisclosure'], {
      input,
    });
    expect(idOf(other)).not.toBe(idOf(all[0]));
  });

  it('rests on a section that could carry it, and is told which would', async () => {
    const wrong = await request({ law: 'OSL 10:27' });
    expect(wrong.problem).toBe('law');
    expect(wrong.answer.body.errors?.[0]?.message).toContain('(OSL 10:18a would do)');
    expect((await request({ law: 'OSL 10:15a' })).problem).toBe('law');
    expect((await request({ coordinates: ['SocialRecord.treatmentNotes'] })).problem).toBe('law');
    expect((await request({ coordinates: ['PoliceRecord.incidents'] })).problem).toBe('coordinates');
    expect((await request({ coordinates: ['PoliceRecord.criminalRecord'] })).problem).toBe('coordinates');
    expect((await request({ coordinates: ['SocialMeasure.type'] })).problem).toBe('parents');
    expect((await request({ coordinates: [] })).problem).toBe('coordinates');
    expect((await request({ answers: ANSWERS.slice(1) })).problem).toBe('answers');
    expect((await request({}, { ...youth, purpose: 'SERIOUS_TALK' })).problem).toBe('law');
    expect((await request({}, staff('school.mentor', 'mentor', 'SIG'))).problem).toBe('law');
  });

  it('names nobody by number in a text', async () => {
    const number = ['1999', '0101', '-', '9802'].join('');
    const short = ['99', '0101', ' ', '9802'].join('');
    for (const text of [`It is ${number}.`, `about ${short}`, `see ${unknownRef}`]) {
      const answers = [{ ...ANSWERS[0], answer: text }, ...ANSWERS.slice(1)];
      const refused = await request({ answers });
      expect(refused.problem).toBe('free-text');
      expect(refused.answer.text).not.toContain(short);
    }
    expect(readFileSync(inject('system').logFile, 'utf8')).not.toContain(number);
  });

  it('is answered alike for somebody whom the holder does not know', async () => {
    const neutral = ({ answer }: Done, whom: string): string =>
      [answer.headers.get('samsyn-request-id') ?? '', whom].reduce(
        (text, word) => text.replaceAll(word, 'X'),
        answer.text.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'ID').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
      );
    const known = await request();
    const unknown = await request({ ref: unknownRef });
    expect(neutral(unknown, unknownRef)).toBe(neutral(known, ref));
    expect(unknown.answer.text).toHaveLength(known.answer.text.length);
    for (const changes of [{ law: 'OSL 10:27' }, { answers: [] }]) {
      expect(neutral(await request({ ref: unknownRef, ...changes }), unknownRef)).toBe(
        neutral(await request(changes), ref),
      );
    }
  });
});
