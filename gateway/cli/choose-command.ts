import { CommandError, type Command } from './command.ts';

/** A command that only leads to others, such as `samsyn audit`. */
export interface CommandGroup {
  readonly name: string;
  readonly help: string;
  readonly commands: Readonly<Record<string, Command>>;
}

/**
 * Runs the command that the first word names, with the words after it.
 * @throws CommandError with the help when there is no word, or that the word is no command
 */
export function chooseCommand({ name: group, help, commands }: CommandGroup): Command {
  return (line) => {
    const [name, ...args] = line.args;
    if (name === undefined) throw new CommandError(help);
    if (name === 'help' || line.args.includes('--help')) {
      line.write(help);
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      throw new CommandError(`samsyn ${group} has no command "${name}": see npx samsyn ${group} --help.`);
    }
    return command({ ...line, args });
  };
}
