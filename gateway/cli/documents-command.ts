import { addDocuments } from './add-documents.ts';
import { checkDocuments } from './check-documents.ts';
import { CommandError, type Command } from './command.ts';
import { listDocuments } from './list-documents.ts';

const HELP = `npx samsyn documents check [<file>]
  Holds documents against the schema, the limits and the policy, and says which role sees which values: open, perhaps (the holder
  knows), never. Without a file: those of schema/operations/.
  <file>  a client's build: Apollo's persisted query manifest, the map of the client preset (persisted-documents.json) or of Relay,
          or one document as .graphql
  Exit code 0: they fit. 1: each that does not fit is named. 2: asked wrongly.

npx samsyn documents list
  The registered documents with their ids.

npx samsyn documents add <file>
  Checks the documents of a client's build, and writes each to schema/operations/, byte for byte, to be reviewed and committed. None
  is written unless all fit. A gateway knows them from its next start.
`;

const COMMANDS: Readonly<Record<string, Command>> = {
  add: addDocuments,
  check: checkDocuments,
  list: listDocuments,
};

/** Runs `check`, `list` or `add` over registered documents. */
export const runDocumentsCommand: Command = (line) => {
  const [name, ...args] = line.args;
  if (name === undefined) throw new CommandError(HELP);
  if (name === 'help' || line.args.includes('--help')) {
    line.write(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new CommandError(`samsyn documents has no command "${name}": see npx samsyn documents --help.`);
  }
  return command({ ...line, args });
};
