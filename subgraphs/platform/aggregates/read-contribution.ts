import { randomBytes, randomInt } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { columnName } from '../define-table.ts';
import { combineCodes } from './code-combinations.ts';
import { selectCounted, type ContributionQuestion } from './contribution-question.ts';
import { TOKEN_BYTES, type TokenMaker } from './run-tokens.ts';
import { TokenRows } from './token-rows.ts';

/** What an agency sends of a source: the lines after the header, and how many there are. */
export interface Contribution {
  readonly rows: number;
  readonly lines: Iterable<string>;
}

/** How many invented tokens each combination of codes gets. */
const LEAST_PADDING = 8;
const MOST_PADDING = 23;

/**
 * Reads one contribution in one transaction, which sees one state of the register. All of it is read before any is sent, so that
 * what breaks breaks before the answer begins. The settings say what is counted; without them the views are empty.
 */
export async function readContribution(
  client: ClientBase,
  question: ContributionQuestion,
  tokenOf: TokenMaker,
): Promise<Contribution> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(
    `SELECT set_config('samsyn.counted_from', $1, true), set_config('samsyn.counted_until', $2, true),
       set_config('samsyn.period_end', $3, true),
       -- What row-level security lets through cannot be estimated, so that loops within loops look cheap.
       set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`,
    [question.countedFrom, question.countedUntil, question.periodEnd],
  );
  const contribution =
    question.measure.kind === 'count'
      ? await readCounts(client, question)
      : await readTokens(client, question, tokenOf);
  await client.query('COMMIT');
  return contribution;
}

/** The names of the columns. */
export function headerOf({ measure, dimensions, sum }: ContributionQuestion): string {
  const figures = sum === null ? ['count'] : ['count', 'sum', 'largest', 'second'];
  const columns = measure.kind === 'count' ? [...dimensions, ...figures] : ['token', ...dimensions];
  return `${columns.join(',')}\n`;
}

async function readCounts(client: ClientBase, question: ContributionQuestion): Promise<Contribution> {
  const { dimensions, sum, months } = question;
  const combinations = combineCodes(dimensions, months);
  const quantity = sum === null ? [] : [`"${columnName(sum)}" AS quantity`];
  const codes = dimensions.map((_, at) => `code_${at}`);
  const named = `counted (${[...(sum === null ? [] : ['quantity']), ...codes].join(', ')})`;
  const figures = [
    'count(*)',
    ...(sum === null
      ? []
      : ['sum(quantity)', 'max(quantity)', 'coalesce((array_agg(quantity ORDER BY quantity DESC))[2], 0)']),
  ];
  const grouped = codes.length === 0 ? '' : `GROUP BY ${codes.join(', ')}`;
  const { rows } = await client.query<string[]>({
    text: `SELECT ${[...codes, ...figures.map((figure) => `${figure}::text`)].join(', ')}
      FROM (${selectCounted(question, quantity)}) AS ${named} ${grouped} HAVING count(*) > 0`,
    rowMode: 'array',
  });
  const numbered = rows.map((row) => ({ number: combinations.numberOf(row.slice(0, codes.length)), row }));
  numbered.sort((one, other) => one.number - other.number);
  return { rows: numbered.length, lines: numbered.map(({ row }) => `${row.join(',')}\n`) };
}

async function readTokens(
  client: ClientBase,
  question: ContributionQuestion,
  tokenOf: TokenMaker,
): Promise<Contribution> {
  const combinations = combineCodes(question.dimensions, question.months);
  const rows = new TokenRows();
  await copyOut(client, selectCounted(question, ['DISTINCT person_ref']), (personRef, codes) => {
    rows.add(tokenOf(personRef), combinations.numberOf(codes));
  });
  if (question.isPadded) pad(rows, combinations.count);
  const known = new Map<number, string>();
  const codesOf = (combination: number): string => {
    const text = known.get(combination) ?? ['', ...combinations.codesOf(combination)].join(',');
    known.set(combination, text);
    return text;
  };
  return { rows: rows.size, lines: rows.lines(codesOf) };
}

/** Streams what a question finds through a callback, row by row; refs and codes have no sign that COPY would escape. */
async function copyOut(
  client: ClientBase,
  select: string,
  onRow: (personRef: string, codes: readonly string[]) => void,
): Promise<void> {
  let rest = '';
  const readLine = (line: string): void => {
    const [personRef = '', ...codes] = line.split('\t');
    onRow(personRef, codes);
  };
  const reader = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = `${rest}${chunk.toString('latin1')}`.split('\n');
      rest = lines.pop() ?? '';
      try {
        lines.forEach(readLine);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(client.query(copyTo(`COPY (${select}) TO STDOUT`)), reader);
}

/** So that no combination, also one that nobody has, stands out in the traffic by how many tokens it has. */
function pad(rows: TokenRows, combinations: number): void {
  for (let combination = 0; combination < combinations; combination += 1) {
    const tokens = randomInt(LEAST_PADDING, MOST_PADDING + 1);
    for (let token = 0; token < tokens; token += 1) rows.add(randomBytes(TOKEN_BYTES), combination);
  }
}
