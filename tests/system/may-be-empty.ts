/** What may rightly be empty for somebody of whom the agencies know something in every row: no end, no marking, not yet. */
export const MAY_BE_EMPTY: readonly string[] = [
  'PoliceRecord.protectedMarking PoliceRecord.protectedContact SocialRecord.protectedMarking SocialRecord.protectedContact',
  'SchoolRecord.protectedMarking SchoolRecord.protectedContact SchoolRecord.presentNow FunctionContact.area',
  'FunctionContact.school FunctionContact.hours SeriousTalk.heldAt SeriousTalk.agreements SeriousTalk.followUpAt',
  'MissingOrWanted.endedAt SigMembership.to',
  'SigMembership.endReason SigParticipant.agency SigParticipant.role SigCommitment.kept ConcernReport.reporter',
  'PreAssessment.decidedAt SocialInvestigation.decidedAt SocialMeasure.to Placement.to EconomicAssistance.to',
  'ConsentEntry.exception ConsentEntry.whyNot ConsentEntry.participants ConsentEntry.uses',
  // Of these a limit lets through some items alone: the own report, the own part.
  'SocialRecord.investigations SigPlan.commitments',
].flatMap((line) => line.split(' '));
