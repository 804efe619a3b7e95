import type { EntityManager } from 'typeorm';
import { In, type FindOptionsWhere } from 'typeorm';
import type { RowOf } from '../define-table.ts';
import { DISCLOSURE_REQUEST, DISCLOSURE_RULING, GRANT_REVOCATION, RELEASE_GRANT } from '../desk-tables.ts';

export type RequestRow = RowOf<typeof DISCLOSURE_REQUEST>;
export type RulingRow = RowOf<typeof DISCLOSURE_RULING>;
export type GrantRow = RowOf<typeof RELEASE_GRANT>;
export type RevocationRow = RowOf<typeof GRANT_REVOCATION>;

/** A release, and when it was taken back. */
export interface GrantCase {
  readonly grant: GrantRow;
  readonly revocation: RevocationRow | null;
}

/** A request with all that was done about it, oldest first. */
export interface DisclosureCase {
  readonly request: RequestRow;
  readonly rulings: readonly RulingRow[];
  readonly grants: readonly GrantCase[];
}

/** The state of a request, as `DisclosureState` names it. */
export type CaseState = 'OPEN' | 'GRANTED' | 'GRANTED_IN_PART' | 'REFUSED' | 'ESCALATED' | 'WITHDRAWN' | 'EXPIRED';

/** Rulings but for reviews, which change nothing of the request. */
export function decisiveRulings({ rulings }: DisclosureCase): readonly RulingRow[] {
  return rulings.filter(({ outcome }) => outcome !== 'REVIEWED');
}

/** Where a request stands: as last ruled, or ended when all that was released under it has ended. */
export function stateOf(disclosure: DisclosureCase, now: Date): CaseState {
  const last = decisiveRulings(disclosure).at(-1);
  if (last === undefined) return 'OPEN';
  const isGranted = last.outcome === 'GRANTED' || last.outcome === 'GRANTED_IN_PART';
  const { grants } = disclosure;
  if (isGranted && grants.length > 0 && !grants.some((grant) => isInForce(grant, now))) return 'EXPIRED';
  return last.outcome as CaseState;
}

/** Whether somebody left the request to the authority (OSL 6:3) before its last ruling. */
export function isRuledByAuthority(disclosure: DisclosureCase): boolean {
  const before = decisiveRulings(disclosure).slice(0, -1);
  return before.some(({ outcome }) => outcome === 'ESCALATED');
}

export function isInForce({ grant, revocation }: GrantCase, now: Date): boolean {
  return revocation === null && grant.fromAt <= now && now < grant.untilAt;
}

/** Reads requests with what was done about them, in three statements more, however many; newest first. */
export async function findCases(
  manager: EntityManager,
  where: FindOptionsWhere<RequestRow>,
): Promise<readonly DisclosureCase[]> {
  const requests = await manager.find(DISCLOSURE_REQUEST.entity, { where, order: { id: 'DESC' } });
  const ids = requests.map(({ publicId }) => publicId);
  const rulings = await manager.find(DISCLOSURE_RULING.entity, { where: { requestId: In(ids) }, order: { id: 'ASC' } });
  const grants = await findGrants(manager, { requestId: In(ids) });
  return requests.map((request) => ({
    request,
    rulings: rulings.filter(({ requestId }) => requestId === request.publicId),
    grants: grants.filter(({ grant }) => grant.requestId === request.publicId),
  }));
}

/** Reads releases with whether they were taken back, oldest first. */
export async function findGrants(
  manager: EntityManager,
  where: FindOptionsWhere<GrantRow>,
): Promise<readonly GrantCase[]> {
  const grants = await manager.find(RELEASE_GRANT.entity, { where, order: { id: 'ASC' } });
  const revocations = await manager.find(GRANT_REVOCATION.entity, {
    where: { grantId: In(grants.map(({ publicId }) => publicId)) },
  });
  const byGrant = new Map(revocations.map((revocation) => [revocation.grantId, revocation]));
  return grants.map((grant) => ({ grant, revocation: byGrant.get(grant.publicId) ?? null }));
}
