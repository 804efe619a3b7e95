import type { TokenVerifier } from '../../policies/requester.ts';
import type { ReleaseRecord } from '../record/release-record.ts';
import type { RevocationList } from '../revocations/revocation-list.ts';

/** What a gateway lacks to answer, in words for whoever runs it. A policy that cannot be read stops the start, so it is never lacking. */
export type Readiness = 'ready' | 'no record database' | 'no list of revocations' | 'no keys of any issuer';

/** Whether the gateway can answer, and which part is missing if not; an agency that is away leaves the rest of the answer standing. */
export async function readReadiness({
  record,
  revocations,
  tokens,
}: {
  readonly record: ReleaseRecord;
  readonly revocations: RevocationList;
  readonly tokens: TokenVerifier;
}): Promise<Readiness> {
  if (!(await record.isReady())) return 'no record database';
  if (!revocations.isReady()) return 'no list of revocations';
  return (await tokens.hasKeys()) ? 'ready' : 'no keys of any issuer';
}
