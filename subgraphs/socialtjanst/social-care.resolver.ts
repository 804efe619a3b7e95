import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import {
  CompulsoryCareDecision,
  EconomicAssistance,
  FamilySituation,
  Placement,
  ReturnPlan,
  SocialMeasure,
  StructuredRiskAssessment,
  SubstanceUseAndHealth,
  TreatmentNote,
} from './care.type.ts';
import { parseReturnContacts } from './return-contacts.ts';
import { placementLocations } from './social-item.resolver.ts';
import { SocialRecord } from './social-record.type.ts';
import * as tables from './socialtjanst-tables.ts';

type Rows<Table> = Promise<readonly RowOf<Table>[]>;

/** The help that the person gets, and what it rests on (M28 to M37). */
@Resolver(() => SocialRecord)
export class SocialCareResolver {
  @FieldResolver(() => [SocialMeasure], { nullable: true, description: 'Measures, newest first (insatser).' })
  measures(@Root() { personRef }: SocialRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.SOCIAL_MEASURE> {
    return rows.many(tables.SOCIAL_MEASURE, personRef);
  }

  @FieldResolver(() => [TreatmentNote], {
    nullable: true,
    description: 'Notes from treatment, newest first (behandlingsanteckningar).',
  })
  treatmentNotes(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.TREATMENT_NOTE> {
    return rows.many(tables.TREATMENT_NOTE, personRef);
  }

  @FieldResolver(() => [Placement], { nullable: true, description: 'Placements, newest first (placeringar).' })
  async placements(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Rows<typeof tables.PLACEMENT> {
    await placementLocations(context, personRef);
    return context.rows.many(tables.PLACEMENT, personRef);
  }

  @FieldResolver(() => ReturnPlan, {
    nullable: true,
    description: 'The plan for coming back from the latest placement; null when there is none (plan för hemtagning).',
  })
  async returnPlan(@Root() { personRef }: SocialRecord, @Ctx() { rows }: AgencyContext): Promise<ReturnPlan | null> {
    const plan = await rows.one(tables.RETURN_PLAN, personRef);
    if (plan === null) return null;
    return { ...plan, contacts: plan.contacts === null ? null : parseReturnContacts(plan.contacts) };
  }

  @FieldResolver(() => FamilySituation, { nullable: true, description: 'The family (familjesituation).' })
  familySituation(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<RowOf<typeof tables.FAMILY_SITUATION> | null> {
    return rows.one(tables.FAMILY_SITUATION, personRef);
  }

  @FieldResolver(() => SubstanceUseAndHealth, {
    nullable: true,
    description: 'Substance use and health (missbruk och hälsa).',
  })
  substanceUseAndHealth(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<RowOf<typeof tables.SUBSTANCE_USE_AND_HEALTH> | null> {
    return rows.one(tables.SUBSTANCE_USE_AND_HEALTH, personRef);
  }

  @FieldResolver(() => StructuredRiskAssessment, {
    nullable: true,
    description: 'The latest structured assessment of risk and need (strukturerad riskbedömning).',
  })
  structuredRiskAssessment(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<RowOf<typeof tables.STRUCTURED_RISK_ASSESSMENT> | null> {
    return rows.one(tables.STRUCTURED_RISK_ASSESSMENT, personRef);
  }

  @FieldResolver(() => [CompulsoryCareDecision], {
    nullable: true,
    description: 'Decisions on compulsory care, newest first (beslut om vård enligt LVU).',
  })
  compulsoryCareDecisions(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.COMPULSORY_CARE_DECISION> {
    return rows.many(tables.COMPULSORY_CARE_DECISION, personRef);
  }

  @FieldResolver(() => [EconomicAssistance], {
    nullable: true,
    description: 'Economic assistance, newest first (ekonomiskt bistånd).',
  })
  economicAssistance(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.ECONOMIC_ASSISTANCE> {
    return rows.many(tables.ECONOMIC_ASSISTANCE, personRef);
  }
}
