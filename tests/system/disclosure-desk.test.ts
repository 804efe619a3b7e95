import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { personAs } from './at-the-agency.ts';
import { act, askAs, freshKey, inDays, look, staff, view, type Done, type Fields, type Staff } from './at-the-desk.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const youth = staff('police.youth-coordinator', 'youth');
const [caseworker, colleague, third] = ['one', 'two', 'three'].map((name) =>
  staff('socialtjanst.case-worker', `caseworker-${name}`, 'OWN_AGENCY'),
) as [Staff, Staff, Staff];
const MEASURES = ['SocialRecord.measures', 'SocialMeasure.type'];
const ANSWERS = [
  { question: 'concrete-circumstances', answer: 'Two times seen handing over bags at the square.' },
  { question: 'prevents-how', answer: 'A talk with the family before the weekend.' },
  { question: 'harms-help', answer: 'no' },
];
const ref = personAs('knownToAll').ref;
const [unknownRef = '', otherUnknownRef = ''] = unknownNumbers(theTown(), 2).map(refOf);

const inputOf = (changes: Fields = {}): Fields => ({
  ref,
  coordinates: MEASURES,
  law: 'OSL 10:18a',
  answers: ANSWERS,
  idempotencyKey: freshKey(),
  ...changes,
});
const request = (changes: Fields = {}, who = youth): Promise<Done> =>
  act(who, ['socialtjanst', 'requestDisclosure'], { input: inputOf(changes) });
const rule = (who: Staff, changes: Fields): Promise<Done> =>
  act(who, ['socialtjanst', 'ruleOnRequest'], { input: { outcome: 'GRANT', reason: 'Weighed.', ...changes } });
