import type { Ref } from '../../schema/ref.ts';
import type { PoliceFacts } from '../platform/town/police-facts.ts';
import type { Townsperson } from '../platform/town/townsperson.ts';
import { townRow, type FillContext, type TownRow } from '../platform/town-row.ts';
import {
  ASSOCIATE,
  DRUG_INTERVENTION,
  EXIT_CASE,
  INCIDENT,
  INCIDENT_NARRATIVE,
  MISSING_OR_WANTED,
  OBSERVATION,
  OBSERVATION_RELIABILITY,
  ONGOING_INVESTIGATION,
  POLICE_CONTACT,
  RISK_RATING,
  SERIOUS_TALK,
  SUSPICION,
  VICTIM_STATUS,
} from './police-tables.ts';

/** What the police store of an invented person. */
export function* policeRowsOf(person: Townsperson, { ref, refOf }: FillContext): Generator<TownRow> {
  const facts = person.police;
  if (facts === null) return;
  const { function: contactFunction, unit, phone, email } = facts.caseContact;
  yield townRow(POLICE_CONTACT, ref, { function: `${contactFunction}, ${unit}`, phone, email });
  yield* crimeRowsOf(facts, ref);
  yield* preventionRowsOf(facts, { ref, refOf });
}

function* crimeRowsOf(facts: PoliceFacts, ref: Ref): Generator<TownRow> {
  for (const [at, { occurredAt, type, area, role, narrative, summary }] of facts.incidents.entries()) {
    const incidentKey = String(at + 1);
    yield townRow(INCIDENT, ref, { incidentKey, date: occurredAt.slice(0, 10), type, area, role });
    yield townRow(INCIDENT_NARRATIVE, ref, { incidentKey, narrative, summary });
  }
  for (const item of facts.suspicions) yield townRow(SUSPICION, ref, item);
  for (const item of facts.ongoingInvestigations) yield townRow(ONGOING_INVESTIGATION, ref, item);
  for (const item of facts.victimStatuses) yield townRow(VICTIM_STATUS, ref, item);
  for (const { kind, since, endedAt } of facts.missingOrWanted) {
    yield townRow(MISSING_OR_WANTED, ref, {
      kind,
      since: new Date(since),
      endedAt: endedAt === null ? null : new Date(endedAt),
    });
  }
}

function* preventionRowsOf(facts: PoliceFacts, { ref, refOf }: FillContext): Generator<TownRow> {
  for (const [at, { observedAt, area, text, expiresAt, ...reliability }] of facts.observations.entries()) {
    const observationKey = String(at + 1);
    yield townRow(OBSERVATION, ref, { observationKey, observedAt: new Date(observedAt), area, text, expiresAt });
    yield townRow(OBSERVATION_RELIABILITY, ref, { observationKey, ...reliability });
  }
  for (const { index, kind, since, notSuspected } of facts.associates) {
    yield townRow(ASSOCIATE, ref, { associateRef: refOf(index), kind, since, notSuspected });
  }
  if (facts.riskRating !== null) yield townRow(RISK_RATING, ref, facts.riskRating);
  for (const item of facts.drugInterventions) yield townRow(DRUG_INTERVENTION, ref, item);
  for (const item of facts.seriousTalks) yield townRow(SERIOUS_TALK, ref, item);
  if (facts.exitCase !== null) {
    const { contact, ...exitCase } = facts.exitCase;
    yield townRow(EXIT_CASE, ref, {
      ...exitCase,
      contactFunction: `${contact.function}, ${contact.unit}`,
      contactPhone: contact.phone,
      contactEmail: contact.email,
    });
  }
}
