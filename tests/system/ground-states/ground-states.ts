import type { Role } from '../../../schema/role.ts';
import { ROLES } from '../../../schema/role.ts';
import type { GivenConsent, GivenGrant, SetBlock } from '../../policies/expectation/standing.ts';
import {
  blocksAtAll,
  consentsTo,
  dayFrom,
  earlier,
  grantsTo,
  SOME_ROWS,
  strangeLaw,
  weighingsTo,
  type Asker,
} from './acts-for.ts';

/** What is true of one person toward one asker. */
export interface GroundState {
  /** Grounds that it is about: it is asked for under the purposes that admit one of them; `any` under all. */
  readonly about: readonly string[];
  /** YYYY-MM-DD; absent: 14 years, so that no section is closed by age; null: not known. */
  readonly birthDate?: (now: Date) => string | null;
  readonly isProtected?: boolean;
  readonly assignments?: (asker: Asker) => readonly Assignment[];
  readonly consents?: (asker: Asker) => readonly GivenConsent[];
  readonly grants?: (asker: Asker) => readonly GivenGrant[];
  readonly blocks?: (asker: Asker) => readonly SetBlock[];
  readonly reporters?: (asker: Asker) => readonly string[];
}

export interface Assignment {
  readonly staffSubject: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
}

const SOMEBODY_ELSE = 'staff-somebody-else';
const KINDS = ['case', 'sig-participant', 'named-person'];

const assigned =
  (kinds: readonly string[], change: (now: Date) => Partial<Assignment> = () => ({})) =>
  ({ subject, now }: Asker): readonly Assignment[] =>
    kinds.map((kind) => ({ staffSubject: subject, kind, from: dayFrom(now, -90), to: null, ...change(now) }));

const allGrants = (asker: Asker): readonly GivenGrant[] => [
  ...grantsTo(asker, 'decision'),
  ...grantsTo(asker, 'push'),
  ...grantsTo(asker, 'emergency'),
  ...weighingsTo(asker),
];

const EVERYTHING: Pick<GroundState, 'assignments' | 'consents' | 'grants' | 'reporters'> = {
  assignments: assigned(KINDS),
  consents: (asker) => consentsTo(asker),
  grants: allGrants,
  reporters: ({ subject }) => [subject],
};

const ASSIGNMENT_STATES: Readonly<Record<string, GroundState>> = {
  'nothing done': { about: ['any'] },
  'assigned to the case': { about: ['own'], assignments: assigned(['case']) },
  'assigned as participant of the SIG': { about: ['own'], assignments: assigned(['sig-participant']) },
  'assigned by name': { about: ['own'], assignments: assigned(['named-person']) },
  'assignment ended yesterday': { about: ['own'], assignments: assigned(KINDS, (now) => ({ to: dayFrom(now, -1) })) },
  'assignment begins later': { about: ['own'], assignments: assigned(KINDS, (now) => ({ from: dayFrom(now, 1) })) },
  'somebody else assigned': { about: ['own'], assignments: assigned(KINDS, () => ({ staffSubject: SOMEBODY_ELSE })) },
};

const consent = (make: (asker: Asker) => readonly GivenConsent[], rest: Partial<GroundState> = {}): GroundState => ({
  about: ['consent'],
  consents: make,
  ...rest,
});

const CONSENT_STATES: Readonly<Record<string, GroundState>> = {
  'consent in force': consent((asker) => consentsTo(asker)),
  'consent expired': consent((asker) => consentsTo(asker, { to: dayFrom(asker.now, -1) })),
  'consent not yet': consent((asker) => consentsTo(asker, { from: dayFrom(asker.now, 1) })),
  'consent withdrawn': consent((asker) => consentsTo(asker, { isWithdrawn: true })),
  'consent for one purpose': consent((asker) => consentsTo(asker, { purpose: 'SSPF' }).slice(0, 1)),
  'consent to another recipient': consent((asker) => consentsTo(asker, { recipients: otherRoles(asker.role) })),
  'consent to some rows': consent((asker) => consentsTo(asker, { rows: SOME_ROWS })),
  'consent at the police alone': consent((asker) => consentsTo(asker, { holders: ['police'] })),
  'consent at the school alone': consent((asker) => consentsTo(asker, { holders: ['school'] })),
  'consent to the asker by name': consent((asker) =>
    consentsTo(asker, { recipients: [], participants: [asker.subject] }),
  ),
  'consent to somebody else by name': consent((asker) =>
    consentsTo(asker, { recipients: [], participants: [SOMEBODY_ELSE] }),
  ),
  'consent, the police having weighed': consent((asker) => consentsTo(asker), {
    grants: (asker) => weighingsTo(asker),
  }),
  'consent, the weighing taken back': consent((asker) => consentsTo(asker), {
    grants: (asker) => weighingsTo(asker, { isRevoked: true }),
  }),
  'weighed without consent': { about: ['consent'], grants: (asker) => weighingsTo(asker) },
};

const decision = (change: (asker: Asker) => Partial<GivenGrant>): GroundState => ({
  about: ['decision'],
  grants: (asker) => grantsTo(asker, 'decision', change(asker)),
});

