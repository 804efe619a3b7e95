import type { AggregateQuestion, AggregateTask } from './aggregate-question.ts';

/** One run of a question, as far as it has come. */
export interface Run {
  readonly id: string;
  readonly question: AggregateQuestion;
  /** Null until it is known what is asked for. */
  task: AggregateTask | null;
  /** Whether it stands in the ledger. */
  isBegun: boolean;
}
