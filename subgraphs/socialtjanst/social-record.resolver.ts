import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { FunctionContact } from '../platform/function-contact.type.ts';
import { personIdentity } from '../platform/person-identity.ts';
import { ProtectedMarking } from '../platform/protected-marking.type.ts';
import { ConcernReport, ProtectionAssessment, SocialInvestigation } from './concern.type.ts';
import { besideReports, investigationContents } from './social-item.resolver.ts';
import { SocialRecord } from './social-record.type.ts';
import * as tables from './socialtjanst-tables.ts';

type Rows<Table> = Promise<readonly RowOf<Table>[]>;

/** Who the person is to socialtjänsten, and what has come in about the person (M01 to M03, M20 to M27). */
@Resolver(() => SocialRecord)
export class SocialRecordResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name as socialtjänsten spells it (namn).' })
  name(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.name(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Personal identity number, twelve digits (personnummer).',
  })
  personalIdentityNumber(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.number(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Address; null to everybody when the identity is protected (adress).',
  })
  address(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.address(context, personRef);
  }

  @FieldResolver(() => ProtectedMarking, {
    nullable: true,
    description: 'Warns that the identity is protected; null when not (skyddade personuppgifter).',
  })
  protectedMarking(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedMarking(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Whom to call about somebody protected (kontaktfunktion).',
  })
  protectedContact(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedContact(context, personRef);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the person is known to socialtjänsten, itself secret by OSL 26:1 (aktuell).',
  })
  isKnown(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<boolean> {
    return personIdentity.isKnown(context, personRef);
  }

  @FieldResolver(() => FunctionContact, {
    nullable: true,
    description: 'The function that has the case (handläggare).',
  })
  async caseWorker(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<FunctionContact | null> {
    const row = await rows.one(tables.CASE_WORKER, personRef);
    if (row === null) return null;
    const { function: title, phone, email } = row;
    return { agency: 'socialtjanst', function: title, area: null, school: null, hours: null, phone, email };
  }

  @FieldResolver(() => [ConcernReport], {
    nullable: true,
    description: 'Reports of concern, newest first (orosanmälningar).',
  })
  async concernReports(
    @Root() { personRef }: SocialRecord,
    @Ctx() context: AgencyContext,
  ): Rows<typeof tables.CONCERN_REPORT> {
    await Promise.all(Object.values(besideReports).map((read) => read(context, personRef)));
    return context.rows.many(tables.CONCERN_REPORT, personRef);
  }

  @FieldResolver(() => [ProtectionAssessment], {
    nullable: true,
    description: 'Assessments of the need for protection at once, newest first (omedelbara skyddsbedömningar).',
  })
  protectionAssessments(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.PROTECTION_ASSESSMENT> {
    return rows.many(tables.PROTECTION_ASSESSMENT, personRef);
  }

  @FieldResolver(() => [SocialInvestigation], {
    nullable: true,
    description: 'Investigations, newest first (utredningar).',
  })
  async investigations(
    @Root() { personRef }: SocialRecord,
    @Ctx() context: AgencyContext,
  ): Rows<typeof tables.SOCIAL_INVESTIGATION> {
    await investigationContents(context, personRef);
    return context.rows.many(tables.SOCIAL_INVESTIGATION, personRef);
  }
}
