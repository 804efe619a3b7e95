import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { agencyOfDoor } from './agency-door.ts';
import { PERSON_REF_KEY, PERSON_TYPE } from './prune-document.ts';
import { stands, type ShapeField } from './response-shape.ts';
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

interface Walk extends AnswerWalk {
  readonly byRef: Map<string, Told>;
}

/** Lists for each person of an answer which coordinates were open and which stayed closed. Tells nothing of their values. */
export function listDisclosures(answered: AnsweredOperation): readonly PersonDisclosure[] {
  const refusedAt = new Map(answered.withheld.map(({ path, code }) => [JSON.stringify(path), code]));
  const walk: Walk = { ...answered, refusedAt, byRef: new Map() };
  for (const field of answered.shape) {
    const value = answered.data?.[field.key];
    if (Array.isArray(value))
      value.forEach((item, index) => listPerson(field, item, { path: [field.key, index], walk }));
    else listPerson(field, value, { path: [field.key], walk });
  }
  return [...walk.byRef].map(([personRef, { released, withheld }]) => ({
    personRef,
    released: [...released],
    withheld: [...withheld],
  }));
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

function listPerson(field: ShapeField, value: unknown, { path, walk }: PersonPlace): void {
  const personRef =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[PERSON_REF_KEY] : null;
  if (typeof personRef !== 'string') {
    // A person whose ref was lost could not be recorded, so nothing of the answer may leave.
    if (value !== null && value !== undefined && field.typeName === PERSON_TYPE) throw new SamsynError('INTERNAL', {});
    return;
  }
  const person = walk.byRef.get(personRef) ?? { released: new Set<string>(), withheld: new Set<string>() };
  walk.byRef.set(personRef, person);
  person.released.add(field.coordinate);
  listFields(field.children ?? [], person, { path, walk, source: value as Record<string, unknown> });
}

/** Coordinates, each once. */
export interface Told {
  readonly released: Set<string>;
  readonly withheld: Set<string>;
}

function listFields(shape: readonly ShapeField[], person: Told, { path, ...place }: Place): void {
  for (const field of shape) {
    if (field.state === 'typename' || !stands(field, place.walk.variables)) continue;
    listField(field, person, { ...place, path: [...path, field.key] });
  }
}

/** Adds a field, and what lies beneath it, to what was told. */
export function listField(field: ShapeField, person: Told, { source, ...place }: Place): void {
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
function isUnanswered({ coordinate, key }: ShapeField, { walk, source }: Pick<Place, 'walk' | 'source'>): boolean {
  const agency = agencyOfDoor(coordinate);
  return agency !== null && walk.missing.includes(agency) && (source?.[key] ?? null) === null;
}
