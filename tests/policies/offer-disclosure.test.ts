import { describe, expect, it } from 'vitest';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { holderOf, offerDisclosure, whyNotOffered, type DisclosureWish } from '../../policies/offer-disclosure.ts';
import { policySetAt } from '../../policies/policy-set-at.ts';
import { AGENCIES } from '../../schema/agency.ts';
import { PURPOSES } from '../../schema/purpose.ts';
import { ROLES } from '../../schema/role.ts';

const POLICY = policySetAt(loadPolicySet(), new Date('2026-03-01T12:00:00Z'));

const WISH: DisclosureWish = {
  kind: 'decision',
  holder: 'socialtjanst',
  coordinates: ['SocialRecord.measures', 'SocialMeasure.type'],
  role: 'police.youth-coordinator',
  purpose: 'INVESTIGATION',
};
const lawsOf = (changes: Partial<DisclosureWish>): readonly (string | null)[] =>
  offerDisclosure({ ...WISH, ...changes }, POLICY).map(({ law }) => law);

/** One wish for each single coordinate, role and purpose, with the rows that they are of. */
function* everyWish(kind: DisclosureWish['kind']): Generator<DisclosureWish & { readonly row: string }> {
  for (const [coordinate, guarded] of POLICY.coordinates) {
    const holder = holderOf(guarded);
    if (holder === null || guarded.rule.row.startsWith('S')) continue;
    for (const role of ROLES) {
      for (const purpose of PURPOSES) {
        yield { kind, holder, coordinates: [coordinate], role, purpose, row: guarded.rule.row };
      }
    }
  }
}

describe('what may be asked for', () => {
  it('is what the cell names for the role, under a purpose that carries decisions', () => {
    expect(lawsOf({})).toEqual(['OSL 10:18a']);
    expect(lawsOf({ purpose: 'SERIOUS_TALK' })).toEqual([]);
    expect(lawsOf({ role: 'police.investigator' })).toEqual(['LUL 11']);
    expect(lawsOf({ role: 'school.mentor', purpose: 'SIG' })).toEqual([]);
  });

  it('is nothing but what one section can carry as a whole', () => {
    const coordinates = ['SchoolRecord.disciplinaryIncidents', 'SchoolRecord.attendance'];
    const wish = { holder: 'school', role: 'police.investigator', coordinates } as const;
    expect(lawsOf(wish)).toEqual(['2025:170 7']);
    expect(lawsOf({ ...wish, coordinates: coordinates.slice(0, 1) })).toEqual(['2025:170 7', 'OSL 10:24']);
    expect(lawsOf({ ...wish, coordinates: [...coordinates, 'PoliceRecord.incidents'] })).toEqual([]);
  });

  it('tells of a limit: a statement alone, the police secrecy, the head of school', () => {
    const statement = { ...WISH, role: 'police.investigator', coordinates: ['SocialInvestigation.content'] } as const;
    expect(offerDisclosure(statement, POLICY)).toMatchObject([
      { law: 'LUL 11', opens: [] },
      { law: 'OSL 10:23', opens: [] },
    ]);
    const detail = ['PoliceRecord.ongoingInvestigations', 'OngoingInvestigation.detail'];
    expect(
      offerDisclosure({ ...WISH, holder: 'police', role: 'socialtjanst.case-worker', coordinates: detail }, POLICY),
    ).toEqual([{ law: 'SoL 20:6', opens: detail, needsPoliceSecrecyWeighed: true, principalDecides: false }]);
    const notes = {
      ...WISH,
      holder: 'school',
      role: 'police.investigator',
      coordinates: ['SchoolRecord.psychosocialNotes'],
    };
    expect(offerDisclosure(notes as DisclosureWish, POLICY)).toMatchObject([{ principalDecides: true }]);
  });

  it('is never OSL 10:27 from socialtjänsten or school health, nor 10:15a from socialtjänsten, on any cell', () => {
    let offered = 0;
    for (const kind of ['decision', 'push'] as const) {
      for (const wish of everyWish(kind)) {
        const laws = offerDisclosure(wish, POLICY).map(({ law }) => law);
        offered += laws.length;
        if (wish.holder === 'socialtjanst') expect(laws).not.toContain('OSL 10:27');
        if (wish.holder === 'socialtjanst') expect(laws).not.toContain('OSL 10:15a');
        if (wish.row === 'M49') expect(laws).not.toContain('OSL 10:27');
        if (wish.role === 'analyst' || wish.role === 'data-protection-officer') expect(laws).toEqual([]);
      }
    }
    expect(offered).toBeGreaterThan(400);
  });

  it('is never the criminal record, which has no coordinate', () => {
    for (const wish of everyWish('decision')) expect(wish.row).not.toBe('M09');
    expect(lawsOf({ holder: 'police', coordinates: ['PoliceRecord.criminalRecord'] })).toEqual([]);
  });

  it('is never a field of the asker’s own agency by the rules as they are', () => {
    const own = [...everyWish('decision')].filter(({ role, holder }) => role.startsWith(`${holder}.`));
    expect(own.length).toBeGreaterThan(1000);
    expect(own.filter((wish) => offerDisclosure(wish, POLICY).length > 0)).toEqual([]);
  });

  it('is not offered before the section is in force', () => {
    const before = policySetAt(loadPolicySet(), new Date('2025-03-31T12:00:00Z'));
    expect(offerDisclosure(WISH, before)).toEqual([]);
  });

  it('is an emergency only for a missing child, where the cell has it', () => {
    const wishes = [...everyWish('emergency')].filter((wish) => offerDisclosure(wish, POLICY).length > 0);
    expect(new Set(wishes.map(({ purpose }) => purpose))).toEqual(new Set(['MISSING_CHILD']));
    expect([...new Set(wishes.map(({ row }) => row))].sort()).toEqual(['M19', 'M20', 'M25', 'M28', 'M34', 'M47']);
  });
});

