/** What can be wrong with an agency's contribution, in a clause that follows its name. It never quotes what was sent. */
export const CONTRIBUTION_FAULTS = {
  silent: 'does not answer',
  late: 'did not answer in time',
  refused: 'refused the run',
  unknown: 'has another version of the definition',
  broken: 'could not answer',
  short: 'sent an answer that was cut short',
  wrong: 'sent something else than was asked for',
  keys: 'makes its tokens with another AGGREGATE_TOKEN_KEY than the others',
} as const;

export type FaultKind = keyof typeof CONTRIBUTION_FAULTS;

/** A contribution that is worthless, and with it the run. */
export class ContributionFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind) {
    super(CONTRIBUTION_FAULTS[kind]);
    this.name = 'ContributionFault';
    this.kind = kind;
  }
}
