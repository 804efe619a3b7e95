import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { PERSON_REF_KEY, PERSON_TYPE } from './prune-document.ts';
import type { ShapeField } from './response-shape.ts';
import { standingShape, type StandingField } from './standing-shape.ts';
import type { Path, WithheldField } from './withheld-field.ts';

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
  readonly refusedAt: ReadonlyMap<string, string>;
}

/** Lists for each person of an answer which coordinates were open and which stayed closed. Tells nothing of their values. */
export function listDisclosures(answered: AnsweredOperation): readonly PersonDisclosure[] {
  const { fields, withheld } = standingShape(answered.shape, answered.variables);
  const refused = answered.withheld.filter((field) => !withheld.includes(field));
  const refusedAt = new Map(answered.withheld.map(({ path, code }) => [JSON.stringify(path), code]));
  const walk: Walk = { ...answered, refusedAt, refusedPersons: new Set(refused.map(personOf)), byRef: new Map() };
  for (const field of fields) {
    const value = answered.data?.[field.key];
    if (Array.isArray(value))
      value.forEach((item, index) => {
        listPerson(field, item, { path: [field.key, index], walk });
      });
    else listPerson(field, value, { path: [field.key], walk });
  }
  return [...walk.byRef].map(([personRef, told]) => ({ personRef, ...told }));
}

/** The place of the person in whose data something was refused. */
function personOf({ path }: WithheldField): string {
  return JSON.stringify(path.slice(0, typeof path[1] === 'number' ? 2 : 1));
}

type ToldOf = Omit<PersonDisclosure, 'personRef'>;

interface Walk extends AnswerWalk {
  readonly refusedPersons: ReadonlySet<string>;
  readonly byRef: Map<string, ToldOf>;
}

interface Place {
  readonly path: Path;
  readonly walk: AnswerWalk;
  /** The person's own object, while the fields listed are the person's own. */
  readonly source?: Readonly<Record<string, unknown>> | undefined;
}

interface PersonPlace extends Place {
  readonly walk: Walk;
}

function listPerson(field: StandingField, value: unknown, { path, walk }: PersonPlace): void {
  const personRef =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[PERSON_REF_KEY] : null;
  if (typeof personRef !== 'string') {
    // A person whose ref was lost could not be recorded, so nothing of the answer may leave.
    if (value !== null && value !== undefined && field.typeName === PERSON_TYPE) throw new SamsynError('INTERNAL', {});
    return;
  }
  const isPlain = walk.missing.length === 0 && !walk.refusedPersons.has(JSON.stringify(path));
  const told = isPlain ? toldInFull(field) : toldOf(field, { path, walk, source: value as Record<string, unknown> });
  const earlier = walk.byRef.get(personRef);
  walk.byRef.set(personRef, earlier === undefined ? told : join(earlier, told));
}

function join(a: ToldOf, b: ToldOf): ToldOf {
  return {
    released: [...new Set([...a.released, ...b.released])],
    withheld: [...new Set([...a.withheld, ...b.withheld])],
  };
}

const inFull = new WeakMap<StandingField, ToldOf>();

/** Of whomever all was told that policy lets through, the same is listed. */
function toldInFull(field: StandingField): ToldOf {
  const known = inFull.get(field);
  if (known !== undefined) return known;
  const nowhere: AnswerWalk = { shape: [], data: null, variables: {}, withheld: [], missing: [], refusedAt: new Map() };
  const told = toldOf(field, { path: [], walk: nowhere });
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

function listFields(fields: readonly StandingField[], person: Told, { path, ...place }: Place): void {
  for (const field of fields) {
    if (field.state === 'typename') continue;
    listField(field, person, { ...place, path: [...path, field.key] });
  }
}

/** Adds a field, and what lies beneath it, to what was told. */
export function listField(field: StandingField, person: Told, { source, ...place }: Place): void {
  const code = field.reason?.code ?? place.walk.refusedAt.get(JSON.stringify(place.path));
  if (code !== undefined) {
    person.withheld.add(`${field.coordinate} ${code}`);
    return;
  }
  if (isUnanswered(field, { source, ...place })) return;
  if (field.state !== 'hollow') person.released.add(field.coordinate);
  listFields(field.children ?? [], person, place);
}

/** An agency that is missing in part has still told what it told. */
function isUnanswered({ agency, key }: StandingField, { walk, source }: Pick<Place, 'walk' | 'source'>): boolean {
  return agency !== null && walk.missing.includes(agency) && (source?.[key] ?? null) === null;
}