describe('why something is not offered', () => {
  const why = (law: string | null, changes: Partial<DisclosureWish> = {}): readonly string[] =>
    whyNotOffered(law, { ...WISH, ...changes }, POLICY);

  it('is said by field, with the sections that would do', () => {
    expect(why('OSL 10:18a')).toEqual([]);
    expect(why('OSL 10:27')).toContain('SocialRecord.measures rests on OSL 10:18a, not OSL 10:27');
    expect(why('OSL 10:18a', { purpose: 'SERIOUS_TALK' })).toEqual([
      'the purpose SERIOUS_TALK carries no decision to police.youth-coordinator',
    ]);
    expect(why('OSL 10:18a', { coordinates: ['SocialRecord.treatmentNotes'] })).toEqual([
      'SocialRecord.treatmentNotes cannot be released to police.youth-coordinator by decision',
    ]);
    expect(why('OSL 10:18a', { coordinates: [] })).toEqual(['no coordinate is named']);
  });

  it('is said of what is no section, no coordinate of the graph, or not the holder’s', () => {
    expect(why('OSL 99:1')).toEqual(['the section is none of legal-bases.yaml']);
    expect(why('OSL 10:18a', { coordinates: ['SocialRecord.nothing'] })).toEqual(['a coordinate is not in the graph']);
    expect(why('OSL 10:18a', { coordinates: ['PoliceRecord.incidents'] })).toEqual([
      'PoliceRecord.incidents is not held by socialtjanst',
    ]);
  });

  it('names every section that would do, none for an emergency, and the given one where there is one', () => {
    const incidents = {
      holder: 'school',
      role: 'police.investigator',
      coordinates: ['SchoolRecord.disciplinaryIncidents'],
    } as const;
    expect(why(null, incidents)).toEqual(['SchoolRecord.disciplinaryIncidents rests on 2025:170 7 or OSL 10:24']);
    const search = {
      kind: 'emergency',
      holder: 'school',
      role: 'police.patrol-officer',
      purpose: 'MISSING_CHILD',
      coordinates: ['SchoolRecord.presentNow'],
    } as const;
    expect(why(null, search)).toEqual([]);
    expect(why('OSL 10:27', search)).toEqual(['SchoolRecord.presentNow rests on no section, not OSL 10:27']);
  });

  it('never repeats what is not a word of the policy', () => {
    const typed = ['19', '9901019', '802'].join('');
    for (const said of [why(typed), why('OSL 10:18a', { coordinates: [typed] })]) {
      expect(said).toHaveLength(1);
      expect(said.join()).not.toContain(typed);
    }
  });

  it('is empty exactly where the section is offered', () => {
    const laws = [...POLICY.legalBases.keys()];
    for (const holder of AGENCIES) {
      for (const wish of [...everyWish('decision')].filter((_, index) => index % 7 === 0)) {
        const offered = offerDisclosure({ ...wish, holder }, POLICY).map(({ law }) => law);
        const unopposed = laws.filter((law) => whyNotOffered(law, { ...wish, holder }, POLICY).length === 0);
        expect(unopposed.sort()).toEqual([...offered].sort());
      }
    }
  });
});
