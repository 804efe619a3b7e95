import { describe, expect, it } from 'vitest';
import type { AgencyCall } from '../../../gateway/federation/agency-caller.ts';
import { createConsentCaller, type ConsentCaller } from '../../../gateway/federation/consent-caller.ts';
import { Findings, type ExecutionContext } from '../../../gateway/federation/execution-context.ts';
import { digestRefs, type Receipt } from '../../../policies/receipt.ts';
import { createLog } from '../../../schema/process/log.ts';

const [A, B] = ['A', 'B'].map((letter) => `r1_${letter.repeat(43)}`) as [string, string];
const EXPIRES = '2026-11-01T10:00:10.000Z';

interface Asks {
  readonly asks: readonly { readonly holder: string; readonly refs: readonly string[] }[];
}

/** Socialtjänsten as a test tells it to answer. */
function openLine(answer: (asks: Asks['asks']) => unknown): {
  readonly consents: ConsentCaller;
  readonly calls: AgencyCall[];
  readonly receipts: Receipt[];
} {
  const calls: AgencyCall[] = [];
  const receipts: Receipt[] = [];
  const consents = createConsentCaller({
    caller: {
      call: (call) => {
        calls.push(call);
        return Promise.resolve(answer((JSON.parse(call.body) as Asks).asks));
      },
      isBehind: () => false,
      held: () => 0,
      close: () => Promise.resolve(),
    },
    receipts: {
      issue: (receipt) => {
        receipts.push(receipt);
        return Promise.resolve('receipt');
      },
    },
    policyDigest: 'digest',
    log: createLog('gateway', 'silent'),
  });
  return { consents, calls, receipts };
}

function newRequest(): ExecutionContext {
  return {
    ...{ requestId: 'request-1', authorization: 'Bearer token', now: new Date(), findings: new Findings() },
    requester: { subject: 'staff-1', role: 'police.investigator' },
    declaration: { purpose: 'SIG', caseNumber: null },
  } as unknown as ExecutionContext;
}

const sealFor = (asks: Asks['asks']): unknown => ({
  attestations: asks.map(({ holder, refs }) => ({ holder, attestation: `${holder} ${refs.length}` })),
  expiresAt: EXPIRES,
});

describe('consents', () => {
  it('are asked for in one call for all holders that are fetched from at once, each its own', async () => {
    const { consents, calls, receipts } = openLine(sealFor);
    const context = newRequest();
    const answers = await Promise.all([consents.ask('police', [A, B], context), consents.ask('school', [B], context)]);
    expect(answers).toEqual(['police 2', 'school 1']);
    expect(calls).toHaveLength(1);
    expect(receipts[0]?.refsDigest).toBe(digestRefs([A, B]));
    expect(context.findings.consentsEnd).toBe(Date.parse(EXPIRES));
  });

  it('are asked for anew in another request, and for a later fetch', async () => {
    const { consents, calls } = openLine(sealFor);
    const context = newRequest();
    await Promise.all([consents.ask('police', [A], context), consents.ask('police', [A], newRequest())]);
    await consents.ask('school', [A], context);
    expect(calls.map(({ body }) => (JSON.parse(body) as Asks).asks.length)).toEqual([1, 1, 1]);
  });

  it.each([
    ['for other holders', (asks: Asks['asks']) => sealFor([...asks].reverse())],
    ['for fewer holders', (asks: Asks['asks']) => sealFor(asks.slice(1))],
    ['in no form that is known', () => ({ attestation: 'police 1', expiresAt: EXPIRES })],
  ])('that come %s open nothing, and it is said', async (_, answer) => {
    const { consents } = openLine(answer);
    const context = newRequest();
    const answers = await Promise.all([consents.ask('police', [A], context), consents.ask('school', [A], context)]);
    expect(answers).toEqual([null, null]);
    expect(context.findings.lacksConsents).toBe(true);
  });
});
