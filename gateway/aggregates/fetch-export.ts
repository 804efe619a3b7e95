import { SamsynError } from '../../schema/error-catalogue.ts';
import { decide } from '../../policies/decide.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Requester } from '../../policies/requester.ts';
import type { Declaration } from '../federation/execution-context.ts';
import type { EntryDraft } from '../record/tie-entries.ts';
import type { Leave } from '../limits/slots.ts';
import type { Desk } from '../request/answer-request.ts';
import type { Asked } from '../request/asked.ts';
import { declare } from '../request/declare.ts';
import { recordRefusal } from '../request/record-refusal.ts';
import { requireStillApproved } from './agencies/require-still-approved.ts';
import type { AggregateDesk } from './aggregate-desk.ts';
import { aggregateGround } from './aggregate-ground.ts';
import { readExportOptions } from './export/export-options.ts';
import { exportRelease, type ExportedRelease } from './export/export-release.ts';
import type { AggregateRelease } from './release.ts';

/** Somebody asks for a release as a file. */
export interface ExportQuestion extends Pick<Asked, 'requestId' | 'authorization' | 'purpose' | 'caseNumber'> {
  readonly release: string;
  readonly format: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** A file, on record and ready to be sent. */
export interface FetchedExport extends ExportedRelease {
  /** Ends the visit: the asker's place is taken until the file has gone, since it is kept until then. */
  readonly leave: Leave;
}

/** As how many requests a picture counts: drawing it holds up the process for as long. */
const PICTURE_COST = 10;

/** What every form of a release tells. */
const TOLD = ['Query.aggregate', 'AggregateResult.release', 'AggregateRelease.tables', 'AggregateTable.cells'];

/**
 * Gives a release as a file to whom the graph would give it, and puts it on record before it leaves. What is not there, in
 * whatever respect, is not found.
 * @throws SamsynError as the graph does for tokens and purposes; NOT_FOUND, AGGREGATE_UNAPPROVED, RECORD_UNAVAILABLE
 */
export async function fetchExport(
  question: ExportQuestion,
  desk: Desk,
  aggregates: AggregateDesk,
): Promise<FetchedExport> {
  const now = desk.clock();
  const requester = await desk.tokens.verify(question.authorization, now);
  const leave = await desk.throttle.enter(requester);
  try {
    desk.revocations.requireStanding(requester, now);
    const declaration = requireStatistics(question, requester, desk.policyAt(now));
    const release = await aggregates.ledger.read(question.release);
    const options = readExportOptions(question.format, question.query, release?.tables.length ?? 0);
    if (release === null || options === null) throw new SamsynError('NOT_FOUND', {});
    if (options.format === 'png') await desk.throttle.charge(requester, PICTURE_COST - 1);
    await requireStillApproved(release.definition, aggregates.agencies);
    const file = await exportRelease(release, options);
    await desk.record.write([releaseEntry(release, { question, requester, declaration, now, desk })]);
    return { ...file, leave };
  } catch (error) {
    await recordRefusal(error, { asked: question, requester, now }, desk).finally(leave);
    throw error;
  }
}

/** The same decision as for the field of the graph. */
function requireStatistics(question: ExportQuestion, { role }: Requester, policySet: PolicySet): Declaration {
  const declaration = declare(question, role, policySet);
  if (declaration === null) {
    const purposes = openPurposes(role, policySet).map(({ purpose }) => purpose);
    throw new SamsynError('PURPOSE_MISSING', { purposes: purposes.join(', ') });
  }
  const { purpose } = declaration;
  const decision = decide({ coordinate: 'Query.aggregate', role, purpose, holder: null, facts: null }, policySet);
  if (decision.outcome !== 'open') throw new SamsynError('NOT_FOUND', {});
  return declaration;
}

interface Fetched {
  readonly question: ExportQuestion;
  readonly requester: Requester;
  readonly declaration: Declaration;
  readonly now: Date;
  readonly desk: Desk;
}

function releaseEntry(release: AggregateRelease, { question, requester, declaration, now, desk }: Fetched): EntryDraft {
  const shared: EntryDraft['shared'] = {
    kind: 'release',
    at: now.toISOString(),
    requestId: question.requestId,
    staffSubject: requester.subject,
    role: requester.role,
    agency: requester.agency,
    ...declaration,
    released: TOLD,
    withheld: [],
    missing: [],
    policyDigest: desk.policySet.digest,
    grounds: [aggregateGround(release)],
  };
  return { personRef: null, shared };
}
