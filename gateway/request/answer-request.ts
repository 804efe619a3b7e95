import { GraphQLError, OperationTypeNode } from 'graphql';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { Role } from '../../schema/role.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Requester, TokenVerifier } from '../../policies/requester.ts';
import type { DocumentDesk } from '../documents/document-desk.ts';
import { Findings, type Declaration, type ExecutionContext } from '../federation/execution-context.ts';
import type { Federation } from '../federation/federation.ts';
import type { PlanResult } from '../federation/plan/plan-run.ts';
import type { RunOperation } from '../federation/plan/planned-operation.ts';
import { overloaded } from '../limits/overloaded.ts';
import type { Leave } from '../limits/slots.ts';
import type { Throttle } from '../limits/throttle.ts';
import type { ReleaseRecord } from '../record/release-record.ts';
import type { RevocationList } from '../revocations/revocation-list.ts';
import { admitDocument, admitVariables } from './admit.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import type { EntryDraft } from '../record/tie-entries.ts';
import { answerEntries } from '../record/record-entries.ts';
import { assemble, type Assembled } from './assemble.ts';
import type { Asked } from './asked.ts';
import { declare } from './declare.ts';
import { formatAnswer } from './format-answer.ts';
import type { PreparedOperation } from './prepare-operation.ts';
import type { PreparedOperations } from './prepared-operations.ts';
import { recordRefusal } from './record-refusal.ts';
import type { RoleViews } from './role-view.ts';
import { inStep } from '../telemetry/in-step.ts';

/** What the steps work with; made once, at start. */
export interface Desk {
  readonly tokens: TokenVerifier;
  readonly revocations: RevocationList;
  readonly throttle: Throttle;
  readonly documents: DocumentDesk;
  readonly policySet: PolicySet;
  /** The policy as it is in force at a time. */
  readonly policyAt: (now: Date) => PolicySet;
  readonly federation: Federation;
  readonly prepared: PreparedOperations;
  readonly roleViews: RoleViews;
  readonly record: ReleaseRecord;
  readonly clock: () => Date;
  /** How long the agencies of one request may take together, from when it came, ms. */
  readonly requestTimeoutMs: number;
}

/** What goes out, a GraphQL response as JSON in UTF-8. */
export interface Answer {
  readonly body: Buffer;
  /** Ends the visit: the asker's place is taken until the answer has gone, since it is kept until then. */
  readonly leave: Leave;
}

/**
 * The life of a request, in nine steps. Each either leads to the next or ends in an error of the catalogue; nothing is
 * answered that was not recorded, and what is refused to somebody known is recorded too.
 * @throws SamsynError
 */
export async function answerRequest(asked: Asked, desk: Desk): Promise<Answer> {
  const now = desk.clock();
  const until = performance.now() + desk.requestTimeoutMs;
  const requester = await inStep('authenticate', () => desk.tokens.verify(asked.authorization, now)); // 1 authenticate
  // Not put on record: writing is what a flood would wear out, and nothing was decided.
  const leave = await desk.throttle.enter(requester);
  try {
    desk.revocations.requireStanding(requester, now);
    return { body: await answerRequester(asked, { requester, now, until }, desk), leave };
  } catch (error) {
    await recordRefusal(error, { asked, requester, now }, desk).finally(leave);
    throw error;
  }
}

async function answerRequester(asked: Asked, { requester, now, until }: InTime, desk: Desk): Promise<Buffer> {
  const declaration = inStep('declare', () => declare(asked, requester.role, desk.policySet)); //     2 declare
  const admitted = inStep('admit', () => admit(asked, requester.role, desk)); //                      3 admit
  await chargeQuestions(admitted, requester, desk);
  const variables = admitVariables(admitted, asked.variables, desk.federation.schema);
  if (admitted.isIntrospection)
    return Buffer.from(JSON.stringify(await desk.roleViews.introspect(requester.role, admitted, variables)));
  const prepared = inStep('decide', () => decideOperation(admitted, { requester, declaration, now }, desk)); // 4 decide
  const fetchAll = inStep('plan', () => desk.federation.plan(prepared)); //                           5 plan
  const context = openContext({ asked, requester, declaration, prepared, now, until });
  if (desk.federation.isBehind(context)) throw overloaded();
  const { assembled, entries } = await fetchAndAssemble({ context, variables, fetchAll }, desk); //   6, 7
  await inStep('record', () => desk.record.write(entries)); //                                        8 record
  requireConsentsStand(context, desk.clock());
  return inStep('answer', () => formatAnswer(assembled, asked)); //                                   9 answer
}

