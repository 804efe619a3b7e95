import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { AGENCIES } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { attestationEnd, type AttestationIssuer } from '../../policies/consent-attestation.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';
import { bindPersons, inTransaction } from './bound-transaction.ts';
import type { ConsentKeeper } from './agency-definition.ts';

/** What attests consents: the register, and the key that signs for it. */
export interface Attesting {
  readonly keeper: ConsentKeeper;
  readonly issuer: AttestationIssuer;
}

export interface AttestationCall {
  readonly body: unknown;
  /** Verified, and for the person of staff whose token came with it. */
  readonly receipt: Receipt;
  readonly attesting: Attesting;
  readonly dataSource: DataSource;
  readonly policyAt: (now: Date) => PolicySet;
  readonly now: Date;
}

/** Sealed for one holder, one asker and one request; there is always one, also when it holds nothing. */
export interface AttestationAnswer {
  readonly attestation: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

const attestationBody = z.strictObject({ holder: z.enum(AGENCIES), refs: z.array(z.string()) });

/**
 * Attests to a holder which consents an asker can lean on there.
 * @throws SamsynError BODY_MALFORMED, RECEIPT_EXCEEDED when it is about other persons than its receipt, RECORD_UNAVAILABLE
 */
export async function answerAttestation(call: AttestationCall): Promise<AttestationAnswer> {
  const { receipt, attesting, dataSource, policyAt, now } = call;
  const body = attestationBody.safeParse(call.body);
  if (!body.success) throw new SamsynError('BODY_MALFORMED', {});
  const { holder, refs } = body.data;
  if (digestRefs(refs) !== receipt.refsDigest) {
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'it is about other persons' });
  }
  const { requestId, subject, role, purpose } = receipt;
  const expiresAt = attestationEnd(now);
  const asked = { holder, refs, staffSubject: subject, role, purpose, requestId };
  const question = { ...asked, policySet: policyAt(now), now, expiresAt };
  const { consents } = await inTransaction(dataSource, async (manager) => {
    await bindPersons(manager, { refs, staffSubject: subject, role, isAtDesk: false });
    return { consents: await attesting.keeper.readConsents(manager, question), stands: true };
  }).catch((cause: unknown) => {
    throw Object.assign(new SamsynError('RECORD_UNAVAILABLE', {}), { cause });
  });
  const attestation = await attesting.issuer.issue({ requestId, subject, role, purpose, consents }, holder, now);
  return { attestation, expiresAt: expiresAt.toISOString() };
}
