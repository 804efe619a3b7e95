import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { PERSON_REF_KEY, PERSON_TYPE } from './prune-document.ts';
import type { ShapeField } from './response-shape.ts';
import { standingShape, type StandingField } from './standing-shape.ts';
import type { WithheldField } from './withheld-field.ts';

/** What an answer told, and did not tell, of one person. */
export interface PersonDisclosure {
  readonly personRef: string;
  readonly released: readonly string[];
  /** `coordinate code`. */
  readonly withheld: readonly string[];
}

export interface AnsweredOperation {
  readonly shape: readonly ShapeField[];
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly withheld: readonly WithheldField[];
  readonly missing: readonly Agency[];
}

/** An answer with where in it something was refused. */
export interface AnswerWalk extends AnsweredOperation {
  /** Codes by the text of the path. */
  readonly refusedAt: ReadonlyMap<string, string>;
}

/**
 * Lists for each person of an answer which coordinates were open and which stayed closed. Tells nothing of their values. Persons of
 * whom the same was told have the same lists.
 */
export function listDisclosures(answered: AnsweredOperation): readonly PersonDisclosure[] {
  const { shape, data, variables, missing } = answered;
  const { fields, withheld } = standingShape(shape, variables);
  const refused = answered.withheld === withheld ? [] : answered.withheld.filter((field) => !withheld.includes(field));
  const refusedAt = new Map(refused.map(({ path, code }) => [JSON.stringify(path), code]));
  const refusedPersons = new Set(refused.map(personOf));
  const walk: Walk = {
    shape,
    data,
    variables,
    withheld: answered.withheld,
    missing,
    refusedAt,
    refusedPersons,
    byRef: new Map(),
    byDoors: new Map(),
    shared: new Map(),
  };
  for (const field of fields) {
    const value = answered.data?.[field.key];
    if (Array.isArray(value))
      value.forEach((item, index) => {
        listPerson(field, item, { index, walk });
      });
    else listPerson(field, value, { index: null, walk });
  }
  return [...walk.byRef.values()];
}

/** The place of the person in whose data something was refused. */
function personOf({ path }: WithheldField): string {
  return JSON.stringify(path.slice(0, typeof path[1] === 'number' ? 2 : 1));
}

type Source = Readonly<Record<string, unknown>>;

type ToldOf = Omit<PersonDisclosure, 'personRef'>;

interface Walk extends AnswerWalk {
  readonly refusedPersons: ReadonlySet<string>;
  readonly byRef: Map<string, PersonDisclosure>;
  /** What was told of whom nothing was refused, by the doors that nobody answered. */
  readonly byDoors: Map<string, ToldOf>;
  /** By its text. */
  readonly shared: Map<string, ToldOf>;
}

interface Place {
  /** The path as JSON, up to its last bracket: names of fields need no escape. */
  readonly at: string;
  readonly walk: AnswerWalk;
  /** What the answer holds at that place: one object, or those of a list. Left out where it is known that all was told. */
  readonly found?: readonly Source[] | undefined;
}

interface PersonPlace {
  /** In the list; null where the person is in none. */
  readonly index: number | null;
  readonly walk: Walk;
}

function listPerson(field: StandingField, value: unknown, place: PersonPlace): void {
  const personRef =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[PERSON_REF_KEY] : null;
  if (typeof personRef !== 'string') {
    // A person whose ref was lost could not be recorded, so nothing of the answer may leave.
    if (value !== null && value !== undefined && field.typeName === PERSON_TYPE) throw new SamsynError('INTERNAL', {});
    return;
  }
  const { byRef } = place.walk;
  const told = toldOfPerson(field, value as Record<string, unknown>, place);
  const earlier = byRef.get(personRef);
  const { released, withheld } = earlier === undefined ? told : share(join(earlier, told), place.walk);
  byRef.set(personRef, { personRef, released, withheld });
}

