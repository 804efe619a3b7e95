/** What a command is given: its own arguments, the time, and where it writes. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly now: Date;
  /** Writes to standard output. */
  readonly write: (text: string) => void;
}

/** Does what it is named for, and gives the exit code. */
export type Command = (line: CommandLine) => number | Promise<number>;

/** The exit code of a command that was asked wrongly, or could not do its work. */
export const EXIT_WRONG = 2;

/** What is wrong with how a command was asked, or what it lacks; told in a sentence, with exit code 2. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}
