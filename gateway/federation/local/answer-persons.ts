import {
  getArgumentValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { PERSON_TYPE } from '../../request/prune-document.ts';
import type { FetchAnswer } from '../plan/plan-run.ts';
import {
  findPerson,
  findPersons,
  type FoundPerson,
  type PersonArguments,
  type PersonsArguments,
} from './find-persons.ts';

export interface PersonOptions {
  readonly schema: GraphQLSchema;
  readonly refKey: Buffer;
  readonly clock: () => Date;
  /** What of a breakage may be told. */
  readonly describe: (cause: unknown, path: readonly string[]) => NonNullable<FetchAnswer['errors']>[number];
}

/** Answers the doors to persons, and nothing else. */
export type AnswerPersons = (variables: Readonly<Record<string, unknown>>) => FetchAnswer;

/**
 * Compiles a question that only asks for persons by number or ref, as nearly every one does.
 * @param document valid
 * @returns null for any other question, which is for an executor
 */
export function compilePersons(document: DocumentNode, options: PersonOptions): AnswerPersons | null {
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return null;
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const doors = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? compileDoor(selection, options) : null,
  );
  if (!doors.every((door) => door !== null) || new Set(doors.map(({ key }) => key)).size < doors.length) return null;
  return (variables) => {
    const data: Record<string, unknown> = {};
    const errors: NonNullable<FetchAnswer['errors']>[number][] = [];
    for (const { key, find } of doors) {
      try {
        data[key] = find(variables);
      } catch (cause) {
        data[key] = null;
        errors.push(options.describe(cause, [key]));
      }
    }
    return errors.length === 0 ? { data } : { data, errors };
  };
}

interface Door {
  readonly key: string;
  readonly find: (variables: Readonly<Record<string, unknown>>) => unknown;
}

function compileDoor(field: FieldNode, { schema, refKey, clock }: PersonOptions): Door | null {
  const name = field.name.value;
  const definition = schema.getQueryType()?.getFields()[name];
  const show = compileSelection(field);
  const isPlain = (field.directives ?? []).length === 0;
  if (definition === undefined || show === null || !isPlain) return null;
  const key = field.alias?.value ?? name;
  const given = (variables: Readonly<Record<string, unknown>>): unknown =>
    getArgumentValues(definition, field, variables);
  switch (name) {
    case 'individual':
      return { key, find: (variables) => show(findPerson(given(variables) as PersonArguments, { refKey, clock })) };
    case 'individuals':
      return { key, find: (variables) => findPersons(given(variables) as PersonsArguments).map(show) };
    default:
      return null;
  }
}

function compileSelection({ selectionSet }: FieldNode): ((person: FoundPerson) => Record<string, unknown>) | null {
  const wanted = (selectionSet?.selections ?? []).map((selection) => {
    if (selection.kind !== Kind.FIELD || (selection.directives ?? []).length > 0) return null;
    const name = selection.name.value;
    const isTypename = name === '__typename';
    return isTypename || name === 'ref' ? { key: selection.alias?.value ?? name, isTypename } : null;
  });
  if (!wanted.every((field) => field !== null)) return null;
  return ({ ref }) => {
    const shown: Record<string, unknown> = {};
    for (const { key, isTypename } of wanted) shown[key] = isTypename ? PERSON_TYPE : ref;
    return shown;
  };
}
