import { describe, expect, it } from 'vitest';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';

const TODAY = '2026-11-23';

const small = createTown({ seed: 'test', people: 200, today: TODAY });

describe('every row of the access matrix', () => {
  const some = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
  const rows: Readonly<Record<string, (person: Townsperson) => boolean>> = {
    M05: ({ police }) => police !== null,
    M06: ({ police }) => some(police?.incidents),
    M07: ({ police }) => some(police?.incidents.filter(({ narrative }) => narrative !== '')),
    M08: ({ police }) => some(police?.suspicions),
    M10: ({ police }) => some(police?.ongoingInvestigations),
    M11: ({ police }) => some(police?.observations),
    M12: ({ police }) => some(police?.associates),
    M13: ({ police }) => some(police?.observations.filter(({ notSuspected }) => notSuspected)),
    M14: ({ police }) => Boolean(police?.riskRating),
    M15: ({ police }) => some(police?.drugInterventions),
    M16: ({ police }) => some(police?.victimStatuses),
    M17: ({ police }) => some(police?.seriousTalks),
    M18: ({ police }) => Boolean(police?.exitCase),
    M19: ({ police }) => some(police?.missingOrWanted),
    M20: ({ socialtjanst }) => socialtjanst !== null,
    M21: ({ socialtjanst }) => some(socialtjanst?.concernReports),
    M22: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter(({ facts, worry }) => facts !== '' && worry !== '')),
    M23: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter(({ reporter }) => reporter.staffSubject !== null)),
    M24: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter((report) => report.preAssessment.decidedAt !== null)),
    M25: ({ socialtjanst }) =>
      some(socialtjanst?.concernReports.filter((report) => report.protectionAssessment.immediateNeed)),
    M26: ({ socialtjanst }) => some(socialtjanst?.investigations),
    M27: ({ socialtjanst }) => some(socialtjanst?.investigations.filter(({ content }) => content !== '')),
    M28: ({ socialtjanst }) => some(socialtjanst?.measures),
    M29: ({ socialtjanst }) => some(socialtjanst?.treatmentNotes),
    M30: ({ socialtjanst }) => some(socialtjanst?.placements),
    M31: ({ socialtjanst }) => some(socialtjanst?.placements.filter(({ location }) => location !== '')),
    M32: ({ socialtjanst }) => some(socialtjanst?.placements.filter(({ returnPlan }) => returnPlan !== null)),
    M33: ({ socialtjanst }) => Boolean(socialtjanst?.familySituation),
    M34: ({ socialtjanst }) => Boolean(socialtjanst?.substanceUseAndHealth),
    M35: ({ socialtjanst }) => Boolean(socialtjanst?.structuredRiskAssessment),
    M36: ({ socialtjanst }) => some(socialtjanst?.compulsoryCareDecisions),
    M37: ({ socialtjanst }) => some(socialtjanst?.economicAssistance),
    M38: ({ socialtjanst }) => Boolean(socialtjanst?.sig.membership),
    M39: ({ socialtjanst }) => Boolean(socialtjanst?.sig.plan),
    M40: ({ socialtjanst }) => some(socialtjanst?.sig.participants),
    M41: ({ socialtjanst }) => some(socialtjanst?.sig.meetings),
    M42: ({ socialtjanst }) => some(socialtjanst?.sig.indicators),
    M43: ({ socialtjanst }) => some(socialtjanst?.sig.consents),
    M44: ({ school }) => school !== null,
    M45: ({ school }) => some(school?.guardianContacts),
    M46: ({ school }) => some(school?.attendance),
    M47: ({ school }) => school?.presentNow.present === true,
    M48: ({ school }) => Boolean(school?.supportPlan),
    M49: ({ school }) => some(school?.medicalNotes),
    M50: ({ school }) => some(school?.psychosocialNotes),
    M51: ({ school }) => some(school?.disciplinaryIncidents),
    M52: ({ school }) => some(school?.grades),
    M53: ({ school }) => some(school?.mentorObservations),
  };

  it.each(['test', 'samsyn', 'a third'])('has at least three persons in a town of 200 (seed "%s")', (seed) => {
    const people = [...createTown({ seed, people: 200, today: TODAY }).people()];
    for (const [row, isIn] of Object.entries(rows)) expect([row, people.filter(isIn).length >= 3]).toEqual([row, true]);
  });

  it('has the person who is known to all', () => {
    const known = small.person(small.cast.knownToAll);
    for (const [row, isIn] of Object.entries(rows)) {
      if (row !== 'M25') expect([row, isIn(known)]).toEqual([row, true]);
    }
  });

  it('knows no criminal record (M09) anywhere', () => {
    expect(JSON.stringify([...small.people()])).not.toMatch(/criminalRecord|belastning/i);
  });
});
