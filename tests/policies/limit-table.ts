/**
 * What a limit in a cell lets open of a row, read out of the row's own words; a limit that is not here is about whom, or about
 * which items of a list, and closes no field.
 */
export const LIMIT_TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // The narrative itself holds third persons.
  M07: { summary: 'PoliceIncident.summary' },
  M12: { minimised: 'PoliceRecord.associates Associate.kind Associate.notSuspected' },
  // The statement goes with the answer to a request.
  M27: { 'statement-only': '' },
  M28: { minimised: 'SocialRecord.measures SocialMeasure.from SocialMeasure.to' },
  M32: { minimised: 'SocialRecord.returnPlan ReturnPlan.returnsAt ReturnPlan.schoolPlaceReady' },
  M34: { minimised: 'SocialRecord.substanceUseAndHealth SubstanceUseAndHealth.substanceUse' },
  M35: {
    'level-only':
      'SocialRecord.structuredRiskAssessment StructuredRiskAssessment.level StructuredRiskAssessment.assessedAt',
  },
  M41: { 'agreed-minutes': 'SocialRecord.sigMeetings SigMeeting.date SigMeeting.agreedMinutes' },
  M42: { 'own-part': 'SocialRecord.sigIndicators SigIndicator.month SigIndicator.attendancePercent' },
  M48: { summary: 'SchoolRecord.supportPlan SupportPlan.adaptations SupportPlan.reviewAt' },
};

/** Sections that are about the young alone: the person must be younger than this on the day of the request. */
export const AGE_TABLE: Readonly<Record<string, number>> = {
  'OSL 10:18a': 21,
  'OSL 10:21': 18,
  'SoL 19:1': 18,
  'SoL 20:6': 18,
  'LUL 6': 18,
  'LUL 34': 15,
};
