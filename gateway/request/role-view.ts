import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import { PURPOSES } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { decide } from '../../policies/decide.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { AdmittedOperation } from './admitted-operation.ts';

/** Answers questions about the schema from what a role could ever see, for some purpose and on some ground. */
export interface RoleViews {
  introspect(
    role: Role,
    admitted: AdmittedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult>;
}

export function createRoleViews(schema: GraphQLSchema, policySet: PolicySet): RoleViews {
  const views = new Map<Role, GraphQLSchema>();
  const viewOf = (role: Role): GraphQLSchema => {
    const view = views.get(role) ?? viewForRole(schema, role, policySet);
    views.set(role, view);
    return view;
  };
  return {
    introspect: async (role, { document, operation }, variables) =>
      execute({
        schema: viewOf(role),
        document,
        variableValues: variables,
        ...(operation.name === undefined ? {} : { operationName: operation.name.value }),
      }),
  };
}

/** The schema without the fields that nothing could open to the role, and without the types that only they lead to. */
function viewForRole(schema: GraphQLSchema, role: Role, policySet: PolicySet): GraphQLSchema {
  const filtered = filterSchema({
    schema,
    objectFieldFilter: (typeName, fieldName) => couldOpen(`${typeName}.${fieldName}`, role, policySet),
    rootFieldFilter: (rootType, fieldName) => couldOpen(`${rootType}.${fieldName}`, role, policySet),
  });
  return pruneSchema(filtered);
}

function couldOpen(coordinate: string, role: Role, policySet: PolicySet): boolean {
  const holder = recordHolder(coordinate);
  return [null, ...PURPOSES].some((purpose) => {
    const decision = decide({ coordinate, role, purpose, holder, facts: null }, policySet);
    return decision.outcome !== 'closed' || decision.openableBy.length > 0;
  });
}