const GRANT_STATES: Readonly<Record<string, GroundState>> = {
  'decision granted': decision(() => ({})),
  'decision expired': decision(({ now }) => ({ from: earlier(now, 2), until: earlier(now, 1) })),
  'decision not yet in force': decision(({ now }) => ({ from: earlier(now, -1), until: earlier(now, -2) })),
  'decision revoked': decision(() => ({ isRevoked: true })),
  'decision on another law': decision((asker) => ({ law: strangeLaw(asker, 'decision') })),
  'decision for one purpose': decision(() => ({ purpose: 'INVESTIGATION' })),
  'decision to somebody else': decision(() => ({ staffSubject: SOMEBODY_ELSE })),
  'decision to the asker by name': decision(({ subject }) => ({ staffSubject: subject })),
  'decision to another role': decision(({ role }) => ({ role: otherRoles(role)[0] ?? role })),
  'push granted': { about: ['push'], grants: (asker) => grantsTo(asker, 'push') },
  'push expired': {
    about: ['push'],
    grants: (asker) => grantsTo(asker, 'push', { from: earlier(asker.now, 2), until: earlier(asker.now, 1) }),
  },
  'push revoked': { about: ['push'], grants: (asker) => grantsTo(asker, 'push', { isRevoked: true }) },
  'push on another law': {
    about: ['push'],
    grants: (asker) => grantsTo(asker, 'push', { law: strangeLaw(asker, 'push') }),
  },
  'emergency granted': { about: ['emergency'], grants: (asker) => grantsTo(asker, 'emergency') },
  'emergency expired': {
    about: ['emergency'],
    grants: (asker) => grantsTo(asker, 'emergency', { from: earlier(asker.now, 2), until: earlier(asker.now, 1) }),
  },
  'emergency for somebody else': {
    about: ['emergency'],
    grants: (asker) => grantsTo(asker, 'emergency', { staffSubject: SOMEBODY_ELSE }),
  },
  'own report': { about: ['feedback'], reporters: ({ subject }) => [subject] },
  "another's report": { about: ['feedback'], reporters: () => [SOMEBODY_ELSE] },
};

const CLOSED_STATES: Readonly<Record<string, GroundState>> = {
  everything: { about: ['any'], ...EVERYTHING },
  'nothing, protected': { about: ['any'], isProtected: true },
  'everything, protected': { about: ['any'], isProtected: true, ...EVERYTHING },
  'everything, the asker blocked': {
    about: ['any'],
    ...EVERYTHING,
    blocks: ({ subject }) => blocksAtAll({ staffSubject: subject }),
  },
  'everything, the role blocked from some rows': {
    about: ['any'],
    ...EVERYTHING,
    blocks: ({ role }) => blocksAtAll({ role, rows: SOME_ROWS }),
  },
  'nothing, all blocked': { about: ['any'], blocks: () => blocksAtAll() },
  'everything, somebody else blocked and a block lifted': {
    about: ['any'],
    ...EVERYTHING,
    blocks: ({ role }) => [
      ...blocksAtAll({ staffSubject: SOMEBODY_ELSE }),
      ...blocksAtAll({ role: otherRoles(role)[0] ?? null }),
      ...blocksAtAll({ isLifted: true }),
    ],
  },
};

const LIMITS = [15, 18, 21];

const aged = (birthDate: (now: Date) => string | null): GroundState => ({
  about: ['decision', 'push'],
  birthDate,
  grants: allGrants,
});

/** All that is decided on sections of law, for persons around the ages that they name. */
const AGE_STATES: Readonly<Record<string, GroundState>> = Object.fromEntries([
  ...LIMITS.flatMap((age) => [
    [`turns ${age} tomorrow`, aged((now) => yearsBefore(dayFrom(now, 1), age))] as const,
    [`turns ${age} today`, aged((now) => yearsBefore(dayFrom(now, 0), age))] as const,
    [`born on the leap day, about ${age}`, aged((now) => lastLeapDay(yearsBefore(dayFrom(now, 0), age)))] as const,
  ]),
  ['birth date not known', aged(() => null)] as const,
]);

/** Every state of a ground, one a person. */
export const GROUND_STATES: Readonly<Record<string, GroundState>> = {
  ...ASSIGNMENT_STATES,
  ...CONSENT_STATES,
  ...GRANT_STATES,
  ...CLOSED_STATES,
  ...AGE_STATES,
};

/** Roles of practitioners but the asker's, those of other agencies among them. */
function otherRoles(role: Role): readonly Role[] {
  return ROLES.filter((other) => other !== role && other.includes('.'));
}

function yearsBefore(day: string, years: number): string {
  const date = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  return day.endsWith('02-29') ? date.replace('02-29', '02-28') : date;
}

/** The last 29 February on or before a day. */
function lastLeapDay(day: string): string {
  const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  let year = Number(day.slice(0, 4));
  while (!isLeap(year) || `${year}-02-29` > day) year -= 1;
  return `${year}-02-29`;
}
