import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';
import { refOf, theTown, unknownNumbers } from './persons.ts';

const SUBMIT = `mutation ($input: SubmitConcernReportInput!) { socialtjanst { submitConcernReport(input: $input) {
  reportId ref receivedAt outcome decidedOn clocks { kind law dueOn state } } } }`;
const MINE =
  'query { socialtjanst { myReports { reportId ref receivedAt outcome decidedOn clocks { kind dueOn doneOn state } } } }';
const UNDER_WAY =
  'query ($ref: ID!) { socialtjanst { concernReportClocks(ref: $ref) { reportId ref identityConfidence familyInformed isOverdue clocks { kind state } } } }';
const RECORD = `query ($refs: [ID!]!) { individuals(refs: $refs) { socialtjanst {
  isKnown concernReports { receivedAt facts worry reporter preAssessment { outcome } } investigations { status } } } }`;

interface Feedback {
  readonly reportId: string;
  readonly ref: string;
  readonly outcome: string;
  readonly clocks: readonly { readonly kind: string; readonly state: string; readonly dueOn: string }[];
}

const PRACTITIONERS = ROLES.filter((role) => role !== 'analyst' && role !== 'data-protection-officer');
const CASE_WORKER: Role = 'socialtjanst.case-worker';
let keys = 0;
/** Reports that the nurse has sent about who is known to all, in this file. */
const nurseSent = 1;
let unknown: string;
let otherUnknown: string;

beforeAll(() => {
  // What is reported stays, so these are not the ones that other tests take for untouched.
  [unknown = '', otherUnknown = ''] = unknownNumbers(theTown(), 12).slice(-2).map(refOf);
});

function reportInput(ref: string, changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  keys += 1;
  return {
    ref,
    facts: 'Kom till skolan utan jacka tre dagar i rad.',
    worry: 'Ingen verkar se till barnet på morgnarna.',
    acute: false,
    reason: 'CARE_FAILURE',
    identityConfidence: 'CERTAIN',
    familyInformed: true,
    idempotencyKey: `report-${Date.now()}-${keys}`,
    ...changes,
  };
}

async function submit(input: unknown, role: Role = 'school.mentor'): Promise<readonly Feedback[]> {
  const { body } = await ask({ role, purpose: 'CONCERN_REPORT', query: SUBMIT, variables: { input } });
  if (body.errors !== undefined) throw new Error(body.errors.map(({ message }) => message).join('; '));
  return (body.data as { socialtjanst: { submitConcernReport: readonly Feedback[] } }).socialtjanst.submitConcernReport;
}

async function mine(role: Role): Promise<readonly Feedback[]> {
  const { body } = await ask({ role, purpose: 'CONCERN_REPORT', query: MINE });
  expect(body.errors).toBeUndefined();
  return (body.data as { socialtjanst: { myReports: readonly Feedback[] } }).socialtjanst.myReports;
}

async function act(name: string, type: string, input: object): Promise<HttpAnswer> {
  const query = `mutation ($input: ${type}!) { socialtjanst { ${name}(input: $input) { isOverdue clocks { kind state } } } }`;
  return ask({ role: CASE_WORKER, purpose: 'OWN_AGENCY', query, variables: { input } });
}

async function recordFor(role: Role, ref: string, purpose: Purpose = 'CONCERN_REPORT') {
  const { body } = await ask({ role, purpose, query: RECORD, variables: { refs: [ref] } });
  return (body.data?.['individuals'] as { socialtjanst: Readonly<Record<string, unknown>> }[])[0]?.socialtjanst;
}

