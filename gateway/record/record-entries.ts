import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { isCaseNumber, isPurpose } from '../../schema/purpose.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Requester } from '../../policies/requester.ts';
import type { ExecutionContext } from '../federation/execution-context.ts';
import type { Asked } from '../request/asked.ts';
import { listDisclosures, type AnsweredOperation } from '../request/list-disclosures.ts';
import type { RecordBody } from './chain.ts';

/** An entry for each person that an answer is about. */
export function releaseEntries(
  context: ExecutionContext,
  answered: Omit<AnsweredOperation, 'data'> & { readonly data: unknown },
  { digest }: PolicySet,
): readonly RecordBody[] {
  const data = (answered.data ?? null) as AnsweredOperation['data'];
  return listDisclosures({ ...answered, data }).map((disclosure) => ({
    kind: 'release',
    ...circumstances(context),
    ...disclosure,
    missing: answered.missing,
    policyDigest: digest,
    grounds: context.findings.groundsOf(disclosure.personRef),
  }));
}

/** The coordinates of an action: the root of mutations and the actions that stand on it, not what they answer. */
const ACTION = /^(?:Mutation|\w+Actions)\./;

/** An entry for each person that an action is about; one about nobody, where it names none. */
export function actEntries(
  context: ExecutionContext,
  refs: readonly string[],
  { digest }: PolicySet,
): readonly RecordBody[] {
  const done = [...context.prepared.coordinates].filter((coordinate) => ACTION.test(coordinate));
  const persons = refs.length === 0 ? [null] : [...new Set(refs)];
  return persons.map((personRef) => ({
    kind: 'act',
    ...circumstances(context),
    personRef,
    released: done,
    withheld: [],
    missing: [],
    policyDigest: digest,
    grounds: [],
  }));
}

/** An entry for a request that was refused whole. What was sent as purpose or case is kept where it is one. */
export function refusalEntry(
  { asked, requester, now }: { readonly asked: Asked; readonly requester: Requester; readonly now: Date },
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
