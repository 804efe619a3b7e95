import { exportJWK, generateKeyPair } from 'jose';
import { expect } from 'vitest';
import { createAgencyCaller } from '../../../gateway/federation/agency-caller.ts';
import { AgencyDataSource } from '../../../gateway/federation/agency-data-source.ts';
import { Findings, type ExecutionContext } from '../../../gateway/federation/execution-context.ts';
import { createReceiptIssuer } from '../../../policies/receipt-issuer.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { createLog } from '../../../schema/process/log.ts';
import { checkDigit } from '../../../schema/personal-identity-number.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';

const POLICY = loadPolicySet();
export const TIMEOUT_MS = 600;
export const COORDINATES = ['Individual.police', 'PoliceRecord.isKnown', 'PoliceRecord.exitCase'];
export const REFS = ['A', 'B'].map((letter) => `r1_${letter.repeat(43)}`);
export const ENTITIES = [{ police: { isKnown: true } }, { police: { isKnown: false } }];

/** What a broken agency might blurt out; the number is of the series that is published for tests. */
export const SECRET = {
  number: `19981231-238${checkDigit('981231238')}`,
  sql: 'SELECT * FROM person',
  stack: 'at readRows (/srv/row-loader.ts:12:3)',
};

export interface Fetched {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly text: string;
  readonly milliseconds: number;
}

/** The gateway's own line to an agency that answers as badly as a test tells it to. */
export interface LineToAgency {
  readonly agency: FakeAgency;
  readonly logged: readonly string[];
  answerJson(body: unknown, status?: number): void;
  /** Asks about two persons. */
  fetchTwo(): Promise<Fetched>;
  /** Expects that nothing came, that it is said so with this code, and that no word of the agency goes on. */
  expectMissing(code: string): Promise<Fetched>;
  close(): Promise<void>;
}

/** @param url where the gateway calls, when not the fake agency */
export async function openLineToAgency(url?: string): Promise<LineToAgency> {
  const agency = await startFakeAgency();
  const caller = createAgencyCaller({
    endpoint: { agency: 'police', municipality: null, url: url ?? agency.url },
    timeoutMs: TIMEOUT_MS,
    queueMs: 60_000,
    log: createLog('gateway', 'silent'),
    // Each test is about one call; the breaker has tests of its own.
    breaker: { failuresInARow: Number.POSITIVE_INFINITY, openMs: 0, longestOpenMs: 0 },
  });
  const logged: string[] = [];
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const source = new AgencyDataSource({
    agency: 'police',
    caller,
    receipts: await createReceiptIssuer(await exportJWK(privateKey)),
    coordinates: new Set(COORDINATES),
    policySet: POLICY,
    policyAt: () => POLICY,
    consents: { ask: () => Promise.resolve(null), isBehind: () => false },
    log: createLog('gateway', 'debug', { write: (line) => logged.push(line) }),
  });
  const fetchTwo = (): Promise<Fetched> => fetchThrough(source);
  return {
    agency,
    logged,
    fetchTwo,
    answerJson: (body, status = 200) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      agency.answerWith((response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text));
    },
    expectMissing: async (code) => {
      const fetched = await fetchTwo();
      expect(fetched.data).toBeNull();
      expect(fetched.errors.map(({ extensions }) => extensions)).toEqual([{ code, facts: { agency: 'police' } }]);
      expectNothingOf(fetched.text);
      return fetched;
    },
    close: async () => {
      await caller.close();
      await agency.close();
    },
  };
}

const context = {
  requestId: 'request-1',
  authorization: 'Bearer token-of-the-user',
  requester: { subject: 'staff-1', role: 'police.investigator' },
  declaration: { purpose: 'OWN_AGENCY', caseNumber: null },
  prepared: { coordinates: new Set([...COORDINATES, 'SchoolRecord.grades']) },
  findings: new Findings(),
  now: new Date(),
  until: Number.POSITIVE_INFINITY,
} as unknown as ExecutionContext;

async function fetchThrough(source: AgencyDataSource): Promise<Fetched> {
  const started = performance.now();
  const request = {
    query:
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Individual { police { isKnown exitCase { openedAt } } } } }',
    variables: { representations: REFS.map((ref) => ({ __typename: 'Individual', ref })) },
  };
  const response = await source.process({ request, context } as never);
  const { data, errors = [] } = response as { data?: unknown; errors?: Fetched['errors'] };
  return { data, errors, text: JSON.stringify(response), milliseconds: performance.now() - started };
}

/** Expects that nothing which the agency blurted out is in the text. */
export function expectNothingOf(text: string): void {
  for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN|row-loader|stack|<html|canary/i);
}
