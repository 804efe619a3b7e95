import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { parse, type GraphQLSchema } from 'graphql';
import { PURPOSES } from '../../schema/purpose.ts';
import { ROLE_TITLES } from '../../schema/role.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { ExecutionContext } from './execution-context.ts';
import type { AggregateDesk } from '../aggregates/aggregate-desk.ts';
import { createAggregateFields } from './local/aggregate-fields.ts';
import { AGGREGATE_FIELDS, AGGREGATE_TYPES } from './local/aggregate-sdl.ts';
import { explainField } from './local/explain-field.ts';
import {
  findPerson,
  findPersons,
  PERSONS_LIMIT,
  type PersonArguments,
  type PersonsArguments,
} from './local/find-persons.ts';
import { EXPLANATION_FIELDS, EXPLANATION_TYPES } from './local/explanation-sdl.ts';
import { simulateField } from './local/simulate-field.ts';

/** The SDL of the gateway's own subgraph: doors to persons and directory, and the asker's session. It holds no person. */
export const GATEWAY_SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

type Query {
  """
  One person, by personnummer or samordningsnummer, given in a variable. Nothing is looked up here: any valid number has a ref,
  known or not (individ).
  """
  individual(
    """Twelve or ten digits, in a variable (personnummer eller samordningsnummer)."""
    personalIdentityNumber: String!
  ): Individual
  """
  Up to ${PERSONS_LIMIT} persons by ref, in the order asked for (individer).
  """
  individuals(
    """Refs as given by Individual.ref (referenser)."""
    refs: [ID!]!
  ): [Individual!]
  """The open directory of functions: whom to call (funktionskatalog)."""
  directory: Directory
  """Who you are here, and which purposes are open to you (jag)."""
  me: Me
${EXPLANATION_FIELDS}${AGGREGATE_FIELDS}}

"""A young person, by ref (individ)."""
type Individual @key(fields: "ref") {
  """The one-way key of the person in this graph (referens)."""
  ref: ID!
}

"""The open directory of functions (funktionskatalog)."""
type Directory @key(fields: "id") {
  """Always \`functions\`."""
  id: ID!
}

"""The asker, as the token of the own agency says (den inloggade)."""
type Me {
  """The role, as in the access matrix (roll)."""
  role: String
  """The role in Swedish (rollens namn)."""
  roleTitle: String
  """The employer (myndighet)."""
  agency: String
  """Where you sit; it gives no rights (arbetsplats)."""
  workplace: String
  """The purposes that you may declare (ändamål)."""
  purposes: [OpenPurpose!]
}

"""A purpose that the role may declare (ändamål)."""
type OpenPurpose {
  """What to send in the header Samsyn-Purpose (ändamål)."""
  purpose: Purpose
  """The purpose in Swedish (ändamålets namn)."""
  swedish: String
  """Whether a case number must go along in the header Samsyn-Case (ärendenummer krävs)."""
  needsCase: Boolean
}

"""Why somebody asks (ändamål)."""
enum Purpose {
  ${PURPOSES.join('\n  ')}
}
${EXPLANATION_TYPES}${AGGREGATE_TYPES}`;

export interface LocalSubgraphOptions {
  readonly refKey: Buffer;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly clock: () => Date;
  /** Null where no aggregates are run: then they are all null. */
  readonly aggregates: AggregateDesk | null;
}

/** Builds the gateway's own subgraph. */
export function createLocalSubgraph(options: LocalSubgraphOptions): GraphQLSchema {
  const { policySet, policyAt, aggregates } = options;
  const resolvers: GraphQLResolverMap<ExecutionContext> = {
    Query: {
      individual: (_: unknown, given: PersonArguments) => findPerson(given, options),
      individuals: (_: unknown, given: PersonsArguments) => findPersons(given),
      directory: () => ({ id: 'functions' }),
      me: (_: unknown, _args: unknown, { requester }: ExecutionContext) => ({
        ...requester,
        roleTitle: ROLE_TITLES[requester.role],
        purposes: openPurposes(requester.role, policySet),
      }),
      explainAccess: (_: unknown, given: Parameters<typeof explainField>[0], context: ExecutionContext) =>
        explainField(given, context, policyAt(context.now)),
      simulate: (_: unknown, { input }: { readonly input: unknown }, context: ExecutionContext) =>
        simulateField(input, context, policyAt),
      ...(aggregates === null ? {} : createAggregateFields(aggregates)),
    },
  };
  return buildSubgraphSchema({ typeDefs: parse(GATEWAY_SDL), resolvers: resolvers as GraphQLResolverMap<unknown> });
}
