import { listAggregates } from './aggregate-list.ts';
import { runAggregateCommandLine } from './aggregate-run.ts';
import { listAggregateRuns } from './aggregate-runs.ts';
import { showAggregate } from './aggregate-show.ts';
import { chooseCommand } from './choose-command.ts';
import type { Command } from './command.ts';

const HELP = `npx samsyn aggregate list [--json] [--language sv|en]
  Lists what can be counted, and which agencies have approved it. Open to everybody, as the next two.

npx samsyn aggregate show <id> [--json] [--language sv|en]
  Says what one aggregate counts, of whom, why, by what law, how it is protected, and which values its parameters can have.

npx samsyn aggregate runs [--json]
  Lists the latest runs, the refused ones too.

npx samsyn aggregate run <id> --param <name>=<value> [--format <format>] [--table <n>] [--language sv|en] [--out <file>] [--force]
  Gets the figures, for an analyst. The same question always has the same answer; what was released before is free.
  --param       as show lists them, such as term=2026-HT
  --format      table (on a terminal), csv (in a pipe), csv-excel (semicolons and byte order mark), json, parquet, xlsx, svg, png;
                with --out, what the name of the file ends with
  --table       one table alone, counted from 1; svg and png are of one, the first where none is named
  --language    of labels and titles (default sv)
  --out         a file instead of standard output; one that is there already is kept, but with --force
  A figure that is not shown is .. or empty, never 0.
  Exit code 0: figures. 1: refused, with the reason and what to do. 2: asked wrongly, or the gateway could not be asked.

Settings: SAMSYN_URL, the gateway (default http://127.0.0.1:4000); for run SAMSYN_TOKEN, your access token.
For the system of npm start: export SAMSYN_TOKEN=$(npm run -s token -- analyst)
`;

const COMMANDS: Readonly<Record<string, Command>> = {
  list: listAggregates,
  show: showAggregate,
  runs: listAggregateRuns,
  run: runAggregateCommandLine,
};

/** Runs `list`, `show`, `runs` or `run` against a gateway. */
export const runAggregateCommand = chooseCommand({ name: 'aggregate', help: HELP, commands: COMMANDS });
