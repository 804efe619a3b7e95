import { describe, expect, it } from 'vitest';
import {
  caseworker,
  colleague,
  idOf,
  inputOf,
  measuresFor,
  MEASURES,
  ref,
  request,
  rule,
  third,
  youth,
} from './ask-for-measures.ts';
import { personAs } from './at-the-agency.ts';
import { act, freshKey, inDays, look, staff, view, type Done, type Fields, type Staff } from './at-the-desk.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const [unknownRef = ''] = unknownNumbers(theTown(), 1).map(refOf);

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
    expect((await rule(caseworker, { ref: unknownRef, requestId, until: inDays(1) })).problem).toBe('unknown-request');
    for (const until of [undefined, inDays(-1), inDays(91)]) {
      expect((await rule(caseworker, { requestId, until })).problem).toBe('until');
    }
    await rule(caseworker, { requestId, outcome: 'REFUSE' });
  });

  it('keeps to the age of the section: under 21 for OSL 10:18 a, and known to be', async () => {
    for (const whom of [personAs('turned21').ref, unknownRef]) {
      const asked = await request({ ref: whom });
      expect(asked.value).toMatchObject({ state: 'OPEN' });
      expect((await rule(caseworker, { ref: whom, requestId: idOf(asked), until: inDays(1) })).problem).toBe('age');
      expect((await rule(caseworker, { ref: whom, requestId: idOf(asked), outcome: 'REFUSE' })).value).toMatchObject({
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
    const input = { ref, requestId: idOf(asked), outcome: 'GRANT', reason: 'Weighed.', until: inDays(1) };
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
