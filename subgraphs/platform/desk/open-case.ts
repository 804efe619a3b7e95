import type { EntityManager } from 'typeorm';
import { inputInvalid } from '../../../schema/input-problem.ts';
import type { AgencyContext } from '../agency-context.ts';
import { ACCESS_BLOCK, BLOCK_LIFTING, DISCLOSURE_RULING } from '../desk-tables.ts';
import { addRow, lockOn, sendNotice } from './desk-rows.ts';
import { findCases, type DisclosureCase, type RulingRow } from './disclosure-case.ts';

/**
 * Does something about one request while nobody else can, and gives the request as it is then: of two that rule at once, the
 * second finds it ruled on.
 */
export async function actOnCase(
  manager: EntityManager,
  requestId: string,
  act: (disclosure: DisclosureCase, transaction: EntityManager) => Promise<void>,
): Promise<DisclosureCase> {
  return manager.transaction(async (transaction) => {
    await lockOn(transaction, requestId);
    await act(await findCase(transaction, requestId), transaction);
    return findCase(transaction, requestId);
  });
}

/** @throws SamsynError INPUT_INVALID when there is none */
export async function findCase(manager: EntityManager, requestId: string): Promise<DisclosureCase> {
  const [disclosure] = await findCases(manager, { publicId: requestId });
  if (disclosure === undefined) throw inputInvalid('unknown-request');
  return disclosure;
}

type Ruled = Pick<RulingRow, 'outcome' | 'reason' | 'statement'>;

/** Adds a ruling of the asker to a request. */
export async function addRuling(
  transaction: EntityManager,
  { request }: DisclosureCase,
  { ruled, context }: { readonly ruled: Ruled; readonly context: AgencyContext },
): Promise<void> {
  const { asker, now } = context;
  await addRow(transaction, DISCLOSURE_RULING, {
    personRef: request.personRef,
    requestId: request.publicId,
    ruledAt: now,
    staffSubject: asker.staffSubject,
    role: asker.role,
    ...ruled,
  });
}

/** Tells whoever asked that something became of the request. */
export async function tellRequester(
  transaction: EntityManager,
  { request }: DisclosureCase,
  { text, now }: { readonly text: string; readonly now: Date },
): Promise<void> {
  const { personRef, role, staffSubject, publicId } = request;
  const about = { personRef, sentAt: now, kind: 'RULING', aboutId: publicId, text } as const;
  await sendNotice(transaction, { ...about, toRole: role, toSubject: staffSubject });
}

/**
 * Nobody rules on a request of their own, nor about somebody whom they are too close to (jäv, förvaltningslagen 16 §).
 * @throws SamsynError INPUT_INVALID
 */
export async function requireImpartial({ request }: DisclosureCase, context: AgencyContext): Promise<void> {
  if (request.staffSubject === context.asker.staffSubject) throw inputInvalid('own-request');
  if (await hasConflict(request.personRef, context)) throw inputInvalid('conflict');
}

/** Whether a block that is in force says that the asker is too close to the person. */
export async function hasConflict(personRef: string, { rows, asker }: AgencyContext): Promise<boolean> {
  const [blocks, liftings] = await Promise.all([
    rows.many(ACCESS_BLOCK, personRef),
    rows.many(BLOCK_LIFTING, personRef),
  ]);
  const lifted = new Set(liftings.map(({ blockId }) => blockId));
  return blocks.some(
    ({ publicId, kind, staffSubject }) =>
      kind === 'CONFLICT_OF_INTEREST' && staffSubject === asker.staffSubject && !lifted.has(publicId),
  );
}

/**
 * A data protection officer oversees the own agency (GDPR art. 37), and no other by having the same role.
 * @throws SamsynError INPUT_INVALID
 */
export function requireOwnOversight({ asker, agency, askerAgency }: AgencyContext): void {
  if (asker.role === 'data-protection-officer' && askerAgency !== agency) throw inputInvalid('oversight');
}
