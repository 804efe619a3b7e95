import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { FunctionContact } from '../platform/function-contact.type.ts';
import { personIdentity } from '../platform/person-identity.ts';
import { ProtectedMarking } from '../platform/protected-marking.type.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import { MissingOrWanted, OngoingInvestigation, PoliceIncident, Suspicion, VictimStatus } from './crime.type.ts';
import { readNarratives, readReliabilities } from './police-item.resolver.ts';
import { PoliceRecord } from './police-record.type.ts';
import * as tables from './police-tables.ts';
import { Associate, DrugIntervention, ExitCase, Observation, RiskRating, SeriousTalk } from './prevention.type.ts';

type Rows<Table> = Promise<readonly RowOf<Table>[]>;

@Resolver(() => PoliceRecord)
export class PoliceRecordResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name as the police spell it (namn).' })
  name(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.name(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Personal identity number, twelve digits (personnummer).',
  })
  personalIdentityNumber(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.number(context, personRef);
  }

  @FieldResolver(() => ProtectedMarking, {
    nullable: true,
    description: 'Warns that the identity is protected; null when not (skyddade personuppgifter).',
  })
  protectedMarking(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedMarking(context, personRef);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Whom to call about somebody protected (kontaktfunktion).',
  })
  protectedContact(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<string | null> {
    return personIdentity.protectedContact(context, personRef);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the person occurs with the police, itself secret by OSL 35:1 (förekommer).',
  })
  isKnown(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<boolean> {
    return personIdentity.isKnown(context, personRef);
  }

  @FieldResolver(() => FunctionContact, {
    nullable: true,
    description: 'The function to contact about the person (kontaktväg).',
  })
  async caseContact(
    @Root() { personRef }: PoliceRecord,
    @Ctx() { rows }: AgencyContext,
  ): Promise<FunctionContact | null> {
    const contact = await rows.one(tables.POLICE_CONTACT, personRef);
    return contact === null ? null : toContact(contact.function, contact.phone, contact.email);
  }

  @FieldResolver(() => [PoliceIncident], {
    nullable: true,
    description: 'Incidents, newest first; what the person was a victim of is in victimStatuses alone (händelser).',
  })
  async incidents(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Rows<typeof tables.INCIDENT> {
    await readNarratives(personRef, context);
    return (await context.rows.many(tables.INCIDENT, personRef)).filter(({ role }) => role !== 'VICTIM');
  }

  @FieldResolver(() => [Suspicion], {
    nullable: true,
    description: 'Suspicions that stand, newest first (brottsmisstankar).',
  })
  async suspicions(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Rows<typeof tables.SUSPICION> {
    const standing = (await context.rows.many(tables.SUSPICION, personRef)).filter(
      ({ droppedAt }) => droppedAt === null,
    );
    const decision = await context.decideField('PoliceRecord.suspicions', personRef);
    // The database keeps to this limit too.
    const isLimited = decision.outcome === 'open' && decision.limit === 'school-related';
    return isLimited ? standing.filter(({ atSchool }) => atSchool) : standing;
  }

  @FieldResolver(() => [OngoingInvestigation], {
    nullable: true,
    description: 'Ongoing criminal investigations (förundersökningar).',
  })
  ongoingInvestigations(
    @Root() { personRef }: PoliceRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.ONGOING_INVESTIGATION> {
    return rows.many(tables.ONGOING_INVESTIGATION, personRef);
  }

  @FieldResolver(() => [Observation], {
    nullable: true,
    description: 'Intelligence that has not lapsed, newest first (iakttagelser).',
  })
  async observations(
    @Root() { personRef }: PoliceRecord,
    @Ctx() context: AgencyContext,
  ): Rows<typeof tables.OBSERVATION> {
    await readReliabilities(personRef, context);
    const today = swedishDay(context.now);
    return (await context.rows.many(tables.OBSERVATION, personRef)).filter(({ lapsesAt }) => lapsesAt >= today);
  }

  @FieldResolver(() => [Associate], { nullable: true, description: 'Whom the person is seen with (umgänge).' })
  associates(@Root() { personRef }: PoliceRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.ASSOCIATE> {
    return rows.many(tables.ASSOCIATE, personRef);
  }

  @FieldResolver(() => RiskRating, {
    nullable: true,
    description: 'The rating in force; null when there is none (riskbedömning).',
  })
  async riskRating(
    @Root() { personRef }: PoliceRecord,
    @Ctx() context: AgencyContext,
  ): Promise<RowOf<typeof tables.RISK_RATING> | null> {
    return inForce(await context.rows.many(tables.RISK_RATING, personRef), context);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether a rating is in force, and nothing more (riskbedömning finns).',
  })
  async riskRatingExists(@Root() { personRef }: PoliceRecord, @Ctx() context: AgencyContext): Promise<boolean> {
    return inForce(await context.rows.many(tables.RISK_RATING_SIGN, personRef), context) !== null;
  }

  @FieldResolver(() => [DrugIntervention], {
    nullable: true,
    description: 'Interventions over drugs (ingripanden vid narkotika).',
  })
  drugInterventions(
    @Root() { personRef }: PoliceRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.DRUG_INTERVENTION> {
    return rows.many(tables.DRUG_INTERVENTION, personRef);
  }

  @FieldResolver(() => [VictimStatus], {
    nullable: true,
    description: 'Crimes against the person, apart from suspicions (målsägande).',
  })
  victimStatuses(
    @Root() { personRef }: PoliceRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.VICTIM_STATUS> {
    return rows.many(tables.VICTIM_STATUS, personRef);
  }

  @FieldResolver(() => [SeriousTalk], {
    nullable: true,
    description: 'Serious talks, planned and held (allvarssamtal).',
  })
  seriousTalks(@Root() { personRef }: PoliceRecord, @Ctx() { rows }: AgencyContext): Rows<typeof tables.SERIOUS_TALK> {
    return rows.many(tables.SERIOUS_TALK, personRef);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether there are serious talks, and nothing more (allvarssamtal finns).',
  })
  async seriousTalksExist(@Root() { personRef }: PoliceRecord, @Ctx() { rows }: AgencyContext): Promise<boolean> {
    return (await rows.many(tables.SERIOUS_TALK_SIGN, personRef)).length > 0;
  }

  @FieldResolver(() => ExitCase, {
    nullable: true,
    description: 'A case of leaving crime, for named officials alone (avhopparärende).',
  })
  async exitCase(@Root() { personRef }: PoliceRecord, @Ctx() { rows }: AgencyContext): Promise<ExitCase | null> {
    const row = await rows.one(tables.EXIT_CASE, personRef);
    if (row === null) return null;
    const { contactFunction, contactPhone, contactEmail } = row;
    return { ...row, contact: toContact(contactFunction, contactPhone, contactEmail) };
  }

  @FieldResolver(() => [MissingOrWanted], {
    nullable: true,
    description: 'Searches for the person, newest first (försvunnen eller efterlyst).',
  })
  missingOrWanted(
    @Root() { personRef }: PoliceRecord,
    @Ctx() { rows }: AgencyContext,
  ): Rows<typeof tables.MISSING_OR_WANTED> {
    return rows.many(tables.MISSING_OR_WANTED, personRef);
  }
}

function toContact(name: string | null, phone: string | null, email: string | null): FunctionContact {
  return { agency: 'police', function: name, area: null, school: null, hours: null, phone, email };
}

/** The rating that has not lapsed. */
function inForce<Rating extends { readonly lapsesAt: string }>(
  ratings: readonly Rating[],
  { now }: AgencyContext,
): Rating | null {
  return ratings.find(({ lapsesAt }) => lapsesAt >= swedishDay(now)) ?? null;
}
