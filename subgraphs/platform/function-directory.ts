import { EntitySchema, type EntityManager } from 'typeorm';
import { ArgsType, Field, GraphQLISODateTime } from 'type-graphql';
import type { FunctionContact } from './function-contact.type.ts';

/** A row of the directory: open from and to in minutes after midnight, local time; weekdays 1 (Monday) to 7. */
export interface FunctionContactRow {
  readonly id: string;
  readonly agency: string;
  readonly function: string;
  readonly area: string | null;
  readonly school: string | null;
  readonly weekdays: readonly number[];
  readonly opensAt: number;
  readonly closesAt: number;
  readonly phone: string;
  readonly email: string;
}

export const FUNCTION_CONTACT = new EntitySchema<FunctionContactRow>({
  name: 'function_contact',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    agency: { type: 'text' },
    function: { type: 'text' },
    area: { type: 'text', nullable: true },
    school: { type: 'text', nullable: true },
    weekdays: { type: 'integer', array: true },
    opensAt: { type: 'integer', name: 'opens_at' },
    closesAt: { type: 'integer', name: 'closes_at' },
    phone: { type: 'text' },
    email: { type: 'text' },
  },
});

@ArgsType()
export class DirectoryQuestion {
  @Field(() => String, {
    nullable: true,
    description: 'The district; functions for the whole town are included (stadsdel).',
  })
  area?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of a school (skola).' })
  school?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Only what answers at that time (tidpunkt).' })
  at?: Date | null;
}

/** Answers whom to call, by district, school and time. An area or school that is unknown gives the functions for all. */
export async function findFunctions(
  manager: EntityManager,
  question: DirectoryQuestion,
): Promise<readonly FunctionContact[]> {
  const rows = await manager.find(FUNCTION_CONTACT, { order: { id: 'ASC' } });
  return rows
    .filter((row) => isFor(row.area, question.area) && isFor(row.school, question.school))
    .filter((row) => question.at === undefined || question.at === null || isOpen(row, question.at))
    .map((row) => ({ ...row, hours: describeHours(row) }));
}

function isFor(value: string | null, asked: string | null | undefined): boolean {
  return asked === undefined || asked === null || value === null || value.toLowerCase() === asked.toLowerCase();
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function isOpen(row: FunctionContactRow, at: Date): boolean {
  const parts = new Map(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1;
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  if (row.opensAt <= row.closesAt) {
    return row.weekdays.includes(weekday) && minute >= row.opensAt && minute < row.closesAt;
  }
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (
    (row.weekdays.includes(weekday) && minute >= row.opensAt) ||
    (row.weekdays.includes(yesterday) && minute < row.closesAt)
  );
}

const SHORT_DAYS = ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön'];

function describeHours(row: FunctionContactRow): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const isAlways = row.weekdays.length === 7 && row.opensAt === 0 && row.closesAt === 1440;
  if (isAlways) return 'dygnet runt';
  const days = row.weekdays.map((day) => SHORT_DAYS[day - 1] ?? '').join(', ');
  return `${days} ${clock(row.opensAt)}–${clock(row.closesAt)}`;
}
