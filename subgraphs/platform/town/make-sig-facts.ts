import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { ROLE_TITLES } from '../../../schema/role.ts';
import { isoDate, yearOf, type Day } from './calendar.ts';
import type { SigCourse } from './cast.ts';
import type { Draw } from './draw.ts';
import { otherConsents, sigConsent, SIG_ROLES } from './make-consents.ts';
import type { Person } from './person.ts';
import { SERIALS_A_PERSON } from './reports.ts';
import type {
  SigCommitment,
  SigFacts,
  SigIndicator,
  SigMeeting,
  SigMembership,
  SigParticipant,
  SigPlan,
} from './sig-facts.ts';
import { SIG_COMMITMENTS, SIG_GOALS, SIG_MINUTES, SIG_NOTES } from './sig-texts.ts';
import type { World } from './world.ts';

const NO_GROUP = { membership: null, plan: null, participants: [], meetings: [], indicators: [] } as const;

const MEETING_GAP = 21;

/** Whether the demo staff sit in the person's social insatsgrupp: for the cast always, for others now and then. */
export function hasDemoGroup(person: Person): boolean {
  const { sig, burden } = person.traits;
  return (
    (sig === 'ACTIVE' || sig === 'WITHDRAWN') && (burden === 'RICH' || person.index < 40 || person.index % 3 === 0)
  );
}

/** The social insatsgrupp of a person: membership, plan, seats, meetings, follow-up and consents. */
export function makeSigFacts(world: World, person: Person): SigFacts {
  const course = person.traits.sig;
  const others = otherConsents(world, person);
  if (course === null) return { ...NO_GROUP, consents: others };
  const draw = world.draw('sig', person.index);
  const from = world.today - (course === 'ENDED' ? draw.between(420, 600) : draw.between(100, 300));
  const membership = membershipOf(world, person, { course, from, draw });
  const participants = participantsOf(person);
  const consents = [sigConsent(world, person, { membership, participants, from, draw }), ...others];
  // A refusal stops the group before it begins (Brå 2012: without consent there is no cooperation).
  if (course === 'REFUSED') return { ...NO_GROUP, membership, consents };
  const until = membership.to === null ? world.today : world.today - (course === 'ENDED' ? 150 : 20);
  return {
    membership,
    plan: planOf(world, draw, from),
    participants,
    meetings: meetingsOf(from, until, draw),
    indicators: indicatorsOf(from, until, draw),
    consents,
  };
}

interface Course {
  readonly course: SigCourse;
  readonly from: Day;
  readonly draw: Draw;
}

function membershipOf(world: World, person: Person, { course, from, draw }: Course): SigMembership {
  const caseNumber = sigCaseNumber(world, person);
  const drawnReason = draw.pick(['GOAL_MET', 'MOVED', 'AGED_OUT'] as const);
  const reason = person.age < 20 && drawnReason === 'AGED_OUT' ? 'GOAL_MET' : drawnReason;
  switch (course) {
    case 'ACTIVE':
      return { caseNumber, from: isoDate(from), to: null, endReason: null, consentStatus: 'IN_FORCE' };
    case 'ENDED':
      return {
        caseNumber,
        from: isoDate(from),
        to: isoDate(world.today - 150),
        endReason: reason,
        consentStatus: 'EXPIRED',
      };
    case 'WITHDRAWN':
      return {
        caseNumber,
        from: isoDate(from),
        to: isoDate(world.today - 20),
        endReason: 'CONSENT_WITHDRAWN',
        consentStatus: 'WITHDRAWN',
      };
    case 'REFUSED':
      return {
        caseNumber,
        from: isoDate(from),
        to: isoDate(from + 14),
        endReason: 'CONSENT_WITHDRAWN',
        consentStatus: 'REFUSED',
      };
  }
}

/** The case number of a person's social insatsgrupp. */
export function sigCaseNumber(world: World, person: Person): string {
  return `SN ${yearOf(world.today)}/${person.index * SERIALS_A_PERSON + 38}`;
}

function planOf(world: World, draw: Draw, from: Day): SigPlan {
  const goals = draw
    .sample(SIG_GOALS, draw.between(2, 3))
    .map((text) => ({ text, dueAt: isoDate(from + draw.between(90, 240)) }));
  return {
    goals,
    commitments: SIG_COMMITMENTS.map(([owner, texts]) =>
      commitmentOf(world, { owner, text: draw.pick(texts) }, { from, draw }),
    ),
  };
}

function commitmentOf(
  world: World,
  what: Pick<SigCommitment, 'owner' | 'text'>,
  { from, draw }: { readonly from: Day; readonly draw: Draw },
): SigCommitment {
  const due = from + draw.between(21, 200);
  const isKept = draw.chance(0.7);
  return { ...what, dueAt: isoDate(due), kept: due > world.today ? null : isKept };
}

function participantsOf(person: Person): readonly SigParticipant[] {
  const isDemo = hasDemoGroup(person);
  return SIG_ROLES.filter((role) => person.place !== null || !role.startsWith('school')).map((role) => ({
    agency: role.startsWith('police') ? 'police' : role.startsWith('school') ? 'school' : 'socialtjanst',
    role,
    staffSubject: isDemo ? (DEMO_STAFF.find((staff) => staff.role === role)?.subject ?? null) : null,
    function: ROLE_TITLES[role],
  }));
}

function meetingsOf(from: Day, until: Day, draw: Draw): readonly SigMeeting[] {
  const count = Math.max(1, Math.min(5, Math.floor((until - from) / MEETING_GAP)));
  return Array.from({ length: count }, (_, at) => ({
    date: isoDate(until - 3 - at * MEETING_GAP),
    notes: draw.pick(SIG_NOTES),
    agreedMinutes: draw.pick(SIG_MINUTES),
  }));
}

function indicatorsOf(from: Day, until: Day, draw: Draw): readonly SigIndicator[] {
  const months = ([0, 3, 6, 12] as const).filter((month) => from + month * 30 <= until);
  const start = draw.between(40, 68);
  const gain = draw.between(-1, 5);
  return months.map((month) => ({
    month,
    attendancePercent: Math.max(20, Math.min(97, start + gain * month + draw.between(-4, 4))),
    newSuspicions: month === 0 ? draw.between(1, 4) : draw.between(0, 2),
    newReports: month === 0 ? draw.between(1, 3) : draw.between(0, 2),
    commitmentsKeptPercent: month === 0 ? 0 : draw.between(45, 95),
  }));
}
