import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { attestationEnd, type AttestationIssuer, type ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';
import { bindPersons, inTransaction, type Tally } from './bound-transaction.ts';
import type { ConsentAsk, ConsentKeeper } from './agency-definition.ts';

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
  readonly tally: Tally;
  readonly now: Date;
}

/** Each sealed for one holder, one asker and one request; there is always one for each ask, also when it holds nothing. */
export interface AttestationAnswer {
  /** In the order of the asks. */
  readonly attestations: readonly { readonly holder: Agency; readonly attestation: string }[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** One for each field at the root and each agency, and more. */
const MOST_ASKS = 100;
const consentAsk = z.strictObject({ holder: z.enum(AGENCIES), refs: z.array(z.string()) });
const attestationBody = z.strictObject({ asks: z.array(consentAsk).min(1).max(MOST_ASKS) });

/**
 * Attests to holders which consents an asker can lean on there: of each holder what it asked about, and no other holder's.
 * @throws SamsynError BODY_MALFORMED, RECEIPT_EXCEEDED when it is about other persons than its receipt, RECORD_UNAVAILABLE
 */
export async function answerAttestation(call: AttestationCall): Promise<AttestationAnswer> {
  const { receipt, attesting, now } = call;
  const body = attestationBody.safeParse(call.body);
  if (!body.success) throw new SamsynError('BODY_MALFORMED', {});
  const { asks } = body.data;
  if (digestRefs(asks.flatMap(({ refs }) => refs)) !== receipt.refsDigest) {
    throw new SamsynError('RECEIPT_EXCEEDED', { reason: 'it is about other persons' });
  }
  const { requestId, subject, role, purpose } = receipt;
  const read = await readAll(asks, call);
  const attestations = await Promise.all(
    asks.map(async ({ holder }, place) => {
      const consents = read[place] ?? {};
      const attestation = await attesting.issuer.issue({ requestId, subject, role, purpose, consents }, holder, now);
      return { holder, attestation };
    }),
  );
  return { attestations, expiresAt: attestationEnd(now).toISOString() };
}

/** All in one transaction, so that they tell of the same moment and are on record together. In the order of the asks. */
async function readAll(asks: readonly ConsentAsk[], call: AttestationCall): Promise<readonly ConsentsByPerson[]> {
  const { receipt, attesting, policyAt, now } = call;
  const { requestId, subject: staffSubject, role, purpose } = receipt;
  const question = {
    ...{ asks, staffSubject, role, purpose, requestId, policySet: policyAt(now), now },
    expiresAt: attestationEnd(now),
  };
  const refs = asks.flatMap((ask) => ask.refs);
  const { read } = await inTransaction(call, 'as it comes', async (manager) => {
    await bindPersons(manager, { refs, staffSubject, role, isAtDesk: false });
    return { read: await attesting.keeper.readConsents(manager, question), stands: true };
  }).catch((cause: unknown) => {
    throw Object.assign(new SamsynError('RECORD_UNAVAILABLE', {}), { cause });
  });
  return read;
}