const idOf = ({ value }: Done): string => String(value?.['id']);
const measuresFor = (who: Staff, whom = ref): ReturnType<typeof view> =>
  view(who, whom, ['socialtjanst', 'measures { type from to } treatmentNotes { text }']);

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
    for (const other of [
      staff('police.youth-coordinator', 'other'),
      { ...youth, purpose: 'PLACEMENT_RETURN' } as const,
    ]) {
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

describe('a ruling', () => {
  it('can open a part, and no field without the one that leads to it', async () => {
    const asked = await request({ coordinates: [...MEASURES, 'SocialMeasure.from'] });
    const requestId = idOf(asked);
    const part = (coordinates: readonly string[]): Promise<Done> =>
      rule(caseworker, { requestId, outcome: 'GRANT_IN_PART', coordinates, until: inDays(1) });
    expect((await part(['SocialMeasure.from'])).problem).toBe('parents');
    expect((await part(['SocialRecord.treatmentNotes'])).problem).toBe('part');
    expect((await part([])).problem).toBe('part');
    const ruled = await part(['SocialRecord.measures', 'SocialMeasure.from']);
    expect(ruled.value).toMatchObject({ state: 'GRANTED_IN_PART' });
    expect(ruled.value?.['appeal']).toContain('demandAuthorityRuling');
    const [first] = (await measuresFor(youth)).record['measures'] as readonly Fields[];
    expect(first?.['type']).toBeNull();
    expect(first?.['from']).not.toBeNull();
    const [grant] = ((await look(caseworker, ['socialtjanst', 'grants'])) ?? []).filter(
      (one) => one['requestId'] === requestId,
    );
    await act(caseworker, ['socialtjanst', 'revokeGrant'], { grantId: grant?.['id'], reason: 'Done.' });
  });

  it('that refuses says why and how to go on: the authority rules by somebody else, and that can be appealed', async () => {
    const requestId = idOf(await request());
    const refused = await rule(caseworker, { requestId, outcome: 'REFUSE', reason: 'It would harm help under way.' });
    expect(refused.value).toMatchObject({ state: 'REFUSED', reason: 'It would harm help under way.', granted: [] });
    expect(refused.value?.['appeal']).toContain('6 kap. 3 §');
    const demand = (who: Staff): Promise<Done> =>
      act(who, ['socialtjanst', 'demandAuthorityRuling'], { requestId, reason: 'The risk is acute.' });
    expect((await demand(staff('police.youth-coordinator', 'other'))).problem).toBe('unknown-request');
    expect((await demand(youth)).value).toMatchObject({ state: 'ESCALATED' });
    expect((await demand(youth)).problem).toBe('ruled');
    expect((await rule(caseworker, { requestId, outcome: 'REFUSE', asAuthority: true })).problem).toBe('authority');
    expect((await rule(colleague, { requestId, outcome: 'REFUSE' })).problem).toBe('authority');
    const final = await rule(colleague, { requestId, outcome: 'REFUSE', asAuthority: true });
    expect(final.value).toMatchObject({ state: 'REFUSED', isByAuthority: true });
    expect(final.value?.['appeal']).toContain('kammarrätten');
    expect((await demand(youth)).problem).toBe('ruled');
    expect((await rule(third, { requestId, outcome: 'GRANT', until: inDays(1) })).problem).toBe('ruled');
  });

  it('can be left to the authority, and then not made by who left it', async () => {
    const requestId = idOf(await request());
    expect((await rule(caseworker, { requestId, outcome: 'ESCALATE' })).value).toMatchObject({ state: 'ESCALATED' });
    expect((await rule(colleague, { requestId, outcome: 'ESCALATE', asAuthority: true })).problem).toBe('ruled');
    expect((await rule(caseworker, { requestId, asAuthority: true, until: inDays(1) })).problem).toBe('authority');
    const ruled = await rule(colleague, { requestId, outcome: 'REFUSE', asAuthority: true });
    expect(ruled.value).toMatchObject({ state: 'REFUSED', isByAuthority: true });
  });

  it('is made once, whoever else rules at the same moment', async () => {
    const requestId = idOf(await request());
    const rulers = Array.from({ length: 6 }, (_, index) =>
      staff('socialtjanst.case-worker', `at-once-${index}`, 'OWN_AGENCY'),
    );
    const all = await Promise.all(
      rulers.map((who, index) =>
        rule(who, { requestId, outcome: index % 2 === 0 ? 'REFUSE' : 'GRANT', until: inDays(1) }),
      ),
    );
    expect(all.filter(({ value }) => value !== null)).toHaveLength(1);
    expect(all.filter(({ problem }) => problem === 'ruled')).toHaveLength(5);
    const released = ((await look(caseworker, ['socialtjanst', 'grants'])) ?? []).filter(
      (one) => one['requestId'] === requestId,
    );
    expect(released.length).toBeLessThanOrEqual(1);
    for (const { id } of released)
      await act(caseworker, ['socialtjanst', 'revokeGrant'], { grantId: id, reason: 'Done.' });
  });

  it('is never on a request of the own, nor about somebody whom one is too close to', async () => {
    const twoHats = staff('socialtjanst.case-worker', 'youth', 'OWN_AGENCY');
    const requestId = idOf(await request());
    expect((await rule(twoHats, { requestId, outcome: 'REFUSE' })).problem).toBe('own-request');
    const close = staff('socialtjanst.case-worker', 'too-close', 'OWN_AGENCY');
    const block = {
      ref,
      kind: 'CONFLICT_OF_INTEREST',
      staffSubject: close.subject,
      reason: 'Cousin.',
      idempotencyKey: freshKey(),
    };
    await act(colleague, ['socialtjanst', 'setBlock'], { input: block });
    expect((await rule(close, { requestId, outcome: 'REFUSE' })).problem).toBe('conflict');
    const seen = ((await look(close, ['socialtjanst', 'inbox'])) ?? []).map(({ ref: about }) => about);
    expect(seen).not.toContain(ref);
    const withdrawn = await act(youth, ['socialtjanst', 'withdrawRequest'], { requestId, reason: 'Not needed.' });
    expect(withdrawn.value).toMatchObject({ state: 'WITHDRAWN' });
    expect((await rule(colleague, { requestId, outcome: 'REFUSE' })).problem).toBe('ruled');
  });

  it('needs an end within 90 days when something opens', async () => {
    const requestId = idOf(await request());
    for (const until of [undefined, inDays(-1), inDays(91)]) {
      expect((await rule(caseworker, { requestId, until })).problem).toBe('until');
    }
    await rule(caseworker, { requestId, outcome: 'REFUSE' });
  });

  it('keeps to the age of the section: under 21 for OSL 10:18 a, and known to be', async () => {
    for (const whom of [personAs('turned21').ref, otherUnknownRef]) {
      const asked = await request({ ref: whom });
      expect(asked.value).toMatchObject({ state: 'OPEN' });
      expect((await rule(caseworker, { requestId: idOf(asked), until: inDays(1) })).problem).toBe('age');
      expect((await rule(caseworker, { requestId: idOf(asked), outcome: 'REFUSE' })).value).toMatchObject({
        state: 'REFUSED',
      });
    }
  });

  it('on content of an investigation gives a statement, and opens nothing', async () => {
    const investigator = staff('police.investigator', 'investigator');
    const answers = [
      { question: 'leader', answer: 'Prosecutor on duty' },
      { question: 'asked-of', answer: 'Which help is planned?' },
    ];
    const content = ['SocialInvestigation.content'];
    const asked = await request({ law: 'LUL 11', coordinates: content, answers }, investigator);
    expect((await rule(caseworker, { requestId: idOf(asked) })).problem).toBe('statement');
    const ruled = await rule(caseworker, { requestId: idOf(asked), statement: 'Help is planned for the autumn.' });
    expect(ruled.value).toMatchObject({ state: 'GRANTED', granted: [], statement: 'Help is planned for the autumn.' });
    const { withheld } = await view(investigator, ref, ['socialtjanst', 'investigations { content }']);
    expect(withheld['SocialRecord.investigations']).toBe('GROUND_NEEDED');
  });

  it('on an ongoing police investigation says that 18 kap. OSL was weighed', async () => {
    const asker = staff('socialtjanst.case-worker', 'asks-police');
    const investigator = staff('police.investigator', 'rules', 'OWN_AGENCY');
    const coordinates = ['PoliceRecord.ongoingInvestigations', 'OngoingInvestigation.stage'];
    const answers = [
      { question: 'open-investigation', answer: 'Need of protection, opened this week.' },
      { question: 'importance', answer: 'The stage tells when we may talk.' },
    ];
    const asked = await act(asker, ['police', 'requestDisclosure'], {
      input: inputOf({ law: 'SoL 20:6', coordinates, answers }),
    });
    const input = { requestId: idOf(asked), outcome: 'GRANT', reason: 'Weighed.', until: inDays(1) };
    expect((await act(investigator, ['police', 'ruleOnRequest'], { input })).problem).toBe('secrecy');
    const ruled = await act(investigator, ['police', 'ruleOnRequest'], {
      input: { ...input, weighedPoliceSecrecy: true },
    });
    expect(ruled.value).toMatchObject({ state: 'GRANTED', reason: 'Weighed. [18 kap. OSL: prövat]' });
    const { record } = await view(asker, ref, ['police', 'ongoingInvestigations { stage detail }']);
    const opened = record['ongoingInvestigations'] as readonly Fields[];
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.every(({ stage, detail }) => stage !== null && detail === null)).toBe(true);
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
      ((await look(youth, ['socialtjanst', 'requests'])) ?? []).filter(({ id }) => id === idOf(all[0]!)),
    ).toHaveLength(1);
    expect((await send({ coordinates: ['SocialRecord.measures'] })).problem).toBe('key-used');
    expect((await send({ ref: unknownRef })).problem).toBe('key-used');
    const other = await act(staff('police.youth-coordinator', 'other'), ['socialtjanst', 'requestDisclosure'], {
      input,
    });
    expect(idOf(other)).not.toBe(idOf(all[0]!));
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
      const answers = [{ ...ANSWERS[0]!, answer: text }, ...ANSWERS.slice(1)];
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
