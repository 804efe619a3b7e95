import { Arg, Ctx, FieldResolver, ID, Resolver } from 'type-graphql';
import { In } from 'typeorm';
import { inputInvalid } from '../../schema/input-problem.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import { noteAbout } from '../platform/desk/note-about.ts';
import { readPerson, type NamedPerson } from '../platform/desk/read-person.ts';
import { decidePreAssessment, recordProtectionAssessment } from './decide-report.ts';
import { describeFeedback, describeUnderWay } from './describe-report.ts';
import { readReports } from './read-reports.ts';
import {
  DecidePreAssessmentInput,
  RecordProtectionInput,
  ReportFeedback,
  ReportUnderWay,
  SubmitConcernReportInput,
} from './report-desk.type.ts';
import { SocialActions, SocialDesk } from './social-desk.type.ts';
import { submitConcernReport } from './submit-concern-report.ts';

const SIBLING_LIMIT = 10;
/** A reporter looks after the latest; who assesses sees what is under way, the oldest of them being overdue for long. */
const OWN_LIMIT = 50;
const DESK_LIMIT = 2_000;
const LISTED_OVERDUE = 200;

@Resolver(() => SocialActions)
export class ReportActionsResolver {
  @FieldResolver(() => [ReportFeedback], {
    nullable: true,
    description:
      'Sends a report of concern, also of somebody unknown here; the answer has one for each child, in the order of the input (orosanmälan).',
  })
  async submitConcernReport(
    @Arg('input', () => SubmitConcernReportInput, { description: 'What one has seen and worries about (anmälan).' })
    input: SubmitConcernReportInput,
    @Ctx() context: AgencyContext,
  ): Promise<readonly ReportFeedback[]> {
    if (context.purpose !== 'CONCERN_REPORT') throw inputInvalid('report-purpose');
    const persons = await readChildren(input, context);
    for (const person of persons) await noteAbout(person, 'SocialActions.submitConcernReport', context);
    const ids = await submitConcernReport(persons, input, context);
    const reports = await readReports(context.manager, { publicId: In([...ids]) }, ids.length);
    return persons.flatMap(({ personRef, ref }) =>
      reports
        .filter(({ receipt }) => receipt.personRef === personRef)
        .map((report) => describeFeedback(report, ref, context.now)),
    );
  }

  @FieldResolver(() => ReportUnderWay, {
    nullable: true,
    description: 'Writes down whether protection was needed at once, SoL 20:1 (omedelbar skyddsbedömning).',
  })
  async recordProtectionAssessment(
    @Arg('input', () => RecordProtectionInput, { description: 'What was assessed (bedömningen).' })
    input: RecordProtectionInput,
    @Ctx() context: AgencyContext,
  ): Promise<ReportUnderWay> {
    const person = await readPerson(input.ref, context);
    await noteAbout(person, 'SocialActions.recordProtectionAssessment', context);
    return describeUnderWay(await recordProtectionAssessment(person, input, context), context.now);
  }

  @FieldResolver(() => ReportUnderWay, {
    nullable: true,
    description: 'Decides whether an investigation is opened, SoL 20:2 (beslut efter förhandsbedömning).',
  })
  async decidePreAssessment(
    @Arg('input', () => DecidePreAssessmentInput, { description: 'What was decided (beslutet).' })
    input: DecidePreAssessmentInput,
    @Ctx() context: AgencyContext,
  ): Promise<ReportUnderWay> {
    const person = await readPerson(input.ref, context);
    await noteAbout(person, 'SocialActions.decidePreAssessment', context);
    return describeUnderWay(await decidePreAssessment(person, input, context), context.now);
  }
}

@Resolver(() => SocialDesk)
export class ReportDeskResolver {
  @FieldResolver(() => [ReportFeedback], {
    nullable: true,
    description: "The asker's own reports, newest first, and what became of them (egna orosanmälningar).",
  })
  async myReports(@Ctx() { manager, asker, now }: AgencyContext): Promise<readonly ReportFeedback[]> {
    const { staffSubject } = asker;
    const reports = await readReports(manager, { staffSubject }, OWN_LIMIT);
    return reports.map((report) => describeFeedback(report, report.receipt.personRef, now));
  }

  @FieldResolver(() => [ReportUnderWay], {
    nullable: true,
    description: 'Reports of which some time limit has passed, the oldest first (försenade anmälningar).',
  })
  async overdueClocks(@Ctx() { manager, now }: AgencyContext): Promise<readonly ReportUnderWay[]> {
    const reports = await readReports(manager, {}, DESK_LIMIT);
    const overdue = reports.map((report) => describeUnderWay(report, now)).filter(({ isOverdue }) => isOverdue);
    return overdue.toReversed().slice(0, LISTED_OVERDUE);
  }

  @FieldResolver(() => [ReportUnderWay], {
    nullable: true,
    description: 'All reports about somebody with their time limits, newest first (tidsfrister).',
  })
  async concernReportClocks(
    @Arg('ref', () => ID, { description: 'As given by Individual.ref (referens).' }) ref: string,
    @Ctx() context: AgencyContext,
  ): Promise<readonly ReportUnderWay[]> {
    const person = await readPerson(ref, context);
    await noteAbout(person, 'SocialDesk.concernReportClocks', context);
    const reports = await readReports(context.manager, { personRef: person.personRef }, OWN_LIMIT);
    return reports.map((report) => describeUnderWay(report, context.now));
  }
}

async function readChildren(
  { ref, siblingRefs }: SubmitConcernReportInput,
  context: AgencyContext,
): Promise<readonly NamedPerson[]> {
  const siblings = siblingRefs ?? [];
  if (siblings.length > SIBLING_LIMIT) throw inputInvalid('report-siblings');
  const persons = await Promise.all([ref, ...siblings].map((named) => readPerson(named, context)));
  if (new Set(persons.map(({ personRef }) => personRef)).size < persons.length) throw inputInvalid('report-siblings');
  return persons;
}