function toldOfPerson(field: StandingField, source: Source, { index, walk }: PersonPlace): ToldOf {
  if (walk.missing.length === 0 && walk.refusedPersons.size === 0) return toldInFull(field);
  const place = { at: index === null ? `["${field.key}"` : `["${field.key}",${index}`, walk, found: [source] };
  if (walk.refusedPersons.has(`${place.at}]`)) return share(toldOf(field, place), walk);
  const unanswered = (field.children ?? []).filter((door) => isUnanswered(door, place));
  const doors = [field, ...unanswered].map(({ key }) => key).join(' ');
  const known = walk.byDoors.get(doors);
  if (known !== undefined) return known;
  const told = share(toldOf(field, place), walk);
  walk.byDoors.set(doors, told);
  return told;
}

function join(a: ToldOf, b: ToldOf): ToldOf {
  return {
    released: [...new Set([...a.released, ...b.released])],
    withheld: [...new Set([...a.withheld, ...b.withheld])],
  };
}

function share(told: ToldOf, { shared }: Walk): ToldOf {
  const text = JSON.stringify([told.released, told.withheld]);
  const known = shared.get(text);
  if (known !== undefined) return known;
  shared.set(text, told);
  return told;
}

const inFull = new WeakMap<StandingField, ToldOf>();

/** Of whomever all was told that policy lets through, the same is listed. */
function toldInFull(field: StandingField): ToldOf {
  const known = inFull.get(field);
  if (known !== undefined) return known;
  const nowhere: AnswerWalk = { shape: [], data: null, variables: {}, withheld: [], missing: [], refusedAt: new Map() };
  const told = toldOf(field, { at: '[', walk: nowhere });
  inFull.set(field, told);
  return told;
}

function toldOf(field: StandingField, place: Place): ToldOf {
  const person: Told = { released: new Set([field.coordinate]), withheld: new Set() };
  listFields(field.children ?? [], person, place);
  return { released: [...person.released], withheld: [...person.withheld] };
}

/** Coordinates, each once. */
export interface Told {
  readonly released: Set<string>;
  readonly withheld: Set<string>;
}

function listFields(fields: readonly StandingField[], person: Told, { at, ...rest }: Place): void {
  for (const field of fields) {
    if (field.state === 'typename') continue;
    listField(field, person, { at: `${at},"${field.key}"`, ...rest });
  }
}

/**
 * Adds a field, and what lies beneath it, to what was told. Where an agency refuses a field in one entry of a list and tells it in
 * another, it stands on both lists.
 */
export function listField(field: StandingField, person: Told, { at, walk, found }: Place): void {
  const code = field.reason?.code ?? walk.refusedAt.get(`${at}]`);
  if (code !== undefined) {
    person.withheld.add(`${field.coordinate} ${code}`);
    if (field.reason !== null || !isTold(field, found)) return;
  }
  if (isUnanswered(field, { walk, found })) return;
  if (field.state !== 'hollow') person.released.add(field.coordinate);
  listFields(field.children ?? [], person, { at, walk, found: objectsBelow(field, found) });
}

function objectsBelow({ key }: Pick<StandingField, 'key'>, found: Place['found']): Place['found'] {
  return found?.flatMap((object) => objectsIn(object[key]));
}

/** The objects of a value, in however many lists. */
function objectsIn(value: unknown): readonly Source[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === 'object' && value !== null ? [value as Source] : [];
}

/** Whether anything of a field is in the answer; an empty list tells that there is nothing. */
function isTold({ key }: Pick<StandingField, 'key'>, found: Place['found'] = []): boolean {
  return found.some((object) => hasValue(object[key]));
}

function hasValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.some(hasValue);
  return value !== null && value !== undefined;
}

/** An agency that is missing in part has still told what it told. */
function isUnanswered({ agency, key }: StandingField, { walk, found }: Pick<Place, 'walk' | 'found'>): boolean {
  return agency !== null && walk.missing.includes(agency) && !isTold({ key }, found);
}
