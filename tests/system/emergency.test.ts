import { describe, expect, it } from 'vitest';
import { personAs } from './at-the-agency.ts';
import { act, freshKey, look, staff, view, type Done, type Fields, type Staff } from './at-the-desk.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const patrol = staff('police.patrol-officer', 'patrol', 'MISSING_CHILD');
const principal = staff('school.principal', 'on-duty', 'OWN_AGENCY');
const otherPrincipal = staff('school.principal', 'off-duty', 'OWN_AGENCY');
const oversight: Staff = { ...staff('data-protection-officer', 'oversight', 'OVERSIGHT'), agency: 'school' };
const foreignOversight = staff('data-protection-officer', 'foreign', 'OVERSIGHT');
const ref = personAs('missing').ref;
const ANSWERS = [
  { question: 'acute-danger', answer: 'Left home at night, has spoken of harming herself.' },
  { question: 'cannot-wait', answer: 'It is eleven degrees below zero.' },
  { question: 'whom-called', answer: 'The reception of the school' },
];

const request = (changes: Fields = {}, who: Staff = patrol): Promise<Done> =>
  act(who, ['school', 'requestEmergency'], {
    input: {
      ref,
      coordinates: ['SchoolRecord.presentNow'],
      answers: ANSWERS,
      idempotencyKey: freshKey(),
      ...changes,
    },
  });
const answer = (who: Staff, changes: Fields): Promise<Done> =>
  act(who, ['school', 'answerEmergency'], { outcome: 'GRANT', reason: 'A child is missing.', minutes: 30, ...changes });
const review = (who: Staff, requestId: string): Promise<Done> =>
  act(who, ['school', 'reviewEmergency'], { requestId, finding: 'Justified; the answer was narrow.' });
const idOf = ({ value }: Done): string => String(value?.['id']);
const presentFor = async (who: Staff): Promise<unknown> =>
  (await view(who, ref, ['school', 'presentNow'])).record['presentNow'];

