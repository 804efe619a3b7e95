import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { homeAgency, type Role } from '../../../schema/role.ts';
import { isoDate, yearOf, type Day } from './calendar.ts';
import { CAST } from './cast.ts';
import { hasDemoGroup, sigCaseNumber } from './make-sig-facts.ts';
import type { Person } from './person.ts';
import { DEMO_SCHOOL } from './places.ts';
import type { PoliceFacts } from './police-facts.ts';
import { SERIALS_A_PERSON } from './reports.ts';
import type { SchoolFacts } from './school-facts.ts';
import { schoolPlaceOf } from './school-place.ts';
import type { SocialFacts } from './social-facts.ts';
import type { Assignment, AssignmentKind } from './townsperson.ts';
import { birthOf, type World } from './world.ts';

/** What the agencies hold of the person, for deciding who works with it. */
export interface Held {
  readonly police: PoliceFacts | null;
  readonly socialtjanst: SocialFacts | null;
  readonly school: SchoolFacts | null;
}

interface Seat {
  readonly role: Role;
  readonly caseNumber: string;
  readonly kind: AssignmentKind;
}

/** The cases of this person that the demo staff hold, each at its own agency. */
export function assignmentsOf(world: World, person: Person, held: Held): readonly Assignment[] {
  const draw = world.draw('assignments', person.index);
  const from = world.today - draw.between(10, 90);
  const isShared = person.traits.burden === 'RICH' || draw.chance(0.4);
  const seats = [
    ...policeSeats(person, held, isShared),
    ...socialSeats(world, person, { held, isShared }),
    ...schoolSeats(world, person, held),
    ...groupSeats(world, person),
  ];
  return seats.flatMap((seat) => assignmentOf(seat, from));
}

function assignmentOf({ role, caseNumber, kind }: Seat, from: Day): readonly Assignment[] {
  const staff = DEMO_STAFF.find((candidate) => candidate.role === role && candidate.hasAssignments);
  const agency = homeAgency(role);
  if (staff === undefined || agency === null) return [];
  return [{ agency, staffSubject: staff.subject, caseNumber, kind, from: isoDate(from), to: null }];
}

function policeSeats({ traits, age }: Person, { police }: Held, isShared: boolean): readonly Seat[] {
  if (police === null || !isShared) return [];
  const [caseNumber] = [...police.ongoingInvestigations, ...police.suspicions].map((held) => held.caseNumber);
  if (caseNumber === undefined) return [];
  const isOpen = police.ongoingInvestigations.length > 0;
  const isForCoordinator = age < 21 && ['MEDIUM', 'HEAVY', 'RICH'].includes(traits.burden);
  const seats: Seat[] = [];
  if (isOpen) seats.push({ role: 'police.investigator', caseNumber, kind: 'case' });
  if (isForCoordinator) seats.push({ role: 'police.youth-coordinator', caseNumber, kind: 'case' });
  if (traits.exit) seats.push({ role: 'police.youth-coordinator', caseNumber, kind: 'named-person' });
  return seats;
}

interface SocialQuestion {
  readonly held: Held;
  readonly isShared: boolean;
}

function socialSeats(world: World, person: Person, { held, isShared }: SocialQuestion): readonly Seat[] {
  const { socialtjanst } = held;
  if (socialtjanst === null || !isShared) return [];
  const caseNumber =
    (socialtjanst.investigations[0] ?? socialtjanst.concernReports[0])?.caseNumber ?? sigCaseNumber(world, person);
  const seats: Seat[] = [{ role: 'socialtjanst.case-worker', caseNumber, kind: 'case' }];
  const isReportedByPolice = socialtjanst.concernReports.some(({ sourceType }) => sourceType === 'POLICE');
  if (isReportedByPolice) seats.push({ role: 'socialtjanst.worker-at-police', caseNumber, kind: 'case' });
  if (person.traits.exit) {
    seats.push({ role: 'socialtjanst.case-worker', caseNumber, kind: 'named-person' });
    seats.push({ role: 'socialtjanst.worker-at-police', caseNumber, kind: 'named-person' });
  }
  return seats;
}

function schoolSeats(world: World, person: Person, { school }: Held): readonly Seat[] {
  if (school === null || person.place?.unitCode !== DEMO_SCHOOL) return [];
  const caseNumber = `ELEV ${yearOf(world.today)}/${person.index * SERIALS_A_PERSON}`;
  const roles: Role[] = isInDemoClass(world, person) ? ['school.mentor'] : [];
  if (school.medicalNotes.length > 0) roles.push('school.nurse');
  if (school.psychosocialNotes.length > 0) roles.push('school.counsellor');
  if (person.traits.burden !== 'NONE') roles.push('school.principal');
  return roles.map((role) => ({ role, caseNumber, kind: 'case' }));
}

// The demo mentor has the class of who is known to all.
function isInDemoClass(world: World, { place }: Person): boolean {
  const birth = birthOf(world, CAST.knownToAll).day;
  return place?.className === schoolPlaceOf(world, CAST.knownToAll, { birth, district: null })?.className;
}

/** The seats of a social insatsgrupp, for each agency to know its own. */
function groupSeats(world: World, person: Person): readonly Seat[] {
  if (!hasDemoGroup(person) || person.traits.sig !== 'ACTIVE') return [];
  const caseNumber = sigCaseNumber(world, person);
  const inAll: readonly Role[] = [
    'socialtjanst.sig-coordinator',
    'socialtjanst.case-worker',
    'police.youth-coordinator',
  ];
  const atSchool: readonly Role[] = ['school.principal', 'school.mentor', 'school.counsellor', 'school.nurse'];
  const members = person.place === null ? inAll : [...inAll, ...atSchool];
  const coordinator = (['case', 'named-person'] as const).map((kind): Seat => ({
    role: 'socialtjanst.sig-coordinator',
    caseNumber,
    kind,
  }));
  return [...members.map((role): Seat => ({ role, caseNumber, kind: 'sig-participant' })), ...coordinator];
}
