import { CODE_LISTS } from '../../../schema/aggregate-codes.ts';
import { dayBefore, swedishDay } from '../../../schema/swedish-day.ts';
import type { Townsperson } from '../../../subgraphs/platform/town/townsperson.ts';
import {
  addDays,
  addMonths,
  homeDistrict,
  percentBand,
  sexAndAge,
  timeliness,
  type CountedThing,
  type Reference,
} from './counted-thing.ts';

const MUST_REPORT = ['POLICE', 'SCHOOL', 'HEALTH_CARE', 'SOCIAL_SERVICES'];

/** Every measure that the agencies publish, computed on the generator of the town and on nothing that was stored. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  'police.incidents': ({ police }) =>
    (police?.incidents ?? []).map(({ occurredAt, type, area }) => ({
      on: occurredAt.slice(0, 10),
      codes: {
        incidentType: type,
        district: CODE_LISTS.district.find(({ swedish }) => swedish === area)?.code ?? 'UNKNOWN',
      },
    })),
  'police.serious-talks': ({ police }, period) =>
    (police?.seriousTalks ?? []).map(({ plannedFor, heldAt, followUpAt }) => {
      const held = heldAt !== null && heldAt < period.countedUntil ? heldAt : null;
      return {
        on: plannedFor,
        codes: {
          talkHeld: held === null ? 'NOT_HELD' : 'HELD',
          inTime: timeliness(followUpAt, addDays(held ?? plannedFor, 56), period),
        },
      };
    }),
  'police.persons-in-incidents': (person, period) =>
    (person.police?.incidents ?? []).map(({ occurredAt }) => ({
      on: occurredAt.slice(0, 10),
      codes: sexAndAge(person, period),
    })),
  'police.suspicion-months': ({ police }) =>
    (police?.suspicions ?? [])
      .filter(({ status }) => status !== 'DROPPED')
      .map(({ date }) => ({ on: date, codes: { suspicionMonth: date.slice(0, 7) } })),
  'socialtjanst.concern-reports': (person, period) =>
    reportsOf(person).map(({ on, sourceType }) => ({
      on,
      codes: { source: sourceType, ...homeDistrict(person), ...sexAndAge(person, period) },
    })),
  'socialtjanst.pre-assessments': (person, period) =>
    reportsOf(person).map(({ on, preAssessment: { outcome, decidedAt } }) => ({
      on,
      codes: {
        preAssessment: decidedAt !== null && decidedAt < period.countedUntil ? outcome : 'PENDING',
        inTime: timeliness(decidedAt, addDays(on, 14), period),
      },
    })),
  'socialtjanst.investigations': ({ socialtjanst }, period) =>
    (socialtjanst?.investigations ?? []).map(({ openedAt, decidedAt }) => ({
      on: openedAt,
      codes: { inTime: timeliness(decidedAt, addMonths(openedAt, 4), period) },
    })),
  'socialtjanst.report-feedback': (person, period) =>
    reportsOf(person).flatMap(({ sourceType, preAssessment: { decidedAt }, feedback }) => {
      if (decidedAt === null || !MUST_REPORT.includes(sourceType)) return [];
      const given = feedback?.givenAt ?? null;
      const told = given === null ? null : swedishDay(new Date(given));
      return { on: decidedAt, codes: { source: sourceType, inTime: timeliness(told, addDays(decidedAt, 7), period) } };
    }),
  'socialtjanst.repeat-reports': (person) => {
    const reports = reportsOf(person);
    return reports.map(({ on, sourceType }) => {
      const isRepeat = reports.some((other) => other.on < on && other.on >= addMonths(on, -12));
      return { on, codes: { source: sourceType, repeat: isRepeat ? 'REPEAT' : 'FIRST' } };
    });
  },
  'socialtjanst.sig-steps': ({ socialtjanst }, period) => {
    const membership = socialtjanst?.sig.membership ?? null;
    if (membership === null) return [];
    const { from, to, endReason } = membership;
    const last = dayBefore(period.countedUntil);
    const steps: CountedThing[] = [{ on: from, codes: { sigStep: 'STARTED', sigEndReason: 'NOT_ENDED' } }];
    if (to !== null) steps.push({ on: to, codes: { sigStep: 'ENDED', sigEndReason: endReason ?? '' } });
    const isRunning = from <= last && (to === null || to > last);
    return isRunning ? [...steps, { on: last, codes: { sigStep: 'RUNNING', sigEndReason: 'NOT_ENDED' } }] : steps;
  },
  'socialtjanst.sig-members': ({ socialtjanst }) => {
    const from = socialtjanst?.sig.membership?.from;
    return from === undefined ? [] : [{ on: from, codes: { sigStartMonth: from.slice(0, 7) } }];
  },
  'socialtjanst.sig-indicators': ({ socialtjanst }) => {
    const { membership, indicators } = socialtjanst?.sig ?? { membership: null, indicators: [] };
    if (membership === null) return [];
    return indicators.map((indicator) => ({
      on: addMonths(membership.from, indicator.month),
      codes: {
        followUp: `M${indicator.month}`,
        attendance: percentBand(indicator.attendancePercent),
        newSuspicions: indicator.newSuspicions > 0 ? 'SOME' : 'NONE',
        newReports: indicator.newReports > 0 ? 'SOME' : 'NONE',
        commitmentsKept: percentBand(indicator.commitmentsKeptPercent),
      },
    }));
  },
  'socialtjanst.placement-returns': ({ socialtjanst }) => {
    const latest = (socialtjanst?.placements ?? []).toSorted((one, other) => (one.from < other.from ? 1 : -1))[0];
    if (latest === undefined || latest.returnPlan === null) return [];
    const { returnsAt, schoolPlaceReady } = latest.returnPlan;
    const ready = schoolPlaceReady ? 'READY' : 'NOT_READY';
    return [{ on: returnsAt, codes: { placementKind: latest.kind, schoolPlaceReady: ready } }];
  },
  'socialtjanst.persons-reported': (person, period) =>
    reportsOf(person).map(({ on }) => ({ on, codes: { ...sexAndAge(person, period), ...homeDistrict(person) } })),
  'school.unexcused-absence': ({ school }, period) =>
    attendanceIn(school, period.name).map(({ invalidAbsenceHours: absent, hoursTaught }) => ({
      on: period.from,
      codes: { schoolStage: school?.enrolment.stage ?? '', unexcusedAbsence: absenceBand(absent, hoursTaught) },
      sum: absent,
    })),
  'school.persons-long-absent': (person, period) =>
    attendanceIn(person.school, period.name)
      .filter(({ invalidAbsenceHours, hoursTaught }) => absenceBand(invalidAbsenceHours, hoursTaught) === '20+')
      .map(() => ({ on: period.from, codes: { ...homeDistrict(person), ...sexAndAge(person, period) } })),
};

type Reports = NonNullable<Townsperson['socialtjanst']>['concernReports'];

function reportsOf({ socialtjanst }: Townsperson): readonly (Reports[number] & { readonly on: string })[] {
  const reports = socialtjanst?.concernReports ?? [];
  return reports.map((report) => ({ ...report, on: swedishDay(new Date(report.receivedAt)) }));
}

/** `2026-HT` is the term `HT2026` of the register. */
function attendanceIn(school: Townsperson['school'], period: string): NonNullable<Townsperson['school']>['attendance'] {
  const term = `${period.slice(5)}${period.slice(0, 4)}`;
  return (school?.attendance ?? []).filter((kept) => kept.term === term);
}

function absenceBand(absent: number, taught: number): string {
  if (absent === 0) return 'NONE';
  const share = absent / taught;
  if (share < 0.05) return 'UNDER_5';
  return share < 0.2 ? '5-19' : '20+';
}
