import { GraphQLError, type ExecutionResult } from 'graphql';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Findings } from '../federation/execution-context.ts';
import { agencyOfDoor } from './agency-door.ts';
import type { PreparedOperation } from './prepare-operation.ts';
import { sortErrors } from './sort-errors.ts';
import { stands, type ShapeField } from './response-shape.ts';
import type { Path, WithheldField } from './withheld-field.ts';

export interface Assembled {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphQLError[];
  readonly withheld: readonly WithheldField[];
  /** Agencies that did not answer, or not in full. */
  readonly missing: readonly Agency[];
}

interface Assembly {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly failures: ReadonlyMap<Agency, SamsynError>;
  readonly errors: GraphQLError[];
}

/**
 * Gives the answer the shape that was asked for: what was fetched, null for what is withheld, and an error for each door
 * behind which an agency did not answer.
 */
export function assemble(
  { shape, rootType }: Pick<PreparedOperation, 'shape' | 'rootType'>,
  result: ExecutionResult,
  variables: Readonly<Record<string, unknown>>,
  { lacksConsents }: Pick<Findings, 'lacksConsents'>,
): Assembled {
  const sorted = sortErrors(result.errors ?? []);
  const assembly: Assembly = { variables, failures: sorted.failures, errors: [...sorted.errors] };
  const source = (result.data ?? {}) as Readonly<Record<string, unknown>>;
  const data = assembleObject({ shape, source, path: [], typeName: rootType }, assembly);
  return {
    data,
    errors: assembly.errors,
    withheld: [...listWithheld(shape, variables, []), ...sorted.withheld],
    missing: AGENCIES.filter((agency) => sorted.failures.has(agency) || (lacksConsents && agency === 'socialtjanst')),
  };
}

interface ObjectPart {
  readonly shape: readonly ShapeField[];
  readonly source: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly typeName: string | null;
}

function assembleObject({ shape, source, path, typeName }: ObjectPart, assembly: Assembly): Record<string, unknown> {
  const runtimeType = typeof source['__typename'] === 'string' ? source['__typename'] : typeName;
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const field of shape) {
    if (!stands(field, assembly.variables)) continue;
    if (field.onTypes !== null && !field.onTypes.includes(runtimeType ?? '')) continue;
    object[field.key] = assembleField(field, { source, path: [...path, field.key], runtimeType }, assembly);
  }
  return object;
}

interface FieldPart {
  readonly source: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly runtimeType: string | null;
}

function assembleField(field: ShapeField, { source, path, runtimeType }: FieldPart, assembly: Assembly): unknown {
  switch (field.state) {
    case 'withheld':
      return null;
    case 'typename':
      return runtimeType;
    case 'hollow':
      return assembleObject({ shape: field.children ?? [], source: {}, path, typeName: field.typeName }, assembly);
    case 'open':
      if (isUnfetchedRecord(field, source, assembly)) {
        return assembleObject({ shape: field.children ?? [], source: {}, path, typeName: field.typeName }, assembly);
      }
      return assembleValue(
        field,
        { value: Object.hasOwn(source, field.key) ? (source[field.key] ?? null) : null, path },
        assembly,
      );
  }
}

/** Asked for twice, and only the mention stands (`@include`) that had nothing to fetch: the record is there all the same. */
function isUnfetchedRecord(field: ShapeField, source: FieldPart['source'], { failures }: Assembly): boolean {
  const agency = agencyOfDoor(field.coordinate);
  return agency !== null && !failures.has(agency) && !(field.key in source);
}

function assembleValue(
  field: ShapeField,
  { value, path }: { readonly value: unknown; readonly path: Path },
  assembly: Assembly,
): unknown {
  if (value === null) {
    reportFailure(field, path, assembly);
    return null;
  }
  if (field.children === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      item === null ? null : assembleValue(field, { value: item, path: [...path, index] }, assembly),
    );
  }
  const source = value as Readonly<Record<string, unknown>>;
  return assembleObject({ shape: field.children, source, path, typeName: field.typeName }, assembly);
}

function reportFailure(field: ShapeField, path: Path, { failures, errors }: Assembly): void {
  const agency = agencyOfDoor(field.coordinate);
  const failure = agency === null ? undefined : failures.get(agency);
  if (failure === undefined || agency === null) return;
  errors.push(new GraphQLError(failure.message, { path: [...path], extensions: { code: failure.code, agency } }));
}

/** From shape and variables alone, so that the list tells nothing of the data: paths name no place in a list. */
function listWithheld(
  shape: readonly ShapeField[],
  variables: Readonly<Record<string, unknown>>,
  path: Path,
): readonly WithheldField[] {
  return shape.flatMap((field) => {
    if (!stands(field, variables)) return [];
    const here = [...path, field.key];
    if (field.reason !== null) return [{ path: here, ...field.reason }];
    return listWithheld(field.children ?? [], variables, here);
  });
}
