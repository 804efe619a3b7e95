import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Findings, type ExecutionContext } from '../../../gateway/federation/execution-context.ts';
import { loadFederation, type Federation } from '../../../gateway/federation/federation.ts';
import { admitDocument } from '../../../gateway/request/admit.ts';
import { prepareOperation } from '../../../gateway/request/prepare-operation.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { createReceiptIssuer } from '../../../policies/receipt-issuer.ts';
import { createLog } from '../../../schema/process/log.ts';
import { disclosedBy } from '../../policies/forge.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';

const policySet = loadPolicySet();
const REFS = ['A', 'B'].map((letter) => `r1_${letter.repeat(43)}`);
const ASKED = `query ($refs: [ID!]!) { individuals(refs: $refs) { ref
  police { incidents { date } } socialtjanst { measures { type } } school { grades { grade } } } }`;

let agency: FakeAgency;
let federation: Federation;

beforeAll(async () => {
  agency = await startFakeAgency();
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  federation = await loadFederation({
    ...{
      agencyUrls: { police: agency.url, socialtjanst: agency.url, school: agency.url },
      agencyTimeoutMs: 1_000,
      agencyQueueMs: 60_000,
    },
    ...{ refKey: Buffer.alloc(32, 1), policySet, policyAt: () => policySet, clock: () => new Date(), aggregates: null },
    receipts: await createReceiptIssuer(await exportJWK(privateKey)),
    log: createLog('gateway', 'silent'),
  });
});

afterAll(async () => {
  await federation.close();
  await agency.close();
});

it('asks for the consents of a step in one call for all holders, on one receipt about the same persons', async () => {
  const { schema } = federation;
  const role = 'socialtjanst.sig-coordinator';
  const admitted = admitDocument(ASKED, null, schema);
  const prepared = prepareOperation(admitted, { role, purpose: 'SIG' }, { schema, policySet });
  const context = {
    ...{ requestId: 'request-1', authorization: 'Bearer token', prepared, now: new Date() },
    requester: { subject: 'staff-1', role },
    declaration: { purpose: 'SIG', caseNumber: 'SN 2026/1' },
    until: performance.now() + 5_000,
    findings: new Findings(),
  } as unknown as ExecutionContext;
  await federation.plan(prepared)(context, { refs: REFS });
  const calls = agency.received.map(({ path }) => path).sort();
  expect(calls).toEqual(['/consent-attestations', '/graphql', '/graphql', '/graphql']);
  const [asked] = agency.received;
  expect(asked?.path).toBe('/consent-attestations');
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    asks: ['school', 'police'].map((holder) => ({ holder, refs: REFS })),
  });
  expect(disclosedBy(String(asked?.headers['samsyn-receipt']))).toMatchObject({
    coordinates: [],
    caseNumber: 'SN 2026/1',
  });
});
