import { ApolloGateway } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isScalarType, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';
import { AGENCIES, isAgency, type Agency } from '../../schema/agency.ts';
import { coordinatesOfSchema } from '../../schema/coordinate.ts';
import type { Log } from '../../schema/process/log.ts';
import { readSdl, readSupergraph } from '../../schema/sdl/read-sdl.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { ReceiptIssuer } from '../../policies/receipt.ts';
import type { AggregateDesk } from '../aggregates/aggregate-desk.ts';
import { createAgencyCaller, type AgencyCaller } from './agency-caller.ts';
import { AgencyDataSource } from './agency-data-source.ts';
import { createConsentCaller } from './consent-caller.ts';
import type { ExecutionContext } from './execution-context.ts';
import { LocalDataSource } from './local-data-source.ts';
import { createLocalSubgraph } from './local-subgraph.ts';
import { guardPlan } from './plan-guard.ts';

export interface FederationOptions {
  readonly agencyUrls: Readonly<Record<Agency, string>>;
  readonly agencyTimeoutMs: number;
  readonly refKey: Buffer;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly receipts: ReceiptIssuer;
  readonly log: Log;
  readonly clock: () => Date;
  /** Null where no aggregates are run. */
  readonly aggregates: AggregateDesk | null;
}

/** The composed graph: Apollo plans and executes, within what was decided. */
export interface Federation {
  /** The schema that clients see, before any role's view of it. */
  readonly schema: GraphQLSchema;
  execute(context: ExecutionContext, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/**
 * Loads the checked-in supergraph.
 * @throws Error unless APOLLO_TELEMETRY_DISABLED is `true`, since the library else reports to its maker
 */
export async function loadFederation(options: FederationOptions): Promise<Federation> {
  if (process.env['APOLLO_TELEMETRY_DISABLED'] !== 'true') {
    throw new Error('set APOLLO_TELEMETRY_DISABLED=true: nothing may phone out');
  }
  const callers = AGENCIES.map((agency) => ({
    agency,
    caller: createAgencyCaller({
      endpoint: { agency, municipality: null, url: options.agencyUrls[agency] },
      timeoutMs: options.agencyTimeoutMs,
      log: options.log,
    }),
  }));
  const local = createLocalSubgraph(options);
  const subgraphs = readSubgraphSchemas(local);
  const gateway = new ApolloGateway({
    supergraphSdl: readSupergraph(),
    logger: quiet(options.log),
    buildService: ({ name }) => {
      if (!isAgency(name)) return new LocalDataSource(local, options.log);
      return createAgencyDataSource(name, { callers, subgraphs, options });
    },
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
      const context = requestContext.context as unknown as ExecutionContext;
      guardPlan(queryPlan, context.prepared.coordinates, subgraphs);
    },
  });
  const { schema, executor } = await gateway.load();
  checkScalars(schema);
  return {
    schema,
    execute: (context, variables) => runPlan({ schema, executor, context, variables }),
    close: async () => {
      await gateway.stop();
      await Promise.all(callers.map(({ caller }) => caller.close()));
    },
  };
}

/** The supergraph names the scalars; their checks are given here, so that a bad value is refused before anybody is asked. */
const CHECKED_SCALARS = [GraphQLDateTimeISO, GraphQLLocalDate] as const;

function checkScalars(schema: GraphQLSchema): void {
  for (const checked of CHECKED_SCALARS) {
    const scalar = schema.getType(checked.name);
    if (!isScalarType(scalar)) continue;
    scalar.parseValue = (value) => checked.parseValue(value);
    scalar.parseLiteral = (node, variables) => checked.parseLiteral(node, variables);
  }
}

interface DataSourceParts {
  readonly callers: readonly { readonly agency: Agency; readonly caller: AgencyCaller }[];
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly options: FederationOptions;
}

function createAgencyDataSource(agency: Agency, { callers, subgraphs, options }: DataSourceParts): AgencyDataSource {
  const caller = callerOf(agency, callers);
  const schema = subgraphs.get(agency);
  if (schema === undefined) throw new Error(`the supergraph has no subgraph \`${agency}\``);
  return new AgencyDataSource({
    agency,
    caller,
    receipts: options.receipts,
    coordinates: new Set(coordinatesOfSchema(schema)),
    policySet: options.policySet,
    policyAt: options.policyAt,
    consents: createConsentCaller({
      caller: callerOf('socialtjanst', callers),
      receipts: options.receipts,
      policyDigest: options.policySet.digest,
      log: options.log,
    }),
    log: options.log,
  });
}

function callerOf(agency: Agency, callers: DataSourceParts['callers']): AgencyCaller {
  const found = callers.find((candidate) => candidate.agency === agency);
  if (found === undefined) throw new Error(`the supergraph has no subgraph \`${agency}\``);
  return found.caller;
}

function readSubgraphSchemas(local: GraphQLSchema): ReadonlyMap<string, GraphQLSchema> {
  const agencies = AGENCIES.map((agency) => [agency, buildSubgraphSchema(parse(readSdl(agency)))] as const);
  return new Map<string, GraphQLSchema>([['gateway', local], ...agencies]);
}

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

interface PlanRun {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly context: ExecutionContext;
  readonly variables: Readonly<Record<string, unknown>>;
}

function runPlan({ schema, executor, context, variables }: PlanRun): Promise<ExecutionResult> {
  const { document, queryHash, operationName } = context.prepared;
  if (document === null) return Promise.resolve({ data: {} });
  return executor({
    schema,
    document,
    queryHash,
    operationName,
    request: { variables: { ...variables }, ...(operationName === null ? {} : { operationName }) },
    context,
    logger: quiet(null),
    cache: undefined,
    metrics: {},
    overallCachePolicy: undefined,
  } as never) as Promise<ExecutionResult>;
}

/** The library's log quotes requests and answers, so only that it had something to say is kept. */
function quiet(log: Log | null): Record<'debug' | 'info' | 'warn' | 'error', () => void> {
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: () => log?.warn('the federation library warned'),
    error: () => log?.error('the federation library reported an error'),
  };
}
