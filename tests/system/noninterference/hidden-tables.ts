import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { expectDecision } from '../../policies/expect-decision.ts';
import { placeCoordinates } from '../../policies/expectation/place-coordinates.ts';
import type { Standing } from '../../policies/expectation/standing.ts';

/** The tables of each agency's register, and the rows of the matrix that they hold. */
const TABLE_ROWS: Readonly<Record<Agency, Readonly<Record<string, string>>>> = {
  police: {
    M01: 'person',
    M05: 'known_person police_contact',
    M06: 'incident',
    M07: 'incident_narrative',
    M08: 'suspicion',
    M10: 'ongoing_investigation',
    M11: 'observation',
    M12: 'associate',
    M13: 'observation_reliability',
    M14: 'risk_rating',
    M15: 'drug_intervention',
    M16: 'victim_status',
    M17: 'serious_talk',
    M18: 'exit_case',
    M19: 'missing_or_wanted',
  },
  socialtjanst: {
    M01: 'person',
    M02: 'person_address',
    M20: 'known_person case_worker',
    M21: 'concern_report',
    M22: 'concern_report_content',
    M23: 'concern_report_reporter',
    M24: 'pre_assessment',
    M25: 'protection_assessment',
    M26: 'social_investigation',
    M27: 'social_investigation_content',
    M28: 'social_measure',
    M29: 'treatment_note',
    M30: 'placement',
    M31: 'placement_location',
    M32: 'return_plan',
    M33: 'family_situation',
    M34: 'substance_use_and_health',
    M35: 'structured_risk_assessment',
    M36: 'compulsory_care_decision',
    M37: 'economic_assistance',
    M38: 'sig_membership',
    M39: 'sig_goal sig_commitment',
    M40: 'sig_participant',
    M41: 'sig_meeting',
    M42: 'sig_indicator',
  },
  school: {
    M01: 'person',
    M02: 'person_address',
    M44: 'known_person enrolment',
    M45: 'guardian_contact',
    M46: 'term_attendance',
    M47: 'presence',
    M48: 'support_plan',
    M49: 'medical_note',
    M50: 'psychosocial_note',
    M51: 'disciplinary_incident',
    M52: 'grade',
    M53: 'mentor_observation',
  },
};

const PLACED = [...placeCoordinates().values()];

export interface HiddenTable {
  readonly agency: Agency;
  readonly table: string;
}

/** Every table of which the asker may see nothing of the person, whatever stands in it. */
export function hiddenTables(standing: Standing): readonly HiddenTable[] {
  return AGENCIES.flatMap((agency) =>
    Object.entries(TABLE_ROWS[agency])
      .filter(([row]) => isHidden(agency, row, standing))
      .flatMap(([, tables]) => tables.split(' ').map((table) => ({ agency, table }))),
  );
}

/** Whether the register of consents and all that is told of it is closed to the asker. */
export function hidesConsents(standing: Standing): boolean {
  const tells = expectDecision('SigMembership.consentStatus', standing);
  return isHidden('socialtjanst', 'M43', standing) && tells?.isOpen === false;
}

function isHidden(agency: Agency, row: string, standing: Standing): boolean {
  return PLACED.filter((placed) => placed.row === row && placed.holder === agency).every(
    ({ coordinate }) => expectDecision(coordinate, standing)?.isOpen === false,
  );
}
