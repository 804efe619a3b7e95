import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet } from 'jose';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import type { ConsentsByPerson } from '../../policies/consent-attestation.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createPolicyCalendar } from '../../policies/policy-set-at.ts';
import { createReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { AGENCY_HEADERS, digestRefs } from '../../policies/receipt.ts';
import type { Agency } from '../../schema/agency.ts';
import { createLog } from '../../schema/process/log.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { openAgencyDatabase } from '../../subgraphs/platform/agency-database.ts';
import type { AgencyDefinition } from '../../subgraphs/platform/agency-definition.ts';
import { buildAgencySchema, guardSchema } from '../../subgraphs/platform/agency-schema.ts';
import { createAgencyServer } from '../../subgraphs/platform/agency-server.ts';
import { POLICE } from '../../subgraphs/police/police-agency.ts';
import { SCHOOL } from '../../subgraphs/school/school-agency.ts';
import { SOCIALTJANST } from '../../subgraphs/socialtjanst/socialtjanst-agency.ts';

export const DEFINITIONS: Readonly<Record<Agency, AgencyDefinition>> = {
  police: POLICE,
  socialtjanst: SOCIALTJANST,
  school: SCHOOL,
};

/** Who asks, why, and about whom. */
export interface Asking {
  readonly role: Role;
  readonly staffSubject: string;
  readonly purpose: Purpose;
  readonly refs: readonly string[];
  /** Beneath the record of the agency. */
  readonly selection: string;
  /** What the receipt lets the agency be asked. */
  readonly coordinates: readonly string[];
  readonly consents?: ConsentsByPerson;
}

export interface Told {
  readonly status: number;
  /** The record of each person, in the order of the refs. */
  readonly records: readonly unknown[];
  /** `0.incidents.2.narrative`, of each refusal. */
  readonly refused: ReadonlySet<string>;
  readonly codes: readonly string[];
}

/** An agency put together by a test, with one of its layers left out or not. */
export interface AgencyInTest {
  ask(asking: Asking): Promise<Told>;
  stop(): Promise<void>;
}

const policySet = loadPolicySet();

/**
 * Puts an agency together in the test's own process on the database of the system under test. Leaving a layer out takes code
 * that no program of the product has: a schema without its rules, or the owner's login.
 */
export async function startAgencyInTest(
  agency: Agency,
  { withShield, withRowSecurity }: { readonly withShield: boolean; readonly withRowSecurity: boolean },
): Promise<AgencyInTest> {
  const { databases, keys } = inject('system').facts;
  const { unguarded } = await buildAgencySchema(DEFINITIONS[agency]);
  const login = withRowSecurity ? databases[agency].app : databases[agency].owner;
  const dataSource: DataSource = await openAgencyDatabase(DEFINITIONS[agency], login);
  let asker: Pick<Asking, 'role' | 'staffSubject' | 'consents'> | null = null;
  const app: FastifyInstance = createAgencyServer({
    agency,
    schema: withShield ? guardSchema(unguarded, policySet) : unguarded,
    dataSource,
    policySet,
    policyAt: createPolicyCalendar(policySet),
    tokens: {
      verify: () => Promise.resolve({ subject: asker?.staffSubject, role: asker?.role, agency } as never),
      hasKeys: () => Promise.resolve(true),
    },
    receiptKeys: createLocalJWKSet({ keys: [...keys.receiptPublicKeys.keys] }),
    consents: { admit: () => Promise.resolve(asker?.consents ?? {}) },
    attestations: null,
    contributing: null,
    hasReported: DEFINITIONS[agency].hasReported,
    log: createLog(agency, 'silent'),
    clock: () => new Date(),
  });
  return {
    async ask(asking) {
      asker = asking;
      const response = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { [AGENCY_HEADERS.receipt]: await receiptFor(agency, asking) },
        payload: questionOf(agency, asking),
      });
      return readTold(agency, response.statusCode, response.json());
    },
    stop: async () => {
      await app.close();
      await dataSource.destroy();
    },
  };
}

function questionOf(agency: Agency, { refs, selection }: Asking): { query: string; variables: object } {
  return {
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Individual { ${agency} { ${selection} } } } }`,
    variables: { representations: refs.map((ref) => ({ __typename: 'Individual', ref })) },
  };
}

async function receiptFor(agency: Agency, asking: Asking): Promise<string> {
  const { role, staffSubject: subject, purpose, refs, coordinates } = asking;
  const issuer = await createReceiptIssuer(inject('system').facts.keys.receiptPrivateKey);
  return issuer.issue(
    {
      ...{ subject, role, purpose },
      caseNumber: null,
      coordinates: [`Individual.${agency}`, ...coordinates],
      refsDigest: digestRefs(refs),
      policyDigest: policySet.digest,
      requestId: `layers-${Math.random().toString(36).slice(2)}`,
    },
    agency,
    new Date(),
  );
}

interface GraphqlBody {
  readonly data?: { readonly _entities?: readonly (Readonly<Record<string, unknown>> | null)[] } | null;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

function readTold(agency: Agency, status: number, body: GraphqlBody): Told {
  const errors = body.errors ?? [];
  return {
    status,
    records: (body.data?._entities ?? []).map((individual) => individual?.[agency] ?? null),
    refused: new Set(errors.map(({ path = [] }) => [path[1], ...path.slice(3)].join('.'))),
    codes: [...new Set(errors.map(({ extensions }) => extensions?.code ?? ''))],
  };
}
