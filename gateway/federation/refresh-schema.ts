import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { composeSupergraph } from './compose.ts';
import { GATEWAY_SDL } from './local-subgraph.ts';

/**
 * `npm run schema` writes the SDL of each subgraph and the composed supergraph to `schema/sdl`; with `--check` it writes
 * nothing and fails when what is there is not fresh. Each agency prints its own SDL, in its own process.
 */
const run = promisify(execFile);
const root = new URL('../../', import.meta.url);

async function printSdl(agency: Agency): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', `subgraphs/${agency}/main.ts`, 'print-schema'], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

const printed = Object.fromEntries(
  await Promise.all(AGENCIES.map(async (agency) => [agency, await printSdl(agency)] as const)),
) as Record<Agency, string>;
const sdl = { gateway: GATEWAY_SDL, ...printed };
const files = { ...sdl, supergraph: composeSupergraph(sdl) };

const stale: string[] = [];
for (const [name, text] of Object.entries(files)) {
  const file = new URL(`schema/sdl/${name}.graphql`, root);
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(`schema/sdl/${name}.graphql`);
  if (!process.argv.includes('--check')) await writeFile(file, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  process.stderr.write(`not fresh: ${stale.join(', ')}. Run \`npm run schema\` and look at the change.\n`);
  process.exit(1);
}
process.stdout.write(stale.length === 0 ? 'schema/sdl is fresh\n' : `written: ${stale.join(', ')}\n`);
