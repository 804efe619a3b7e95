import { checkPolicy } from './check-policy.ts';
import { chooseCommand } from './choose-command.ts';
import type { Command } from './command.ts';
import { diffPolicy } from './diff-policy.ts';
import { explainPolicy } from './explain-policy.ts';
import { printMatrix } from './print-matrix.ts';

const HELP = `npx samsyn policy check [--at <YYYY-MM-DD>] [--policies <dir>] [--supergraph <file>]
  Proves that the rules cover the whole graph: every field, role and purpose has exactly one decision, no field is reached
  around its rule, and no ground rests on a section of law that cannot carry it.
  --at          the decisions in force on that day (default today)
  --policies    other texts than those of policies/, in the same form: a proposal
  --supergraph  another graph than schema/sdl/supergraph.graphql: with a new agency, say
  Exit code 0: it holds. 1: each problem stands on a line of its own. 2: asked wrongly.

npx samsyn policy matrix [--format md|html|csv] [--excel] [--at <YYYY-MM-DD>] [--out <file>]
  Writes the access matrix for a lawyer: 53 rows, 12 roles, each cell in words with its sections of law.
  --format      md (default), html (one page that stands alone and prints on A3), csv (RFC 4180)
  --excel       csv with byte order mark and semicolons, as a Swedish Excel opens it
  --out         a file instead of standard output
  Exit code 0, or 2: asked wrongly.

npx samsyn policy diff <revision>
  Compares the rules as they lie in policies/ with those of a git revision: cells gained (+) and lost (-), fields moved (~),
  purposes and sections of law changed. What can open something that was closed is marked (widening).
  Exit code 0: no change. 1: changes. 2: asked wrongly, no such revision, or no git.

npx samsyn policy explain --role <role> --purpose <purpose> (--coordinate <Type.field> | --row <M28>) [--at <YYYY-MM-DD>]
  Says why a field, or each field of a row, is open or closed, or what it turns on: grounds with the sections of law in Swedish
  and English, what must hold, what to do, the facts consulted, limits, ages, dates in force. It looks at no person.
  Exit code 0, or 2: asked wrongly.
`;

const COMMANDS: Readonly<Record<string, Command>> = {
  check: checkPolicy,
  matrix: printMatrix,
  diff: diffPolicy,
  explain: explainPolicy,
};

/** Runs `check`, `matrix`, `diff` or `explain` over the policy texts. */
export const runPolicyCommand = chooseCommand({ name: 'policy', help: HELP, commands: COMMANDS });
