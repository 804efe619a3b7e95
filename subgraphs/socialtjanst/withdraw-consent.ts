import { inputInvalid } from '../../schema/input-problem.ts';
import { ATTESTATION_TOLERANCE_SECONDS } from '../../policies/consent-attestation.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { NamedPerson } from '../platform/desk/read-person.ts';
import { readReason } from '../platform/desk/read-text-input.ts';
import type { ConsentWithdrawal, WithdrawConsentInput } from './consent-desk.type.ts';
import { lockConsents } from './read-consents.ts';
import { CONSENT_ENTRY, CONSENT_WITHDRAWAL } from './socialtjanst-tables.ts';

/**
 * Takes a consent back. From the commit on no attestation holds it; the acknowledgement waits until those that were out have
 * ended. Taking it back again changes nothing, and waits as long.
 * @throws SamsynError INPUT_INVALID
 */
export async function withdrawConsent(
  { personRef }: NamedPerson,
  input: WithdrawConsentInput,
  context: AgencyContext,
): Promise<ConsentWithdrawal> {
  const { manager, asker, now } = context;
  const { consentId, by: withdrawnBy } = input;
  const reason = readReason(input.reason);
  await lockConsents(manager, [personRef], 'exclusive');
  const where = { personRef, publicId: consentId };
  if (!(await manager.existsBy(CONSENT_ENTRY.entity, where))) throw inputInvalid('unknown-consent');
  const earlier = await manager.findOne(CONSENT_WITHDRAWAL.entity, {
    where: { personRef, consentId },
    order: { id: 'ASC' },
  });
  if (earlier === null) {
    const withdrawal = { consentId, withdrawnAt: now, withdrawnBy, registeredBy: asker.staffSubject, reason };
    await manager
      .createQueryBuilder()
      .insert()
      .into(CONSENT_WITHDRAWAL.entity)
      .values({ personRef, ...withdrawal })
      .returning([])
      .updateEntity(false)
      .execute();
  }
  const withdrawnAt = earlier?.withdrawnAt ?? now;
  const closedEverywhereAt = await lastUseOf(consentId, { personRef, withdrawnAt }, context);
  context.afterCommit.push(() => waitUntil(closedEverywhereAt));
  return { personRef, consentId, withdrawnAt, closedEverywhereAt };
}

/** With the lock held, every attestation that did not see the withdrawal is on record. Holders' clocks may differ a little. */
async function lastUseOf(
  consentId: string,
  { personRef, withdrawnAt }: { readonly personRef: string; readonly withdrawnAt: Date },
  { manager }: AgencyContext,
): Promise<Date> {
  const [row] = await manager.query<{ last: Date | null }[]>(
    'SELECT max(expires_at) AS last FROM consent_attestation WHERE person_ref = $1 AND consent_id = $2',
    [personRef, consentId],
  );
  const last = row?.last ?? null;
  if (last === null) return withdrawnAt;
  const ended = last.getTime() + ATTESTATION_TOLERANCE_SECONDS * 1000;
  return new Date(Math.max(ended, withdrawnAt.getTime()));
}

async function waitUntil(time: Date): Promise<void> {
  const left = time.getTime() - Date.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}
