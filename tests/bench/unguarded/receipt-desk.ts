import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createLocalJWKSet, type JWK } from 'jose';
import type { DataSource } from 'typeorm';
import { createAttestationIssuer, type ConsentsByPerson } from '../../../policies/consent-attestation.ts';
import type { PolicySet } from '../../../policies/policy-set.ts';
import { AGENCY_HEADERS, type AgencyExtensions, verifyReceipt, type Receipt } from '../../../policies/receipt.ts';
import { createTokenVerifier, type TokenIssuer } from '../../../policies/requester.ts';
import type { AgencyDefinition } from '../../../subgraphs/platform/agency-definition.ts';
import { answerAttestation } from '../../../subgraphs/platform/answer-attestation.ts';
import { createConsentGate } from '../../../subgraphs/platform/consent-gate.ts';

interface ReceiptDesk {
  /** As an agency does before it decides anything. */
  admit(
    request: FastifyRequest,
    now: Date,
  ): Promise<{ readonly receipt: Receipt; readonly consents: ConsentsByPerson }>;
}

interface DeskParts {
  readonly definition: AgencyDefinition;
  readonly dataSource: DataSource;
  readonly policySet: PolicySet;
}

function readSetting<Value>(name: string): Value {
  return JSON.parse(process.env[name] ?? 'null') as Value;
}

/** Receipts, tokens and consents as the product has them, and nothing of its rules; where the register is, consents are attested. */
export async function openReceiptDesk(
  app: FastifyInstance,
  { definition, dataSource, policySet }: DeskParts,
): Promise<ReceiptDesk> {
  const { agency, attestsConsents: keeper } = definition;
  const keys = createLocalJWKSet(readSetting('RECEIPT_KEYS'));
  const tokens = createTokenVerifier(readSetting<readonly TokenIssuer[]>('TOKEN_ISSUERS'));
  const gate = createConsentGate(agency, createLocalJWKSet(readSetting('CONSENT_KEYS')));
  const verify = async ({ headers }: FastifyRequest, now: Date): Promise<Receipt> => {
    const receipt = await verifyReceipt(String(headers[AGENCY_HEADERS.receipt]), { audience: agency, keys, now });
    await tokens.verify(headers.authorization, now);
    return receipt;
  };
  if (keeper !== undefined) {
    const issuer = await createAttestationIssuer(readSetting<JWK>('CONSENT_PRIVATE_KEY'));
    app.post('/consent-attestations', async (request) => {
      const now = new Date();
      return answerAttestation({
        ...{ body: request.body, receipt: await verify(request, now), attesting: { keeper, issuer }, dataSource },
        ...{ policyAt: () => policySet, tally: { statements: 0 }, now },
      });
    });
  }
  return {
    admit: async (request, now) => {
      const receipt = await verify(request, now);
      const { extensions } = request.body as { readonly extensions?: AgencyExtensions };
      return {
        receipt,
        consents: await gate.admit(extensions?.consents, receipt, now),
      };
    },
  };
}
