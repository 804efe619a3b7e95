import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { Placement } from './care.type.ts';
import { ConcernReport, PreAssessment, SocialInvestigation } from './concern.type.ts';
import * as tables from './socialtjanst-tables.ts';

type Rows<Table> = Promise<readonly RowOf<Table>[]>;
type Report = RowOf<typeof tables.CONCERN_REPORT>;

const NONE: Promise<readonly never[]> = Promise.resolve([]);

/** What is kept apart from the list of reports: the content, the reporter, what it led to (M22 to M24). */
@Resolver(() => ConcernReport)
export class ConcernReportResolver {
  @FieldResolver(() => String, { nullable: true, description: 'What has happened or been seen (iakttagelser).' })
  async facts(@Root() report: Report, @Ctx() context: AgencyContext): Promise<string | null> {
    return (await contentOf(report, context))?.facts ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the reporter worries about (oro).' })
  async worry(@Root() report: Report, @Ctx() context: AgencyContext): Promise<string | null> {
    return (await contentOf(report, context))?.worry ?? null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the reporter called it acute (akut).' })
  async acute(@Root() report: Report, @Ctx() context: AgencyContext): Promise<boolean | null> {
    return (await contentOf(report, context))?.acute ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who reported, by name or function; null when anonymous, OSL 26:5 (anmälare).',
  })
  async reporter(@Root() { personRef, reportKey }: Report, @Ctx() context: AgencyContext): Promise<string | null> {
    const reporters = await besideReports.reporters(context, personRef);
    return reporters.find((reporter) => reporter.reportKey === reportKey)?.reporter ?? null;
  }

  @FieldResolver(() => PreAssessment, {
    nullable: true,
    description: 'The pre-assessment of the report (förhandsbedömning).',
  })
  async preAssessment(
    @Root() { personRef, reportKey }: Report,
    @Ctx() context: AgencyContext,
  ): Promise<RowOf<typeof tables.PRE_ASSESSMENT> | null> {
    const assessments = await besideReports.assessments(context, personRef);
    return assessments.find((assessment) => assessment.reportKey === reportKey) ?? null;
  }
}

/** What an investigation says, which stays with socialtjänsten (M27). */
@Resolver(() => SocialInvestigation)
export class SocialInvestigationResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the investigation says (utredningens innehåll).',
  })
  async content(
    @Root() { personRef, investigationKey }: RowOf<typeof tables.SOCIAL_INVESTIGATION>,
    @Ctx() context: AgencyContext,
  ): Promise<string | null> {
    const contents = await investigationContents(context, personRef);
    return contents.find((content) => content.investigationKey === investigationKey)?.content ?? null;
  }
}

/** Where a placement is (M31). */
@Resolver(() => Placement)
export class PlacementResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The home and its place; for sheltered housing never held, OSL 26:14 c (ort).',
  })
  async location(
    @Root() { personRef, placementKey }: RowOf<typeof tables.PLACEMENT>,
    @Ctx() context: AgencyContext,
  ): Promise<string | null> {
    const locations = await placementLocations(context, personRef);
    return locations.find((location) => location.placementKey === placementKey)?.location ?? null;
  }
}

/** What of the reports is asked for. A list reads it too: so it costs no less for somebody who has none. */
export const besideReports = {
  contents: ({ rows, asks }: AgencyContext, personRef: string): Rows<typeof tables.CONCERN_REPORT_CONTENT> =>
    asks('ConcernReport.facts', 'ConcernReport.worry', 'ConcernReport.acute')
      ? rows.many(tables.CONCERN_REPORT_CONTENT, personRef)
      : NONE,
  reporters: ({ rows, asks }: AgencyContext, personRef: string): Rows<typeof tables.CONCERN_REPORT_REPORTER> =>
    asks('ConcernReport.reporter') ? rows.many(tables.CONCERN_REPORT_REPORTER, personRef) : NONE,
  assessments: ({ rows, asks }: AgencyContext, personRef: string): Rows<typeof tables.PRE_ASSESSMENT> =>
    asks('ConcernReport.preAssessment') ? rows.many(tables.PRE_ASSESSMENT, personRef) : NONE,
} as const;

/** The same of investigations. */
export function investigationContents(
  { rows, asks }: AgencyContext,
  personRef: string,
): Rows<typeof tables.SOCIAL_INVESTIGATION_CONTENT> {
  return asks('SocialInvestigation.content') ? rows.many(tables.SOCIAL_INVESTIGATION_CONTENT, personRef) : NONE;
}

/** The same of placements. */
export function placementLocations(
  { rows, asks }: AgencyContext,
  personRef: string,
): Rows<typeof tables.PLACEMENT_LOCATION> {
  return asks('Placement.location') ? rows.many(tables.PLACEMENT_LOCATION, personRef) : NONE;
}

async function contentOf(
  { personRef, reportKey }: Report,
  context: AgencyContext,
): Promise<RowOf<typeof tables.CONCERN_REPORT_CONTENT> | undefined> {
  const contents = await besideReports.contents(context, personRef);
  return contents.find((content) => content.reportKey === reportKey);
}
