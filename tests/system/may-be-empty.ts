/** What may rightly be empty for somebody of whom the agencies know something in every row: no end, no marking, not yet. */
export const MAY_BE_EMPTY: readonly string[] = [
  'PoliceRecord.protectedMarking PoliceRecord.protectedContact SocialRecord.protectedMarking SocialRecord.protectedContact',
  'SchoolRecord.protectedMarking SchoolRecord.protectedContact SchoolRecord.presentNow FunctionContact.area',
  'FunctionContact.school FunctionContact.hours SeriousTalk.heldAt SeriousTalk.agreements SeriousTalk.followUpAt',
  'MissingOrWanted.endedAt SigMembership.to',
  'SigMembership.endReason SigParticipant.agency SigParticipant.role SigCommitment.kept ConcernReport.reporter',
  'PreAssessment.decidedAt SocialInvestigation.decidedAt SocialMeasure.to Placement.to EconomicAssistance.to',
  // Why it does not hold, of what does; one custodian alone; what the nurse has promised; whom a report of the own has opened.
  'ConsentEntry.whyNot ConsentEntry.exception ConsentEntry.uses SigPlan.commitments SocialRecord.investigations',
].flatMap((line) => line.split(' '));
