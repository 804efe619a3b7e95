import type { JWTVerifyGetKey } from 'jose';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import {
  ATTESTATION_LIFETIME_SECONDS,
  verifyAttestation,
  type ConsentsByPerson,
} from '../../policies/consent-attestation.ts';
import type { Receipt } from '../../policies/receipt.ts';

/** Lets in the consents that a request leans on, once. */
export interface ConsentGate {
  /**
   * The consents of an attestation; none where there is none.
   * @throws SamsynError CONSENT_INVALID when they are forged, for something else, or were used before
   */
  admit(attestation: string | undefined, receipt: Receipt, now: Date): Promise<ConsentsByPerson>;
}

/** Until an attestation would be refused as too old anyway, clocks apart. */
const REMEMBERED_MS = (ATTESTATION_LIFETIME_SECONDS + 5) * 1000;

/** @param keys socialtjänsten's published keys */
export function createConsentGate(agency: Agency, keys: JWTVerifyGetKey): ConsentGate {
  const used = new Map<string, number>();
  return {
    async admit(attestation, receipt, now) {
      if (attestation === undefined || attestation === '') return {};
      const { jti, consents } = await verifyAttestation(attestation, { audience: agency, keys, receipt, now });
      forgetBefore(used, now.getTime() - REMEMBERED_MS);
      if (used.has(jti)) throw new SamsynError('CONSENT_INVALID', { reason: 'used before' });
      used.set(jti, now.getTime());
      return consents;
    },
  };
}

/** Entries are in the order of their time, so the first that is young enough ends the search. */
function forgetBefore(used: Map<string, number>, time: number): void {
  for (const [jti, at] of used) {
    if (at >= time) return;
    used.delete(jti);
  }
}
