import { z } from 'zod';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { Log } from '../../schema/process/log.ts';
import { actorOf } from '../../policies/requester.ts';
import type { ReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { digestRefs } from '../../policies/receipt.ts';
import { agencyHeaders } from './agency/agency-headers.ts';
import type { AgencyCaller } from './agency-caller.ts';
import type { ExecutionContext } from './execution-context.ts';

/** Asks socialtjänsten, for each request anew, which consents the asker can lean on at a holder. */
export interface ConsentCaller {
  /**
   * The attestation for the holder, sealed; null when socialtjänsten does not answer, so that nothing opens on consent. What is asked
   * at once for several holders goes in one call, and each holder gets its own alone.
   */
  ask(holder: Agency, refs: readonly string[], context: ExecutionContext): Promise<string | null>;
  /** Whether socialtjänsten answers, yet not as fast as it is asked. */
  isBehind(asker: string): boolean;
}

export interface ConsentCallerOptions {
  /** To socialtjänsten. */
  readonly caller: AgencyCaller;
  readonly receipts: ReceiptIssuer;
  readonly policyDigest: string;
  readonly log: Log;
}

/** Where socialtjänsten answers, beside its graph. */
const ATTESTATIONS_PATH = '/consent-attestations';

const answerShape = z.object({
  attestations: z.array(z.object({ holder: z.enum(AGENCIES), attestation: z.string() })),
  expiresAt: z.iso.datetime(),
});

interface Ask {
  readonly holder: Agency;
  readonly refs: readonly string[];
}

/** What one request asks at the same time. */
interface Batch {
  readonly asks: Ask[];
  /** Attestations in the order of the asks. */
  readonly answered: Promise<readonly string[] | null>;
}

export function createConsentCaller(options: ConsentCallerOptions): ConsentCaller {
  const open = new WeakMap<ExecutionContext, Batch>();
  const openBatch = (context: ExecutionContext): Batch => {
    const asks: Ask[] = [];
    // The fetches of one step of a plan ask in the same turn.
    const answered = new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
      open.delete(context);
      return attest(asks, context, options);
    });
    const batch = { asks, answered };
    open.set(context, batch);
    return batch;
  };
  return {
    async ask(holder, refs, context) {
      if (context.declaration === null) return null;
      const { asks, answered } = open.get(context) ?? openBatch(context);
      const place = asks.push({ holder, refs }) - 1;
      return (await answered)?.[place] ?? null;
    },
    isBehind: (asker) => options.caller.isBehind(asker),
  };
}

async function attest(
  asks: readonly Ask[],
  context: ExecutionContext,
  { caller, receipts, policyDigest, log }: ConsentCallerOptions,
): Promise<readonly string[] | null> {
  const { requester, declaration, requestId, now, until, authorization, findings } = context;
  if (declaration === null) return null;
  const { purpose, caseNumber } = declaration;
  const { subject, role } = requester;
  try {
    const refsDigest = digestRefs(asks.flatMap(({ refs }) => refs));
    const about = { subject, role, purpose, caseNumber, requestId, policyDigest, coordinates: [], refsDigest };
    const receipt = await receipts.issue(about, 'socialtjanst', now);
    const answer = await caller.call({
      path: ATTESTATIONS_PATH,
      headers: agencyHeaders({ authorization, requestId }, receipt),
      body: JSON.stringify({ asks }),
      visitor: { request: context, asker: actorOf(requester) },
      until,
      mayRepeat: true,
    });
    const { attestations, expiresAt } = answerShape.parse(answer);
    const isInOrder =
      attestations.length === asks.length && attestations.every(({ holder }, place) => holder === asks[place]?.holder);
    if (!isInOrder) throw new TypeError('the attestations are for other holders');
    findings.consentsEnd = Math.min(findings.consentsEnd, Date.parse(expiresAt));
    return attestations.map(({ attestation }) => attestation);
  } catch (error) {
    log.warn({ requestId, err: error }, 'no consents could be had');
    findings.lacksConsents = true;
    return null;
  }
}
