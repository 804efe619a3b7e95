import { z } from 'zod';
import type { Agency } from '../../schema/agency.ts';
import type { Log } from '../../schema/process/log.ts';
import { AGENCY_HEADERS, digestRefs, type ReceiptIssuer } from '../../policies/receipt.ts';
import type { AgencyCaller } from './agency-caller.ts';
import type { ExecutionContext } from './execution-context.ts';

/** Asks socialtjänsten, for each fetch anew, which consents the asker can lean on at a holder. */
export interface ConsentCaller {
  /** The attestation for the holder, sealed; null when socialtjänsten does not answer, so that nothing opens on consent. */
  ask(holder: Agency, refs: readonly string[], context: ExecutionContext): Promise<string | null>;
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

const answerShape = z.object({ attestation: z.string(), expiresAt: z.iso.datetime() });

export function createConsentCaller({ caller, receipts, policyDigest, log }: ConsentCallerOptions): ConsentCaller {
  return {
    async ask(holder, refs, { requester, declaration, requestId, now, until, authorization, findings }) {
      if (declaration === null) return null;
      const { purpose, caseNumber } = declaration;
      const { subject, role } = requester;
      const about = { subject, role, purpose, caseNumber, requestId, policyDigest };
      const receipt = await receipts.issue(
        { ...about, coordinates: [], refsDigest: digestRefs(refs) },
        'socialtjanst',
        now,
      );
      try {
        const answer = await caller.call({
          path: ATTESTATIONS_PATH,
          headers: { authorization, [AGENCY_HEADERS.receipt]: receipt, [AGENCY_HEADERS.requestId]: requestId },
          body: JSON.stringify({ holder, refs }),
          until,
          mayRepeat: true,
        });
        const { attestation, expiresAt } = answerShape.parse(answer);
        findings.consentsEnd = Math.min(findings.consentsEnd, Date.parse(expiresAt));
        return attestation;
      } catch (error) {
        log.warn({ requestId, err: error }, 'no consents could be had');
        findings.lacksConsents = true;
        return null;
      }
    },
  };
}
