import { CommandError } from './command.ts';

/**
 * Reads an option that is one of a few words.
 * @throws CommandError that names them
 */
export function readChoice<const Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const chosen = choices.find((choice) => choice === text);
  if (chosen === undefined)
    throw new CommandError(`${option} must be one of ${choices.join(', ')}, and "${text}" is not.`);
  return chosen;
}
