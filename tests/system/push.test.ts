import { describe, expect, it } from 'vitest';
import { personAs } from './at-the-agency.ts';
import { act, inDays, look, staff, view, type Done, type Fields, type Staff } from './at-the-desk.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const investigator = staff('police.investigator', 'pushes', 'OWN_AGENCY');
const recipient = staff('socialtjanst.case-worker', 'is-told');
const INCIDENTS = ['PoliceRecord.incidents', 'PoliceIncident.date', 'PoliceIncident.type'];
const ref = personAs('knownToAll').ref;

const push = (changes: Fields = {}, who: Staff = investigator): Promise<Done> =>
  act(who, ['police', 'pushDisclosure'], {
    input: {
      ref,
      coordinates: INCIDENTS,
      law: 'polislagen 6',
      toRole: recipient.role,
      toSubject: recipient.subject,
      purpose: recipient.purpose,
      reason: 'Calls for action by socialtjänsten.',
      until: inDays(3),
      ...changes,
    },
  });
const incidentsFor = (who: Staff, whom = ref): ReturnType<typeof view> =>
  view(who, whom, ['police', 'incidents { date type area } suspicions { crime }']);
const revoke = (done: Done): Promise<Done> =>
  act(investigator, ['police', 'revokeGrant'], { grantId: done.value?.['id'], reason: 'Done.' });

describe('what the holder releases on its own initiative', () => {
  it('opens to the function that is told, exactly so much, until it is taken back', async () => {
    expect((await incidentsFor(recipient)).record['incidents']).toBeNull();
    const pushed = await push();
    expect(pushed.value).toMatchObject({ kind: 'PUSH', law: 'polislagen 6', coordinates: INCIDENTS, isInForce: true });
    const told = ((await look(recipient, ['police', 'notices'])) ?? []).filter(
      ({ aboutId }) => aboutId === pushed.value?.['id'],
    );
    expect(told).toMatchObject([{ kind: 'PUSH', ref }]);
    const { record, withheld } = await incidentsFor(recipient);
    const incidents = record['incidents'] as readonly Fields[];
    expect(incidents.length).toBeGreaterThan(0);
    expect(incidents.every(({ type, area }) => type !== null && area === null)).toBe(true);
    expect(withheld).toMatchObject({
      'PoliceIncident.area': 'GROUND_NEEDED',
      'PoliceRecord.suspicions': 'GROUND_NEEDED',
    });
    for (const other of [staff('socialtjanst.case-worker', 'not-told'), { ...recipient, purpose: 'TREFAS' } as const]) {
      expect((await incidentsFor(other)).record['incidents']).toBeNull();
      expect(other.subject === recipient.subject ? [] : await look(other, ['police', 'notices'])).toEqual([]);
    }
    await revoke(pushed);
    expect((await incidentsFor(recipient)).record['incidents']).toBeNull();
  });

  it('can be for whoever has the role', async () => {
    const pushed = await push({ toSubject: null, toRole: 'socialtjanst.worker-at-police' });
    expect(pushed.value).toMatchObject({ isToOnePerson: false });
    const someone = staff('socialtjanst.worker-at-police', 'whoever');
    expect((await incidentsFor(someone)).record['incidents']).not.toBeNull();
    const told = ((await look(someone, ['police', 'notices'])) ?? []).map(({ aboutId }) => aboutId);
    expect(told).toContain(pushed.value?.['id']);
    await revoke(pushed);
    expect((await incidentsFor(someone)).record['incidents']).toBeNull();
  });

  it('rests on a section that the recipient’s cell has for a push', async () => {
    const wrong = await push({ law: 'OSL 10:27' });
    expect(wrong.problem).toBe('law');
    expect(wrong.answer.body.errors?.[0]?.message).toContain('(SoL 19:1, polislagen 6 would do)');
    expect((await push({ law: 'SoL 20:6' })).problem).toBe('law');
    expect((await push({ toRole: 'school.mentor', toSubject: null })).problem).toBe('law');
    expect((await push({ purpose: 'PLACEMENT_RETURN' })).problem).toBe('law');
    expect((await push({ coordinates: ['PoliceIncident.date'] })).problem).toBe('parents');
  });

  it('goes to a role of another agency, with an end', async () => {
    for (const toRole of ['police.patrol-officer', 'analyst', 'data-protection-officer', 'nobody']) {
      expect((await push({ toRole })).problem).toBe('recipient');
    }
    expect((await push({ purpose: 'CURIOSITY' })).problem).toBe('recipient');
    expect((await push({ until: inDays(120) })).problem).toBe('until');
    expect((await push({ reason: ['99', '0101', '-', '9802'].join('') })).problem).toBe('free-text');
  });

  it('keeps to the age of the section, and to what is open to the own role', async () => {
    const suspicions = { coordinates: ['PoliceRecord.suspicions', 'Suspicion.crime'], law: 'LUL 6' };
    expect((await push({ ...suspicions, ref: personAs('turned18').ref })).problem).toBe('age');
    expect((await push({ ...suspicions, ref: refOf(unknownNumbers(theTown(), 1)[0] ?? '') })).problem).toBe('age');
    const minor = await push({ ...suspicions });
    expect(minor.value).toMatchObject({ law: 'LUL 6' });
    await revoke(minor);
    const nurse = staff('school.nurse', 'nurse', 'OWN_AGENCY');
    const observations = {
      coordinates: ['SchoolRecord.mentorObservations', 'MentorObservation.text'],
      law: 'SoL 19:1',
    };
    const input = {
      ref,
      toRole: recipient.role,
      toSubject: recipient.subject,
      purpose: 'INVESTIGATION',
      reason: 'x',
      until: inDays(1),
    };
    const asNurse = await act(nurse, ['school', 'pushDisclosure'], { input: { ...input, ...observations } });
    expect(asNurse.problem).toBe('not-own');
    expect((await push({}, staff('socialtjanst.case-worker', 'foreign', 'OWN_AGENCY'))).value).toBeNull();
  });

  it('is told to the holder’s own desk, and not to others', async () => {
    expect((await look(investigator, ['police', 'grants'])) ?? []).not.toEqual([]);
    expect(await look(staff('police.patrol-officer', 'patrol'), ['police', 'grants'])).toBeNull();
    expect(await look(recipient, ['police', 'grants'])).toBeNull();
  });
});

describe('the weighing of the police secrecy for what a consent opens', () => {
  const weigh = (changes: Fields = {}): Promise<Done> =>
    act(investigator, ['police', 'recordSecrecyWeighing'], {
      input: {
        ref,
        coordinates: ['PoliceRecord.suspicions', 'Suspicion.date'],
        toRole: 'socialtjanst.sig-coordinator',
        toSubject: 'staff-desk-weighed',
        purpose: 'SIG',
        reason: 'No investigation is harmed.',
        until: inDays(30),
        ...changes,
      },
    });

  it('is recorded, and opens nothing alone', async () => {
    expect((await weigh()).value).toMatchObject({ kind: 'WEIGHING', law: null });
    const coordinator = staff('socialtjanst.sig-coordinator', 'weighed', 'INVESTIGATION');
    expect((await incidentsFor(coordinator)).record['suspicions']).toBeNull();
  });

  it('is for those cells alone that ask for it', async () => {
    expect((await weigh({ coordinates: ['PoliceRecord.incidents'] })).problem).toBe('coordinates');
    expect((await weigh({ toRole: 'socialtjanst.case-worker' })).problem).toBe('coordinates');
    expect((await weigh({ purpose: 'TREFAS' })).problem).toBe('coordinates');
    expect((await weigh({ coordinates: [] })).problem).toBe('coordinates');
  });
});