describe('an emergency request', () => {
  it('opens for minutes when a person on duty answers, and is reviewed by somebody else', async () => {
    expect(await presentFor(patrol)).toBeNull();
    const asked = await request();
    expect(asked.value).toMatchObject({ kind: 'EMERGENCY', state: 'OPEN', law: null, purpose: 'MISSING_CHILD' });
    const minutes =
      (Date.parse(String(asked.value?.['dueAt'])) - Date.parse(String(asked.value?.['requestedAt']))) / 6e4;
    expect(minutes).toBe(15);
    expect(await presentFor(patrol)).toBeNull();
    const [first] = (await look(principal, ['school', 'inbox'])) ?? [];
    expect(first).toMatchObject({ id: idOf(asked), kind: 'EMERGENCY', answers: ANSWERS });

    const answered = await answer(principal, { requestId: idOf(asked) });
    expect(answered.value).toMatchObject({ state: 'GRANTED', granted: ['SchoolRecord.presentNow'], appeal: null });
    const open = (Date.parse(String(answered.value?.['until'])) - Date.now()) / 6e4;
    expect(open).toBeGreaterThan(28);
    expect(open).toBeLessThanOrEqual(30);
    expect(typeof (await presentFor(patrol))).toBe('boolean');
    for (const other of [
      staff('police.patrol-officer', 'else', 'MISSING_CHILD'),
      { ...patrol, purpose: 'INVESTIGATION' } as const,
    ]) {
      expect(await presentFor(other)).toBeNull();
    }
  });

  it('is told to the holder’s data protection officer, and reviewed by somebody who neither asked nor answered', async () => {
    const asked = await request();
    expect((await review(oversight, idOf(asked))).problem).toBe('reviewed');
    await answer(principal, { requestId: idOf(asked), minutes: 1 });
    const told = ((await look(oversight, ['school', 'notices'])) ?? []).filter(
      ({ aboutId }) => aboutId === idOf(asked),
    );
    expect(told).toMatchObject([{ kind: 'EMERGENCY_ANSWERED', ref: null }]);
    for (const who of [oversight, otherPrincipal]) {
      const mine = ((await look(who, ['school', 'openReviews'])) ?? []).filter(
        ({ requestId }) => requestId === idOf(asked),
      );
      expect(mine).toMatchObject([{ state: 'GRANTED', isOverdue: false, reviewedAt: null }]);
      const hours = (Date.parse(String(mine[0]?.['reviewDueAt'])) - Date.now()) / 36e5;
      expect(hours).toBeGreaterThan(71);
      expect(hours).toBeLessThanOrEqual(72);
    }
    expect((await review(principal, idOf(asked))).problem).toBe('own-review');
    expect((await review(foreignOversight, idOf(asked))).problem).toBe('oversight');
    for (const list of ['notices', 'openReviews']) expect(await look(foreignOversight, ['school', list])).toBeNull();
    expect((await review(oversight, idOf(asked))).value?.['reviewedAt']).not.toBeNull();
    expect((await review(otherPrincipal, idOf(asked))).problem).toBe('reviewed');
    const left = ((await look(oversight, ['school', 'openReviews'])) ?? []).map(({ requestId }) => requestId);
    expect(left).not.toContain(idOf(asked));
    expect(((await look(patrol, ['school', 'requests'])) ?? []).find(({ id }) => id === idOf(asked))).toMatchObject({
      state: 'GRANTED',
    });
  });

  it('is no self-service key', async () => {
    const twoHats = staff('school.principal', 'patrol', 'OWN_AGENCY');
    const requestId = idOf(await request());
    expect((await answer(twoHats, { requestId })).problem).toBe('own-request');
    expect((await answer(patrol, { requestId })).value).toBeNull();
    expect((await answer(oversight, { requestId })).value).toBeNull();
    for (const minutes of [0, 61, null])
      expect((await answer(principal, { requestId, minutes })).problem).toBe('minutes');
    const ruling = { ref, requestId, outcome: 'GRANT', reason: 'x', until: new Date(Date.now() + 6e4).toISOString() };
    expect((await act(principal, ['school', 'ruleOnRequest'], { input: ruling })).problem).toBe('unknown-request');
    expect((await answer(principal, { requestId, outcome: 'REFUSE', minutes: null })).value).toMatchObject({
      state: 'REFUSED',
    });
    expect((await answer(otherPrincipal, { requestId })).problem).toBe('ruled');
    expect(await presentFor(staff('police.patrol-officer', 'refused', 'MISSING_CHILD'))).toBeNull();
    expect((await review(twoHats, requestId)).problem).toBe('own-review');
    expect((await review(otherPrincipal, requestId)).value).toMatchObject({ state: 'REFUSED' });
  });

  it('is answered once, whoever else answers at the same moment', async () => {
    const asker = staff('police.patrol-officer', 'at-once', 'MISSING_CHILD');
    const requestId = idOf(await request({}, asker));
    const all = await Promise.all(
      [0, 1, 2, 3].map((index) =>
        answer(staff('school.principal', `at-once-${index}`, 'OWN_AGENCY'), { requestId, minutes: 1 }),
      ),
    );
    expect(all.filter(({ value }) => value !== null)).toHaveLength(1);
    expect(
      ((await look(principal, ['school', 'grants'])) ?? []).filter((one) => one['requestId'] === requestId),
    ).toHaveLength(1);
  });

  it('is narrow, about a missing child, and about fields that the matrix names so', async () => {
    expect((await request({}, { ...patrol, purpose: 'INVESTIGATION' })).problem).toBe('emergency');
    expect((await request({ coordinates: ['SchoolRecord.guardianContacts'] })).problem).toBe('emergency');
    expect((await request({}, staff('police.investigator', 'inv', 'MISSING_CHILD'))).problem).toBe('emergency');
    const many = Array.from({ length: 13 }, (_, index) => `SchoolRecord.presentNow${index}`);
    expect((await request({ coordinates: many })).problem).toBe('coordinates');
    expect((await request({ answers: ANSWERS.slice(0, 2) })).problem).toBe('answers');
  });

  it('is received alike for somebody whom the school does not know', async () => {
    const unknownRef = refOf(unknownNumbers(theTown(), 1)[0] ?? '');
    const neutral = ({ answer: { text, headers } }: Done, whom: string): string =>
      text
        .replaceAll(headers.get('samsyn-request-id') ?? '', 'X')
        .replaceAll(whom, 'X')
        .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'ID')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
    const known = await request();
    const unknown = await request({ ref: unknownRef });
    expect(neutral(unknown, unknownRef)).toBe(neutral(known, ref));
    await answer(principal, { requestId: idOf(unknown), minutes: 1 });
    const { record } = await view(patrol, unknownRef, ['school', 'presentNow']);
    expect(record['presentNow']).toBeNull();
  });
});

describe('who comes to a desk for oversight', () => {
  it('sees notices and reviews, and no request, release or person', async () => {
    for (const list of ['requests', 'inbox', 'grants']) expect(await look(oversight, ['school', list])).toBeNull();
    const read = await view(oversight, ref, ['school', 'presentNow']);
    expect(read.record).toEqual({});
    for (const list of ['notices', 'openReviews', 'requests']) {
      expect(await look(staff('analyst', 'analyst', 'STATISTICS'), ['school', list])).toBeNull();
    }
  });
});
