import { GraphQLError } from 'graphql';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Findings } from '../federation/execution-context.ts';
import type { PlanResult } from '../federation/plan/plan-run.ts';
import type { PreparedOperation } from './prepare-operation.ts';
import { sortErrors } from './sort-errors.ts';
import { standingShape, type StandingField, type StandingShape } from './standing-shape.ts';
import type { Path, WithheldField } from './withheld-field.ts';
import { writeData } from './write-data.ts';

export interface Assembled {
  /** The data as JSON in UTF-8. */
  readonly data: Buffer;
  readonly errors: readonly GraphQLError[];
  readonly withheld: readonly WithheldField[];
  /** Agencies that did not answer, or not in full. */
  readonly missing: readonly Agency[];
}

interface Assembly {
  readonly failures: ReadonlyMap<Agency, SamsynError>;
  readonly errors: GraphQLError[];
}

/**
 * Gives the answer the shape that was asked for: what was fetched, null for what is withheld, and an error for each door
 * behind which an agency did not answer.
 */
export function assemble(
  { shape, rootType }: Pick<PreparedOperation, 'shape' | 'rootType'>,
  result: PlanResult,
  variables: Readonly<Record<string, unknown>>,
  { lacksConsents }: Pick<Findings, 'lacksConsents'>,
): Assembled {
  const sorted = sortErrors(result.errors ?? []);
  const source = result.data ?? {};
  const standing = standingShape(shape, variables);
  const { withheld } = standing;
  const { text, errors } =
    sorted.failures.size === 0
      ? { text: writeData(standing, source, rootType), errors: [] }
      : writeWhatIsThere(assembleData(standing, { source, rootType, failures: sorted.failures }));
  return {
    data: Buffer.from(text),
    errors: [...sorted.errors, ...errors],
    withheld: sorted.withheld.length === 0 ? withheld : [...withheld, ...sorted.withheld],
    missing: AGENCIES.filter((agency) => sorted.failures.has(agency) || (lacksConsents && agency === 'socialtjanst')),
  };
}

interface AssembledData {
  readonly data: Readonly<Record<string, unknown>>;
  /** One for each door behind which an agency did not answer. */
  readonly errors: readonly GraphQLError[];
}

function writeWhatIsThere({ data, errors }: AssembledData): WrittenData {
  return { text: JSON.stringify(data), errors };
}

interface WrittenData extends Pick<AssembledData, 'errors'> {
  readonly text: string;
}

/** Gives data the shape that was asked for, where agencies may be missing. */
export function assembleData(
  { fields }: Pick<StandingShape, 'fields'>,
  { source, rootType, failures }: AssemblyParts,
): AssembledData {
  const assembly: Assembly = { failures, errors: [] };
  return {
    data: assembleObject({ fields, source, place: null, typeName: rootType }, assembly),
    errors: assembly.errors,
  };
}

interface AssemblyParts {
  readonly source: Readonly<Record<string, unknown>>;
  /** The type that the operation starts from. */
  readonly rootType: string;
  readonly failures: ReadonlyMap<Agency, SamsynError>;
}

/** A place in the answer, by the place that it is in: written out only where something is missing there. */
interface Place {
  readonly within: Place | null;
  readonly step: string | number;
}

function pathOf(place: Place | null): Path {
  return place === null ? [] : [...pathOf(place.within), place.step];
}

interface ObjectPart {
  readonly fields: readonly StandingField[];
  readonly source: Readonly<Record<string, unknown>>;
  readonly place: Place | null;
  readonly typeName: string | null;
}

function assembleObject({ fields, source, place, typeName }: ObjectPart, assembly: Assembly): Record<string, unknown> {
  const given = source['__typename'];
  const runtimeType = typeof given === 'string' ? given : typeName;
  const object: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.onTypes !== null && !field.onTypes.includes(runtimeType ?? '')) continue;
    object[field.key] = assembleField(field, { source, place, runtimeType }, assembly);
  }
  return object;
}

interface FieldPart {
  readonly source: Readonly<Record<string, unknown>>;
  /** Of the object that it stands in. */
  readonly place: Place | null;
  readonly runtimeType: string | null;
}

function assembleField(field: StandingField, { source, place, runtimeType }: FieldPart, assembly: Assembly): unknown {
  const { key, state, children, typeName } = field;
  if (state === 'withheld') return null;
  if (state === 'typename') return runtimeType;
  const isFetched = Object.hasOwn(source, key);
  if (state === 'hollow' || (!isFetched && isUnfetchedRecord(field, assembly))) {
    return assembleObject(
      { fields: children ?? [], source: {}, place: { within: place, step: key }, typeName },
      assembly,
    );
  }
  const value = isFetched ? (source[key] ?? null) : null;
  if (children === null) return value;
  return assembleValue(field, { value, place: { within: place, step: key } }, assembly);
}

/** Asked for twice, and only the mention stands (`@include`) that had nothing to fetch: the record is there all the same. */
function isUnfetchedRecord({ agency }: StandingField, { failures }: Assembly): boolean {
  return agency !== null && !failures.has(agency);
}

function assembleValue(
  field: StandingField,
  { value, place }: { readonly value: unknown; readonly place: Place },
  assembly: Assembly,
): unknown {
  if (value === null) {
    reportFailure(field, place, assembly);
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      item === null ? null : assembleValue(field, { value: item, place: { within: place, step: index } }, assembly),
    );
  }
  const source = value as Readonly<Record<string, unknown>>;
  return assembleObject({ fields: field.children ?? [], source, place, typeName: field.typeName }, assembly);
}

function reportFailure({ agency }: StandingField, place: Place, { failures, errors }: Assembly): void {
  const failure = agency === null ? undefined : failures.get(agency);
  if (failure === undefined || agency === null) return;
  errors.push(new GraphQLError(failure.message, { path: pathOf(place), extensions: { code: failure.code, agency } }));
}
