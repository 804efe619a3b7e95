import { SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import { admitDocument } from './admit.ts';
import type { Desk } from './answer-request.ts';
import type { DecidedFor } from './prepare-operation.ts';

/** An operation that is known to come. */
export interface KnownOperation {
  readonly text: string;
  readonly operationName: string | null;
  /** Who asks it; all roles where it is absent. */
  readonly roles?: readonly Role[];
}

/** What came of making operations ready. */
export interface Warmed {
  /** How many ways of asking are ready: one for each role and purpose. */
  readonly ready: number;
  readonly refused: readonly { readonly operation: KnownOperation; readonly code: ErrorCode }[];
}

export interface Warming {
  readonly operations: readonly KnownOperation[];
  readonly desk: Pick<Desk, 'prepared' | 'federation' | 'policySet' | 'policyAt' | 'clock'>;
  /** Waited for before each way of asking. */
  readonly pause: () => Promise<unknown>;
}

/**
 * Makes operations ready before they are asked: admitted, decided for each role and each purpose that is open to it, planned, guarded
 * and compiled, so that nobody waits for it. A pause before each way of asking lets requests through meanwhile.
 */
export async function warmOperations({ operations, desk, pause }: Warming): Promise<Warmed> {
  let ready = 0;
  const refused: { readonly operation: KnownOperation; readonly code: ErrorCode }[] = [];
  for (const operation of operations) {
    try {
      ready += await warmOne(operation, desk, pause);
    } catch (error) {
      if (!(error instanceof SamsynError)) throw error;
      refused.push({ operation, code: error.code });
    }
  }
  return { ready, refused };
}

async function warmOne(
  { text, operationName, roles = ROLES }: KnownOperation,
  { prepared, federation, policySet, policyAt, clock }: Warming['desk'],
  pause: Warming['pause'],
): Promise<number> {
  const admitted = prepared.admit(text, operationName, () => admitDocument(text, operationName, federation.schema));
  if (admitted.isIntrospection) return 0;
  const ways = roles.flatMap((role): readonly DecidedFor[] =>
    openPurposes(role, policySet).map(({ purpose }) => ({ role, purpose })),
  );
  for (const way of ways) {
    await pause();
    federation.plan(prepared.prepare(admitted, way, policyAt(clock())));
  }
  return ways.length;
}
