import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { proveCoverage, type CoverageProof } from '../../policies/coverage.ts';
import { loadPolicySet, readPolicyTexts, RULE_FILES } from '../../policies/load-policy-set.ts';
import { listOutOfForce } from '../../policies/policy-set-at.ts';
import { swedishDay } from '../../schema/swedish-day.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { CommandError, type CommandLine } from './command.ts';
import { readDay, readOptions } from './read-options.ts';

const OPTIONS = { at: { type: 'string' }, policies: { type: 'string' }, supergraph: { type: 'string' } } as const;
const POLICIES = new URL('../../policies/', import.meta.url);
const SUPERGRAPH = new URL('../../schema/sdl/supergraph.graphql', import.meta.url);

/** `policy check`: 0 when the proof holds, 1 with each problem on a line. */
export function checkPolicy({ args, now, write }: CommandLine): number {
  const { values } = readOptions(args, OPTIONS, 0);
  const day = readDay(values.at, now);
  const folder = values.policies === undefined ? POLICIES : pathToFileURL(`${resolve(values.policies)}/`);
  const schema = readSchema(values.supergraph === undefined ? SUPERGRAPH : pathToFileURL(resolve(values.supergraph)));
  const policySet = readPolicySet(folder);
  if (!('rules' in policySet)) return tellProblems(policySet, write);
  const proof = proveCoverage(schema, policySet, day);
  const aggregates = checkAggregates(policySet, folder);
  write(printProof(proof, policySet, day) + printLine(['aggregates', aggregates.count, 'definitions']));
  return tellProblems([...findUnread(folder), ...proof.problems, ...aggregates.problems], write);
}

/** Each definition is held against what the agencies publish and what the rows of the matrix open to analysts. */
function checkAggregates(
  policySet: PolicySet,
  folder: URL,
): { readonly count: number; readonly problems: readonly string[] } {
  const directory = new URL('aggregates/definitions/', folder);
  if (!existsSync(directory)) return { count: 0, problems: [] };
  try {
    return { count: loadDefinitions(policySet, directory).size, problems: [] };
  } catch (error) {
    return { count: 0, problems: [`aggregate: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function tellProblems(problems: readonly string[], write: CommandLine['write']): number {
  for (const problem of problems) write(`${problem}\n`);
  write(problems.length === 0 ? 'ok: no gap, no overlap, no hole\n' : `problems: ${problems.length}\n`);
  return problems.length === 0 ? 0 : 1;
}

function readSchema(file: URL): GraphQLSchema {
  try {
    return buildASTSchema(parse(readFileSync(file, 'utf8')), { assumeValidSDL: true });
  } catch (error) {
    throw new CommandError(`the supergraph cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The policy set, or what is wrong with its texts. */
function readPolicySet(folder: URL): PolicySet | readonly string[] {
  const texts = readTexts(folder);
  try {
    return loadPolicySet(texts);
  } catch (error) {
    return explainTexts(error).map((problem) => `text: ${problem}`);
  }
}

function readTexts(folder: URL): ReturnType<typeof readPolicyTexts> {
  try {
    return readPolicyTexts(folder);
  } catch (error) {
    throw new CommandError(`the policy cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function explainTexts(error: unknown): readonly string[] {
  if (error instanceof z.ZodError) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  return lines.filter((line) => line.trim() !== '');
}

/** A rule in a file that nobody reads would look as if it were in force. */
function findUnread(folder: URL): readonly string[] {
  const read = new Set<string>(RULE_FILES.map((name) => `${name}.yaml`));
  return readdirSync(new URL('rules/', folder))
    .filter((name) => !read.has(name))
    .map((name) => `gap: rules/${name} is not among the files that are read`);
}

function printProof(proof: CoverageProof, policySet: PolicySet, day: Date): string {
  const rows = policySet.rules.filter(({ row }) => row.startsWith('M')).length;
  const closed = [...proof.closed].toSorted(([, left], [, right]) => right - left);
  const asleep = listOutOfForce(policySet, day);
  const lines: readonly (readonly [string, number | string, string])[] = [
    ['coordinates', proof.coordinates, `under ${rows} rows of the matrix and ${policySet.rules.length - rows} doors`],
    ['roles', proof.roles, ''],
    ['purposes', proof.purposes, 'none among them'],
    ['decisions', proof.decisions, ''],
    ['  open', proof.open, ''],
    ['  perhaps', proof.perhaps, 'the holder knows'],
    ['  closed', closed.reduce((sum, [, count]) => sum + count, 0), ''],
    ...closed.map(([code, count]) => [`    ${code}`, count, ''] as const),
    [
      'legal bases',
      policySet.legalBases.size,
      asleep.length === 0 ? 'all in force' : `not in force: ${asleep.join(', ')}`,
    ],
  ];
  return `policy ${policySet.digest}, in force on ${swedishDay(day)}\n${lines.map(printLine).join('')}`;
}

function printLine([name, count, note]: readonly [string, number | string, string]): string {
  return `${`${name.padEnd(22)}${String(count).padStart(7)}  ${note}`.trimEnd()}\n`;
}
