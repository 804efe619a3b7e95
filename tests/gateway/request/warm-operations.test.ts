import { generateKeyPair, exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFederation, type Federation } from '../../../gateway/federation/federation.ts';
import { createPreparedOperations, type PreparedOperations } from '../../../gateway/request/prepared-operations.ts';
import { warmOperations } from '../../../gateway/request/warm-operations.ts';
import { openPurposes } from '../../../policies/open-purposes.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { createReceiptIssuer } from '../../../policies/receipt-issuer.ts';
import { createLog } from '../../../schema/process/log.ts';
import { ROLES } from '../../../schema/role.ts';

const policySet = loadPolicySet();
const policyAt = () => policySet;
const nowhere = 'http://127.0.0.1:1/graphql';
const text =
  'query ($refs: [ID!]!) { individuals(refs: $refs) { ref police { isKnown } school { grades { grade } } } }';
let federation: Federation;
let prepared: PreparedOperations;

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  federation = await loadFederation({
    ...{
      agencyUrls: { police: nowhere, socialtjanst: nowhere, school: nowhere },
      agencyTimeoutMs: 1_000,
      agencyQueueMs: 60_000,
    },
    ...{ refKey: Buffer.alloc(32, 1), policySet, policyAt, clock: () => new Date(), aggregates: null },
    receipts: await createReceiptIssuer(await exportJWK(privateKey)),
    log: createLog('gateway', 'silent'),
  });
  prepared = createPreparedOperations(federation.schema);
});

afterAll(() => federation.close());

const clock = () => new Date();
const pause = () => Promise.resolve();
const desk = () => ({ prepared, federation, policySet, policyAt, clock });

describe('operations that are known to come', () => {
  it('are made ready for each role and each purpose that is open to it', async () => {
    const ways = ROLES.reduce((sum, role) => sum + openPurposes(role, policySet).length, 0);
    const warmed = await warmOperations({ operations: [{ text, operationName: null }], desk: desk(), pause });
    expect(warmed).toEqual({ ready: ways, refused: [] });
    const admitted = prepared.admit(text, null, () => expect.unreachable('it was admitted before'));
    const decidedFor = { role: 'police.investigator', purpose: 'OWN_AGENCY' } as const;
    expect(prepared.prepare(admitted, decidedFor, policySet)).toBe(prepared.prepare(admitted, decidedFor, policySet));
  });

  it('are named where they cannot be, and the rest are made ready all the same', async () => {
    const wrong = { text: '{ nothingOfTheKind }', operationName: null };
    const one = { text, operationName: null, roles: ['police.investigator'] } as const;
    const warmed = await warmOperations({ operations: [wrong, one], desk: desk(), pause });
    expect(warmed.refused).toEqual([{ operation: wrong, code: 'DOCUMENT_INVALID' }]);
    expect(warmed.ready).toBe(openPurposes('police.investigator', policySet).length);
  });

  it('are decided anew under the policy of another day, and apart for each role', () => {
    const admitted = prepared.admit(text, null, () => expect.unreachable('it was admitted before'));
    const asPolice = prepared.prepare(admitted, { role: 'police.investigator', purpose: 'OWN_AGENCY' }, policySet);
    const asSchool = prepared.prepare(admitted, { role: 'school.principal', purpose: 'OWN_AGENCY' }, policySet);
    expect([...asPolice.coordinates]).toContain('PoliceRecord.isKnown');
    expect(asSchool).not.toBe(asPolice);
    const tomorrow = { ...policySet };
    expect(prepared.prepare(admitted, { role: 'police.investigator', purpose: 'OWN_AGENCY' }, tomorrow)).not.toBe(
      asPolice,
    );
  });
});
