import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { attestationEnd, type AttestationIssuer, type ConsentsByPerson } from '../../policies/consent-attestation.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { digestRefs, type Receipt } from '../../policies/receipt.ts';
import { bindPersons, inTransaction } from './bound-transaction.ts';
import type { AttestationQuestion, ConsentKeeper } from './agency-definition.ts';

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

/** Each sealed for one holder, one asker and one request; there is always one for each ask, also when it holds nothing. */
export interface AttestationAnswer {
  /** In the order of the asks. */
  readonly attestations: readonly { readonly holder: Agency; readonly attestation: string }[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** One for each field at the root and each agency, and more. */
const MOST_ASKS = 100;
const ask = z.strictObject({ holder: z.enum(AGENCIES), refs: z.array(z.string()) });
const attestationBody = z.strictObject({ asks: z.array(ask).min(1).max(MOST_ASKS) });

type Ask = z.infer<typeof ask>;

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
    read.map(async ({ holder, consents }) => ({
      holder,
      attestation: await attesting.issuer.issue({ requestId, subject, role, purpose, consents }, holder, now),
    })),
  );
  return { attestations, expiresAt: attestationEnd(now).toISOString() };
}

interface ReadConsents {
  readonly holder: Agency;
  readonly consents: ConsentsByPerson;
}

/** All in one transaction, so that they tell of the same moment and are on record together. */
async function readAll(
  asks: readonly Ask[],
  { receipt, attesting, dataSource, policyAt, now }: AttestationCall,
): Promise<readonly ReadConsents[]> {
  const { requestId, subject: staffSubject, role, purpose } = receipt;
  const shared = {
    staffSubject,
    role,
    purpose,
    requestId,
    policySet: policyAt(now),
    now,
    expiresAt: attestationEnd(now),
  };
  const { read } = await inTransaction(dataSource, async (manager) => ({
    read: await readInTurn(asks, { shared, attesting, manager }),
    stands: true,
  })).catch((cause: unknown) => {
    throw Object.assign(new SamsynError('RECORD_UNAVAILABLE', {}), { cause });
  });
  return read;
}

interface Reading {
  readonly shared: Omit<AttestationQuestion, 'holder' | 'refs'>;
  readonly attesting: Attesting;
  readonly manager: EntityManager;
}

async function readInTurn(
  asks: readonly Ask[],
  { shared, attesting, manager }: Reading,
): Promise<readonly ReadConsents[]> {
  const read: ReadConsents[] = [];
  for (const { holder, refs } of asks) {
    await bindPersons(manager, { refs, staffSubject: shared.staffSubject, role: shared.role, isAtDesk: false });
    read.push({ holder, consents: await attesting.keeper.readConsents(manager, { ...shared, holder, refs }) });
  }
  return read;
}