describe('a report of concern', () => {
  it('comes in from every role that works with children, and from nobody else', async () => {
    for (const role of PRACTITIONERS) {
      const [report] = await submit(reportInput(personAs('freeSchool').ref), role);
      expect(report).toMatchObject({ ref: personAs('freeSchool').ref, outcome: 'PENDING' });
    }
    const { body } = await ask({
      role: 'data-protection-officer',
      purpose: 'OVERSIGHT',
      query: SUBMIT,
      variables: { input: reportInput(unknown) },
    });
    expect(body.data).toEqual({ socialtjanst: { submitConcernReport: null } });
  });

  it('is answered alike for somebody whom socialtjänsten does not know', async () => {
    const shape = async (ref: string): Promise<unknown> => {
      const { status, body } = await ask({
        role: 'school.nurse',
        purpose: 'CONCERN_REPORT',
        query: SUBMIT,
        variables: { input: reportInput(ref) },
      });
      const told = (body.data as { socialtjanst: { submitConcernReport: object[] } }).socialtjanst.submitConcernReport;
      const withoutNames = told.map((report) => ({ ...report, ref: '', reportId: '', receivedAt: '' }));
      return { status, errors: body.errors, withoutNames, keys: Object.keys(body.extensions ?? {}) };
    };
    expect(await shape(personAs('knownToAll').ref)).toEqual(await shape(otherUnknown));
  });

  it('is one report when it is sent again after a lost answer, also at the same moment', async () => {
    const input = reportInput(unknown);
    const sent = await Promise.all([submit(input), submit(input), submit(input)]);
    const again = await submit(input);
    expect(new Set([...sent, again].map((reports) => JSON.stringify(reports))).size).toBe(1);
    expect((await mine('school.mentor')).filter(({ reportId }) => reportId === again[0]?.reportId)).toHaveLength(1);
    await expect(submit({ ...input, worry: 'Något annat.' })).rejects.toThrow('idempotencyKey');
    const [other] = await submit(input, 'school.counsellor');
    expect(other?.reportId).not.toBe(again[0]?.reportId);
  });

  it('is about each of some siblings, who each have their own', async () => {
    const refs = [personAs('siblingInReportA').ref, personAs('siblingInReportB').ref];
    const [ref, ...siblingRefs] = refs;
    const reports = await submit(reportInput(ref ?? '', { siblingRefs }));
    expect(reports.map((report) => report.ref)).toEqual(refs);
    expect(new Set(reports.map(({ reportId }) => reportId)).size).toBe(2);
    await expect(submit(reportInput(ref ?? '', { siblingRefs: [ref] }))).rejects.toThrow('siblingRefs');
  });

  it('takes no personal identity number in its texts, and no other purpose', async () => {
    const { number } = personAs('knownToAll');
    for (const field of ['facts', 'worry']) {
      const answer = await ask({
        role: 'school.mentor',
        purpose: 'CONCERN_REPORT',
        query: SUBMIT,
        variables: { input: reportInput(unknown, { [field]: `Det gäller ${number}.` }) },
      });
      expect(answer.body.errors?.[0]?.extensions?.['code']).toBe('INPUT_INVALID');
      expectNothingInside(answer.text, number);
    }
    const query = { role: 'school.mentor', query: SUBMIT, variables: { input: reportInput(unknown) } } as const;
    const { body } = await ask({ ...query, purpose: 'SIG' });
    expect(body.errors?.[0]?.message).toContain('CONCERN_REPORT');
  });
});

describe('feedback', () => {
  it('tells the reporter, and nobody else, what became of the own report', async () => {
    const ref = personAs('otherMunicipality').ref;
    const [report] = await submit(reportInput(ref), 'school.counsellor');
    const reportId = report?.reportId ?? '';
    const told = await recordFor('school.counsellor', ref);
    expect(told?.['concernReports']).toEqual([
      expect.objectContaining({ worry: 'Ingen verkar se till barnet på morgnarna.', reporter: null }),
    ]);
    for (const role of ['school.principal', 'school.nurse', 'police.patrol-officer'] as const) {
      expect((await recordFor(role, ref))?.['concernReports']).toBeNull();
      expect((await mine(role)).map((own) => own.reportId)).not.toContain(reportId);
    }
    const decided = await act('decidePreAssessment', 'DecidePreAssessmentInput', { ref, reportId, outcome: 'OPENED' });
    expect(decided.body.errors).toBeUndefined();
    const [own] = (await mine('school.counsellor')).filter((candidate) => candidate.reportId === reportId);
    expect(own).toMatchObject({ outcome: 'OPENED' });
    expect(own?.clocks.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['PRE_ASSESSMENT DONE', 'FEEDBACK DONE']);
    const after = await recordFor('school.counsellor', ref);
    expect(after).toMatchObject({
      concernReports: [{ preAssessment: { outcome: 'OPENED' } }],
      investigations: [{ status: 'ONGOING' }],
    });
  });

  it('shows of somebody with other reports and investigations those of the own report alone', async () => {
    const town = theTown();
    const stored = town.person(town.cast.knownToAll).socialtjanst?.concernReports ?? [];
    const ref = personAs('knownToAll').ref;
    const countsFor = async (role: Role): Promise<readonly unknown[]> => {
      const record = (await recordFor(role, ref)) ?? {};
      return [record['concernReports'], record['investigations']].map(
        (list) => (list as unknown[] | null)?.length ?? 0,
      );
    };
    const reporters = new Set<string>();
    for (const role of ['school.nurse', 'school.counsellor', 'school.principal', 'police.patrol-officer'] as const) {
      const staffSubject = DEMO_STAFF.find((staff) => staff.role === role)?.subject ?? '';
      const own = stored.filter(({ reporter }) => reporter.staffSubject === staffSubject);
      const opened = own.filter(({ preAssessment }) => preAssessment.outcome === 'OPENED');
      const sent = role === 'school.nurse' ? nurseSent : 0;
      expect([role, ...(await countsFor(role))]).toEqual([role, own.length + sent, opened.length]);
      if (own.length > 0) reporters.add(role);
    }
    expect(reporters.size).toBeGreaterThan(0);
    const [reports = 0] = (await countsFor(CASE_WORKER)) as readonly number[];
    expect(reports).toBeGreaterThan(stored.length);
  });
});

