import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { composeSupergraph } from './compose.ts';
import { GATEWAY_SDL } from './local-subgraph.ts';

/**
 * `npm run schema` writes the SDL of each subgraph and the composed supergraph to `schema/sdl`, and the measures that each agency
 * publishes to `schema/measures`; with `--check` it writes nothing and fails when what is there is not fresh. Each agency prints its
 * own, in its own process.
 */
const run = promisify(execFile);
const root = new URL('../../', import.meta.url);

async function print(agency: Agency, command: 'print-schema' | 'print-measures'): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', `subgraphs/${agency}/main.ts`, command], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

async function printAll(command: 'print-schema' | 'print-measures'): Promise<Readonly<Record<Agency, string>>> {
  const printed = await Promise.all(AGENCIES.map(async (agency) => [agency, await print(agency, command)] as const));
  return Object.fromEntries(printed) as Record<Agency, string>;
}

const sdl = { gateway: GATEWAY_SDL, ...(await printAll('print-schema')) };
const measures = await printAll('print-measures');
const files = Object.fromEntries([
  ...Object.entries({ ...sdl, supergraph: composeSupergraph(sdl) }).map(([name, text]) => [
    `sdl/${name}.graphql`,
    text,
  ]),
  ...Object.entries(measures).map(([agency, text]) => [`measures/${agency}.json`, text]),
]) as Readonly<Record<string, string>>;

const stale: string[] = [];
for (const [name, text] of Object.entries(files)) {
  const file = new URL(`schema/${name}`, root);
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(`schema/${name}`);
  if (!process.argv.includes('--check')) await writeFile(file, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  process.stderr.write(`not fresh: ${stale.join(', ')}. Run \`npm run schema\` and look at the change.\n`);
  process.exit(1);
}
process.stdout.write(
  stale.length === 0 ? 'schema/sdl and schema/measures are fresh\n' : `written: ${stale.join(', ')}\n`,
);
