import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { isCaseNumber, isPurpose } from '../../schema/purpose.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Requester } from '../../policies/requester.ts';
import type { AggregateTold, ExecutionContext } from '../federation/execution-context.ts';
import type { Asked } from '../request/asked.ts';
import { listAggregates } from '../request/list-aggregates.ts';
import { listAtDesk, type DeskAnswer, type DeskDisclosure } from '../request/list-at-desk.ts';
import { listDisclosures, type AnsweredOperation } from '../request/list-disclosures.ts';
import type { RecordBody } from './chain.ts';
import type { EntryDraft, SharedBody } from './tie-entries.ts';

/**
 * All that an answer puts on record: an entry for each person that it is about, one about nobody for a desk that named none, and
 * one for each aggregate. Persons of whom the same was told share what their entries say.
 */
export function answerEntries(
  context: ExecutionContext,
  answered: Omit<DeskAnswer, 'data'> & { readonly data: unknown },
  { digest }: PolicySet,
): readonly EntryDraft[] {
  const { shape, variables, withheld, missing, errors } = answered;
  const data = (answered.data ?? null) as AnsweredOperation['data'];
  const known = { shape, variables, data, withheld, missing, errors };
  const written = circumstances(context, missing, digest);
  const { prepared, findings } = context;
  const told = shareBodies(written, 'release');
  const atDesk = prepared.rootType === 'Mutation' ? shareBodies(written, 'act') : told;
  const released = listAggregates(known);
  return [
    ...listDisclosures(known).map((disclosure) => draft(disclosure, told, findings)),
    ...listAtDesk(known).map((disclosure) => draft(disclosure, atDesk, findings)),
    ...findings.aggregates.map((aggregate) => ({
      personRef: null,
      shared: { ...written, ...aggregateBody(aggregate, released) },
    })),
  ];
}

function draft(disclosure: DeskDisclosure, bodyOf: BodyOf, findings: ExecutionContext['findings']): EntryDraft {
  const { personRef } = disclosure;
  return { personRef, shared: bodyOf(disclosure, personRef === null ? NONE : findings.groundsOf(personRef)) };
}

const NONE: readonly string[] = [];

type Lists = Pick<RecordBody, 'released' | 'withheld' | 'grounds'>;
type Circumstances = Omit<SharedBody, 'kind' | keyof Lists>;
type BodyOf = (told: Pick<Lists, 'released' | 'withheld'>, grounds: Lists['grounds']) => SharedBody;

/** Makes one body of the same lists, by what object they are: lists that are equal and not the same only cost more. */
function shareBodies(
  { at, staffSubject, role, agency, requestId, purpose, caseNumber, missing, policyDigest }: Circumstances,
  kind: RecordBody['kind'],
): BodyOf {
  const made = new Map<Lists['grounds'], Map<Lists['released'], SharedBody[]>>();
  return ({ released, withheld }, grounds) => {
    const ofGrounds = made.get(grounds) ?? new Map<Lists['released'], SharedBody[]>();
    made.set(grounds, ofGrounds);
    const ofReleased = ofGrounds.get(released) ?? [];
    ofGrounds.set(released, ofReleased);
    const earlier = ofReleased.find((body) => body.withheld === withheld);
    if (earlier !== undefined) return earlier;
    // Name by name, since it is made for each answer: a spread before other names takes V8's slow way.
    const body = {
      kind,
      at,
      requestId,
      staffSubject,
      role,
      agency,
      purpose,
      caseNumber,
      missing,
      policyDigest,
      released,
      withheld,
      grounds,
    };
    ofReleased.push(body);
    return body;
  };
}

/** Figures are of nobody; a run that was refused stands as a refusal, though the rest of the answer left. */
function aggregateBody(
  { ground, code, missing }: AggregateTold,
  released: readonly string[],
): Pick<SharedBody, 'kind' | 'released' | 'withheld' | 'missing' | 'grounds'> {
  if (ground === null) {
    const withheld = code === null ? [] : [code];
    return { kind: 'refusal', released: [], withheld, missing, grounds: [] };
  }
  return { kind: 'release', released, withheld: [], missing, grounds: [ground] };
}

/** Where the record itself is away, there is nothing to write to; and what is shed, or too much, would wear it out. */
const UNRECORDED: readonly ErrorCode[] = ['RECORD_UNAVAILABLE', 'OVERLOADED', 'TOO_MANY_REQUESTS'];

/** Whether a refusal to somebody known goes on record. */
export function isRecordable(code: ErrorCode): boolean {
  return !UNRECORDED.includes(code);
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
): EntryDraft {
  const shared: SharedBody = {
    kind: 'refusal',
    ...who(requester, now),
    requestId: asked.requestId,
    purpose: asked.purpose !== undefined && isPurpose(asked.purpose) ? asked.purpose : null,
    caseNumber: asked.caseNumber !== undefined && isCaseNumber(asked.caseNumber) ? asked.caseNumber : null,
    released: [],
    withheld: [code],
    missing: [],
    policyDigest: digest,
    grounds: [],
  };
  return { personRef: null, shared };
}

function circumstances(
  { requester, declaration, requestId, now }: ExecutionContext,
  missing: SharedBody['missing'],
  policyDigest: string,
): Circumstances {
  const { subject: staffSubject, role, agency } = requester;
  const { purpose = null, caseNumber = null } = declaration ?? {};
  const at = now.toISOString();
  return { at, staffSubject, role, agency, requestId, purpose, caseNumber, missing, policyDigest };
}

function who(requester: Requester, now: Date): Pick<RecordBody, 'at' | 'staffSubject' | 'role' | 'agency'> {
  return { at: now.toISOString(), staffSubject: requester.subject, role: requester.role, agency: requester.agency };
}
