import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { isCaseNumber, isPurpose } from '../../schema/purpose.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Requester } from '../../policies/requester.ts';
import type { AggregateTold, ExecutionContext } from '../federation/execution-context.ts';
import type { Asked } from '../request/asked.ts';
import { listAggregates } from '../request/list-aggregates.ts';
import { listAtDesk, type DeskAnswer } from '../request/list-at-desk.ts';
import { listDisclosures, type AnsweredOperation } from '../request/list-disclosures.ts';
import type { RecordBody } from './chain.ts';

/**
 * All that an answer puts on record: an entry for each person that it is about, one about nobody for a desk that named none, and
 * one for each aggregate.
 */
export function answerEntries(
  context: ExecutionContext,
  answered: Omit<DeskAnswer, 'data'> & { readonly data: unknown },
  { digest }: PolicySet,
): readonly RecordBody[] {
  const data = (answered.data ?? null) as AnsweredOperation['data'];
  const written = { ...circumstances(context), missing: answered.missing, policyDigest: digest };
  const isAct = context.prepared.rootType === 'Mutation';
  const told = listDisclosures({ ...answered, data });
  const atDesk = listAtDesk({ ...answered, data });
  const ofPersons = [
    ...told.map((disclosure) => ({ kind: 'release' as const, ...disclosure })),
    ...atDesk.map((disclosure) => ({ kind: isAct ? ('act' as const) : ('release' as const), ...disclosure })),
  ].map((entry) => ({
    ...written,
    ...entry,
    grounds: entry.personRef === null ? [] : context.findings.groundsOf(entry.personRef),
  }));
  const released = listAggregates({ ...answered, data });
  return [
    ...ofPersons,
    ...context.findings.aggregates.map((aggregate) => ({ ...written, ...aggregateEntry(aggregate, released) })),
  ];
}

/** Figures are of nobody; a run that was refused stands as a refusal, though the rest of the answer left. */
function aggregateEntry(
  { ground, code, missing }: AggregateTold,
  released: readonly string[],
): Pick<RecordBody, 'kind' | 'personRef' | 'released' | 'withheld' | 'missing' | 'grounds'> {
  if (ground === null) {
    const withheld = code === null ? [] : [code];
    return { kind: 'refusal', personRef: null, released: [], withheld, missing, grounds: [] };
  }
  return { kind: 'release', personRef: null, released, withheld: [], missing, grounds: [ground] };
}

export interface RefusedRequest {
  readonly asked: Pick<Asked, 'requestId' | 'purpose' | 'caseNumber'>;
  readonly requester: Requester;
  readonly now: Date;
}

/** An entry for a request that was refused whole. What was sent as purpose or case is kept where it is one. */
export function refusalEntry(
  { asked, requester, now }: RefusedRequest,
  code: ErrorCode,
  { digest }: PolicySet,
): RecordBody {
  return {
    kind: 'refusal',
    ...who(requester, now),
    requestId: asked.requestId,
    purpose: asked.purpose !== undefined && isPurpose(asked.purpose) ? asked.purpose : null,
    caseNumber: asked.caseNumber !== undefined && isCaseNumber(asked.caseNumber) ? asked.caseNumber : null,
    personRef: null,
    released: [],
    withheld: [code],
    missing: [],
    policyDigest: digest,
    grounds: [],
  };
}

function circumstances({
  requester,
  declaration,
  requestId,
  now,
}: ExecutionContext): ReturnType<typeof who> & Pick<RecordBody, 'requestId' | 'purpose' | 'caseNumber'> {
  const { purpose = null, caseNumber = null } = declaration ?? {};
  return { ...who(requester, now), requestId, purpose, caseNumber };
}

function who(requester: Requester, now: Date): Pick<RecordBody, 'at' | 'staffSubject' | 'role' | 'agency'> {
  return { at: now.toISOString(), staffSubject: requester.subject, role: requester.role, agency: requester.agency };
}
