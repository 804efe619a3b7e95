import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { RowOf } from '../platform/define-table.ts';
import { PoliceIncident } from './crime.type.ts';
import { SourceReliability } from './police-enums.type.ts';
import * as tables from './police-tables.ts';
import { Observation } from './prevention.type.ts';

/** What is kept apart from the structured list of incidents (M07). */
@Resolver(() => PoliceIncident)
export class PoliceIncidentResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The free text, which may hold third persons (fritext).',
  })
  async narrative(
    @Root() incident: RowOf<typeof tables.INCIDENT>,
    @Ctx() context: AgencyContext,
  ): Promise<string | null> {
    return (await textOf(incident, context))?.narrative ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The police's own summary of the free text, without third persons (polisens sammanfattning).",
  })
  async summary(
    @Root() incident: RowOf<typeof tables.INCIDENT>,
    @Ctx() context: AgencyContext,
  ): Promise<string | null> {
    return (await textOf(incident, context))?.summary ?? null;
  }
}

/** What must follow an observation wherever it goes (M13). */
@Resolver(() => Observation)
export class ObservationResolver {
  @FieldResolver(() => SourceReliability, {
    nullable: true,
    description: 'How reliable the source is, 2018:1693 3:4 (källans tillförlitlighet).',
  })
  async sourceReliability(
    @Root() observation: RowOf<typeof tables.OBSERVATION>,
    @Ctx() context: AgencyContext,
  ): Promise<string | null> {
    return (await reliabilityOf(observation, context))?.sourceReliability ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: '1 confirmed to 4 cannot be judged, 2018:1693 3:4 (uppgiftens riktighet).',
  })
  async informationCorrectness(
    @Root() observation: RowOf<typeof tables.OBSERVATION>,
    @Ctx() context: AgencyContext,
  ): Promise<number | null> {
    return (await reliabilityOf(observation, context))?.informationCorrectness ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'The person is not suspected of crime, 2018:1693 3:4 (ej misstänkt).',
  })
  async notSuspected(
    @Root() observation: RowOf<typeof tables.OBSERVATION>,
    @Ctx() context: AgencyContext,
  ): Promise<boolean | null> {
    return (await reliabilityOf(observation, context))?.notSuspected ?? null;
  }
}

/**
 * The texts of a person's incidents, where they are asked for. The list reads them too: so it costs no less for somebody who has
 * no incident.
 */
export async function readNarratives(
  personRef: string,
  { rows, asks }: AgencyContext,
): Promise<readonly RowOf<typeof tables.INCIDENT_NARRATIVE>[]> {
  const isAsked = asks('PoliceIncident.narrative', 'PoliceIncident.summary');
  return isAsked ? rows.many(tables.INCIDENT_NARRATIVE, personRef) : [];
}

/** The same of observations and what must follow them. */
export async function readReliabilities(
  personRef: string,
  { rows, asks }: AgencyContext,
): Promise<readonly RowOf<typeof tables.OBSERVATION_RELIABILITY>[]> {
  const isAsked = asks(
    'Observation.sourceReliability',
    'Observation.informationCorrectness',
    'Observation.notSuspected',
  );
  return isAsked ? rows.many(tables.OBSERVATION_RELIABILITY, personRef) : [];
}

async function textOf(
  { personRef, incidentKey }: RowOf<typeof tables.INCIDENT>,
  context: AgencyContext,
): Promise<RowOf<typeof tables.INCIDENT_NARRATIVE> | undefined> {
  return (await readNarratives(personRef, context)).find((text) => text.incidentKey === incidentKey);
}

async function reliabilityOf(
  { personRef, observationKey }: RowOf<typeof tables.OBSERVATION>,
  context: AgencyContext,
): Promise<RowOf<typeof tables.OBSERVATION_RELIABILITY> | undefined> {
  const all = await readReliabilities(personRef, context);
  return all.find((reliability) => reliability.observationKey === observationKey);
}
