import type { Dispatcher } from 'undici';
import { AgencyFault } from './agency-fault.ts';

export interface OutgoingCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExchangeLimits {
  /** From now to the last byte. */
  readonly withinMs: number;
  readonly answerBytes: number;
}

/** An answer as it came; redirects are not followed and nothing is decompressed. */
export interface Exchanged {
  readonly status: number;
  /** The header `Date`, by the clock of whoever answered. */
  readonly date: string | undefined;
  readonly body: Buffer;
}

/**
 * Posts a call and takes in the whole answer.
 * @throws AgencyFault NO_CONNECTION, HUNG_UP, LATE or TOO_LARGE
 */
export function exchange(dispatcher: Dispatcher, call: OutgoingCall, limits: ExchangeLimits): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const { path, headers, body } = call;
    dispatcher.dispatch({ path, method: 'POST', headers, body }, new AnswerReader(limits, resolve, reject));
  });
}

/** Takes in one answer. Cheaper than a stream, and knows whether anything came before it broke. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #limits: ExchangeLimits;
  readonly #resolve: (answer: Exchanged) => void;
  readonly #reject: (fault: AgencyFault) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #fault: AgencyFault | null = null;
  #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #date: string | undefined;

  constructor(limits: ExchangeLimits, resolve: (answer: Exchanged) => void, reject: (fault: AgencyFault) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp(new AgencyFault('LATE')), limits.withinMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: it is not sent.
    if (this.#fault !== null) controller.abort(this.#fault);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status;
    this.#date = typeof headers['date'] === 'string' ? headers['date'] : undefined;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limits.answerBytes) this.#giveUp(new AgencyFault('TOO_LARGE'));
    else if (this.#fault === null) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const [first] = this.#chunks;
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, date: this.#date, body });
  }

  onResponseError(): void {
    clearTimeout(this.#timer);
    const isUnanswered = this.#status === 0;
    this.#reject(new AgencyFault(this.#controller === null ? 'NO_CONNECTION' : 'HUNG_UP', isUnanswered));
  }

  #giveUp(fault: AgencyFault): void {
    this.#fault = fault;
    this.#chunks = [];
    clearTimeout(this.#timer);
    this.#reject(fault);
    this.#controller?.abort(fault);
  }
}
