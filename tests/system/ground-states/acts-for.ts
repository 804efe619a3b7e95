import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { PURPOSES, type Purpose } from '../../../schema/purpose.ts';
import { ROLES, type Role } from '../../../schema/role.ts';
import { swedishDate } from '../../policies/expectation/act-stands.ts';
import { placeCoordinates } from '../../policies/expectation/place-coordinates.ts';
import type { GivenConsent, GivenGrant, SetBlock } from '../../policies/expectation/standing.ts';
import { PURPOSE_TABLE } from '../../policies/purpose-table.ts';

const PLACED = [...placeCoordinates().values()];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** For whom, and when, acts are made up. */
export interface Asker {
  readonly role: Role;
  readonly subject: string;
  readonly now: Date;
}

type GrantKind = GivenGrant['kind'];

/** Releases to a role of all that its cells let a ground of that kind open, on each section that a cell names. */
export function grantsTo(
  { role, now }: Asker,
  kind: 'decision' | 'push' | 'emergency',
  change: Partial<GivenGrant> = {},
): readonly GivenGrant[] {
  return AGENCIES.flatMap((holder) => {
    const coordinates = coordinatesWith(holder, role, kind);
    const laws = kind === 'emergency' ? [null] : lawsOf(holder, role, kind);
    const grant = { ...usualGrant(now), holder, kind, coordinates, role };
    return laws.flatMap((law) =>
      purposesWith(role, kind).map((purpose): GivenGrant => ({ ...grant, law, purpose, ...change })),
    );
  }).filter(({ coordinates }) => coordinates.length > 0);
}

/** What says that the police have weighed their own secrecy for what a consent opens (M08). */
export function weighingsTo({ role, now }: Asker, change: Partial<GivenGrant> = {}): readonly GivenGrant[] {
  const coordinates = PLACED.filter(({ row }) => row === 'M08').map(({ coordinate }) => coordinate);
  const grant = { ...usualGrant(now), holder: 'police', kind: 'weighing', law: null, coordinates, role } as const;
  return purposesWith(role, 'consent').map((purpose) => ({ ...grant, purpose, ...change }));
}

/** A section on which nothing of a holder's can be released to the role. */
export function strangeLaw({ role }: Asker, kind: 'decision' | 'push'): string {
  const known = AGENCIES.flatMap((holder) => lawsOf(holder, role, kind));
  const all = ROLES.flatMap((any) => AGENCIES.flatMap((holder) => lawsOf(holder, any, kind)));
  return all.find((law) => !known.includes(law)) ?? 'OSL 10:1';
}

const ROWS = [...new Set(PLACED.map(({ row }) => row))].filter((row) => row.startsWith('M'));

/** Consents to all rows, at all holders, for every purpose for which the role can lean on one. */
export function consentsTo({ role, now }: Asker, change: Partial<GivenConsent> = {}): readonly GivenConsent[] {
  return purposesWith(role, 'consent').map((purpose) => ({
    holders: AGENCIES,
    rows: ROWS,
    recipients: [role],
    participants: [],
    purpose,
    from: dayFrom(now, -30),
    to: dayFrom(now, 30),
    isWithdrawn: false,
    ...change,
  }));
}

/** Every second row of the matrix. */
export const SOME_ROWS = ROWS.filter((_, index) => index % 2 === 0);

export function blocksAtAll(change: Partial<SetBlock> = {}): readonly SetBlock[] {
  return AGENCIES.map((holder) => ({ holder, staffSubject: null, role: null, rows: [], isLifted: false, ...change }));
}

export function earlier(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY);
}

/** YYYY-MM-DD in Sweden, some days from now. */
export function dayFrom(now: Date, days: number): string {
  return swedishDate(earlier(now, -days));
}

/** Purposes that a role may declare and under which a ground can carry. */
function purposesWith(role: Role, ground: string): readonly Purpose[] {
  return PURPOSES.filter((purpose) => {
    const { roles, grounds } = PURPOSE_TABLE[purpose];
    return roles.includes(role) && grounds.includes(ground);
  });
}

function usualGrant(now: Date): Pick<GivenGrant, 'staffSubject' | 'from' | 'until' | 'isRevoked'> {
  const from = new Date(now.getTime() - HOUR);
  return { staffSubject: null, from, until: new Date(now.getTime() + HOUR), isRevoked: false };
}

function coordinatesWith(holder: Agency, role: Role, kind: GrantKind): readonly string[] {
  return PLACED.filter((placed) => placed.holder === holder)
    .filter(({ cells }) => cells[role].some(({ ground }) => ground === kind))
    .map(({ coordinate }) => coordinate);
}

function lawsOf(holder: Agency, role: Role, kind: GrantKind): readonly string[] {
  const named = PLACED.filter((placed) => placed.holder === holder).flatMap(({ cells }) =>
    cells[role].flatMap(({ ground, laws }) => (ground === kind ? laws : [])),
  );
  return [...new Set(named)];
}
