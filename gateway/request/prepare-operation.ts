import { createHash } from 'node:crypto';
import { print, type DocumentNode, type GraphQLSchema } from 'graphql';
import { coordinatesOfDocument } from '../../schema/document-coordinates.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { decide } from '../../policies/decide.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { pruneOperation } from './prune-document.ts';
import type { ShapeField } from './response-shape.ts';

/** An operation decided for one role and purpose: what is fetched, and what the answer looks like. The same for any person. */
export interface PreparedOperation {
  /** Null when nothing is left to fetch. */
  readonly document: DocumentNode | null;
  readonly queryHash: string;
  readonly operationName: string | null;
  /** The type that the operation starts from: `Query` or `Mutation`. */
  readonly rootType: string;
  readonly shape: readonly ShapeField[];
  /** The coordinates that may be fetched. */
  readonly coordinates: ReadonlySet<string>;
  /** Whether every field can be asked for before a purpose is declared. */
  readonly needsPurpose: boolean;
}

export interface PrepareContext {
  readonly schema: GraphQLSchema;
  readonly policySet: PolicySet;
}

export interface DecidedFor {
  readonly role: Role;
  /** Null before a purpose is declared. */
  readonly purpose: Purpose | null;
}

/** Decides each coordinate of an admitted operation and prunes it. Depends on operation, role, purpose and policy alone. */
export function prepareOperation(
  admitted: AdmittedOperation,
  { role, purpose }: DecidedFor,
  { schema, policySet }: PrepareContext,
): PreparedOperation {
  const asked = coordinatesOfDocument(admitted.document, schema);
  const { document, shape } = pruneOperation(admitted.operation, admitted.fragments, {
    schema,
    decideCoordinate: (coordinate) =>
      decide({ coordinate, role, purpose, holder: recordHolder(coordinate), facts: null }, policySet),
  });
  return {
    document,
    queryHash: document === null ? '' : createHash('sha256').update(print(document)).digest('hex'),
    operationName: admitted.operation.name?.value ?? null,
    rootType: schema.getRootType(admitted.operation.operation)?.name ?? '',
    shape,
    coordinates: new Set(document === null ? [] : coordinatesOfDocument(document, schema)),
    needsPurpose: asked.some((coordinate) => policySet.coordinates.get(coordinate)?.rule.withoutPurpose !== true),
  };
}
