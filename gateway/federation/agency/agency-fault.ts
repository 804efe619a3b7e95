/** What can be wrong with a call to an agency, for the gateway's own log; a client is told less. */
export type AgencyFaultCode =
  /** No connection came about: nobody listens, or the certificate is not right. */
  | 'NO_CONNECTION'
  /** The connection broke before the answer was whole. */
  | 'HUNG_UP'
  | 'LATE'
  | 'REFUSED'
  /** A status of 500 or more. */
  | 'BROKE'
  /** Another status than 200, such as a redirect. */
  | 'STATUS'
  | 'TOO_LARGE'
  | 'NOT_TEXT'
  | 'NOT_JSON'
  /** So many calls failed in a row that it is left alone for a while. */
  | 'CIRCUIT_OPEN'
  /** As many calls wait as may. */
  | 'QUEUE_FULL';

/** Why a call to an agency failed. Holds no word of what was sent or answered. */
export class AgencyFault extends Error {
  readonly code: AgencyFaultCode;
  /** Whether it failed before a byte of the answer came. */
  readonly isUnanswered: boolean;

  constructor(code: AgencyFaultCode, isUnanswered = false) {
    super(code);
    this.name = 'AgencyFault';
    this.code = code;
    this.isUnanswered = isUnanswered;
  }
}