describe('the clocks', () => {
  it('are kept by who assesses reports: each thing is done once', async () => {
    const [report] = await submit(reportInput(unknown, { identityConfidence: 'UNSURE' }), 'police.patrol-officer');
    const reportId = report?.reportId ?? '';
    const ask1 = await ask({ role: CASE_WORKER, purpose: 'OWN_AGENCY', query: UNDER_WAY, variables: { ref: unknown } });
    const reports = (ask1.body.data as { socialtjanst: { concernReportClocks: Feedback[] } }).socialtjanst
      .concernReportClocks;
    expect(reports.find((candidate) => candidate.reportId === reportId)).toMatchObject({
      identityConfidence: 'UNSURE',
      familyInformed: true,
      isOverdue: false,
      clocks: [
        { kind: 'PROTECTION_ASSESSMENT', state: 'RUNNING' },
        { kind: 'PRE_ASSESSMENT', state: 'RUNNING' },
      ],
    });
    const protection = { ref: unknown, reportId, immediateNeed: false, measure: 'Samtal med vårdnadshavare.' };
    const assessed = await act('recordProtectionAssessment', 'RecordProtectionInput', protection);
    expect(assessed.body.errors).toBeUndefined();
    expect(JSON.stringify(assessed.body.data)).toContain('"kind":"PROTECTION_ASSESSMENT","state":"DONE"');
    const decision = { ref: unknown, reportId, outcome: 'NOT_OPENED' };
    for (let time = 0; time < 2; time += 1) {
      const decided = await act('decidePreAssessment', 'DecidePreAssessmentInput', decision);
      expect(decided.body.errors).toBeUndefined();
    }
    const other = await act('decidePreAssessment', 'DecidePreAssessmentInput', { ...decision, outcome: 'OPENED' });
    expect(other.body.errors?.[0]?.message).toContain('decided once');
    const elsewhere = await act('decidePreAssessment', 'DecidePreAssessmentInput', { ...decision, ref: otherUnknown });
    expect(elsewhere.body.errors?.[0]?.message).toContain('no such report');
  });

  it('that are overdue are listed to who assesses reports, and to nobody else', async () => {
    const query = 'query { socialtjanst { overdueClocks { reportId isOverdue clocks { kind state } } } }';
    const { body } = await ask({ role: CASE_WORKER, purpose: 'OWN_AGENCY', query });
    expect(body.errors).toBeUndefined();
    const listed = (body.data as { socialtjanst: { overdueClocks: (Feedback & { isOverdue: boolean })[] } })
      .socialtjanst.overdueClocks;
    for (const report of listed) expect(report.clocks.some(({ state }) => state === 'OVERDUE')).toBe(true);
    const refused = await ask({ role: 'school.principal', purpose: 'CONCERN_REPORT', query });
    expect(refused.body.data).toEqual({ socialtjanst: { overdueClocks: null } });
  });
});