interface Fetching {
  readonly context: ExecutionContext;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fetchAll: RunOperation<ExecutionContext>;
}

interface FetchedAnswer {
  readonly assembled: Assembled;
  readonly entries: readonly EntryDraft[];
}

/** What was fetched is let go of here: an answer waits for its record as bytes, not as thousands of objects. */
async function fetchAndAssemble(
  { context, variables, fetchAll }: Fetching,
  { policySet }: Desk,
): Promise<FetchedAnswer> {
  const { prepared, findings } = context;
  const result = await inStep('fetch', () => fetchAll(context, variables)); //                        6 fetch
  if (findings.breakage !== null) throw findings.breakage;
  const assembled = inStep('assemble', () => assemble(prepared, refuseBrokenPlan(result), variables, findings)); // 7 assemble
  const { errors, withheld, missing } = assembled;
  const answered = { shape: prepared.shape, variables, data: result.data, errors, withheld, missing };
  return { assembled, entries: answerEntries(context, answered, policySet) };
}

/** Whoever withdraws a consent is told so when every attestation of it has ended; no answer may come later than that. */
function requireConsentsStand({ findings }: ExecutionContext, now: Date): void {
  if (now.getTime() >= findings.consentsEnd) throw new SamsynError('CONSENT_LAPSED', {});
}

/** Somebody whose token was verified. */
interface Identified {
  readonly requester: Requester;
  readonly now: Date;
}

/** Who must be answered by a time, by the clock of `performance.now()`, ms. */
interface InTime extends Identified {
  readonly until: number;
}

/** What asks after persons in several fields is as many questions, each with its calls to agencies. */
async function chargeQuestions(
  { demands }: AdmittedOperation,
  requester: Requester,
  { throttle }: Desk,
): Promise<void> {
  const questions = demands.filter(({ persons }) => persons !== 0).length;
  if (questions > 1) await throttle.charge(requester, questions - 1);
}

function admit(asked: Asked, role: Role, { prepared, federation, documents }: Desk): AdmittedOperation {
  const text = documents.choose(asked, role);
  const admitted = prepared.admit(text, asked.operationName, () =>
    admitDocument(text, asked.operationName, federation.schema),
  );
  if (asked.isReadOnly && admitted.operation.operation !== OperationTypeNode.QUERY) {
    throw new SamsynError('METHOD_NOT_ALLOWED', {});
  }
  return admitted;
}

function decideOperation(
  admitted: AdmittedOperation,
  { requester, declaration, now }: Identified & { readonly declaration: Declaration | null },
  { prepared, policySet, policyAt }: Desk,
): PreparedOperation {
  const decidedFor = { role: requester.role, purpose: declaration?.purpose ?? null };
  const decided = prepared.prepare(admitted, decidedFor, policyAt(now));
  if (declaration === null && decided.needsPurpose) {
    const open = openPurposes(requester.role, policySet);
    throw new SamsynError('PURPOSE_MISSING', { purposes: open.map(({ purpose }) => purpose).join(', ') });
  }
  return decided;
}

interface ContextParts extends InTime {
  readonly asked: Asked;
  readonly declaration: Declaration | null;
  readonly prepared: PreparedOperation;
}

function openContext(parts: ContextParts): ExecutionContext {
  const { asked, requester, declaration, prepared, now, until } = parts;
  const { requestId, authorization = '' } = asked;
  return { requestId, authorization, requester, declaration, prepared, now, until, findings: new Findings() };
}

/** The executor of @apollo/gateway answers a refused plan as an error without data; that refusal is the whole answer. */
function refuseBrokenPlan(result: PlanResult): PlanResult {
  if (result.data !== undefined) return result;
  for (const error of result.errors ?? []) {
    if (error instanceof GraphQLError && error.originalError instanceof SamsynError) throw error.originalError;
  }
  return result;
}
