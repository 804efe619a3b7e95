import { writeFileSync } from 'node:fs';
import { RUN_AGGREGATE } from '../aggregates/aggregate-documents.ts';
import { CommandError, type Command } from './command.ts';
import { openGatewayLine, tellProblem, type GatewayLine, type GraphBody } from './gateway-line.ts';
import { readRunQuestion, type RunQuestion } from './read-run-question.ts';
import { renderFigures, type GivenRelease } from './render-figures.ts';

const EXIT_REFUSED = 1;
const USUAL_WIDTH = 100;
const NOTHING: Outcome = { release: null, refusal: null };
interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly missing: readonly string[];
}

/** What the graph tells of a run: one of the two. */
interface Outcome {
  readonly release: GivenRelease | null;
  readonly refusal: Refusal | null;
}

/** `aggregate run <id>`: gets the figures, as a table on the terminal or as a file. */
export const runAggregateCommandLine: Command = async ({ args, write }) => {
  const question = readRunQuestion(args);
  const line = openGatewayLine(process.env);
  const body = await line.ask(RUN_AGGREGATE, { id: question.id, parameters: question.parameters });
  const { release, refusal } = (body.data?.['aggregate'] ?? NOTHING) as Outcome;
  if (refusal !== null) return tellRefusal(refusal);
  if (release === null) throw new CommandError(tellNothing(body));
  if (question.table !== null && question.table > release.tables.length) {
    throw new CommandError(`--table must be at most ${release.tables.length}: there are no more.`);
  }
  const file = await writeBody(release, question, line);
  if (question.out === null) {
    if (typeof file === 'string') write(file);
    else await new Promise((done) => process.stdout.write(file, done));
    return 0;
  }
  keep(question.out, file, question.force);
  write(`written: ${question.out}, ${question.id} ${release.period} as ${question.format}, release ${release.id}\n`);
  return 0;
};

function tellRefusal({ code, message, missing }: Refusal): number {
  const whose = missing.length === 0 ? '' : ` [${missing.join(', ')}]`;
  process.stderr.write(`refused: ${message}${whose} (${code})\n`);
  return EXIT_REFUSED;
}

/** Why the graph gave neither figures nor a refusal. */
function tellNothing({ errors, extensions }: GraphBody): string {
  const [problem] = errors ?? [];
  if (problem !== undefined) return tellProblem(problem);
  return `the figures are for the role of analyst (${extensions?.withheld?.[0]?.code ?? 'no answer'}).`;
}

async function writeBody(release: GivenRelease, question: RunQuestion, line: GatewayLine): Promise<Buffer | string> {
  const { format, table, language } = question;
  if (format === 'table') {
    return renderFigures(release, { language, table, width: process.stdout.columns || USUAL_WIDTH });
  }
  const query = new URLSearchParams({ language, ...(table === null ? {} : { table: String(table) }) });
  return line.fetchFile(`/aggregates/releases/${encodeURIComponent(release.id)}/${format}?${query.toString()}`);
}

function keep(file: string, body: Buffer | string, force: boolean): void {
  try {
    writeFileSync(file, body, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
