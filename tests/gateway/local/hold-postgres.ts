import { parseArgs } from 'node:util';
import { openDataDirectory } from '../../../gateway/local/data-directory.ts';
import { startPostgres } from '../../../gateway/local/postgres.ts';

// A program that starts PostgreSQL, says where, and then holds on to it until it is ended.
const { values } = parseArgs({
  options: { data: { type: 'string', default: '' }, port: { type: 'string', default: '' } },
});

async function hold(): Promise<void> {
  const postgres = await startPostgres({ directory: openDataDirectory(values.data), port: Number(values.port) });
  const { postmasterPid, guardPid } = postgres;
  process.stdout.write(`${JSON.stringify({ postmasterPid, guardPid, url: postgres.superuserUrl('postgres') })}\n`);
}

hold().catch((error: unknown) => {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  process.exit(1);
});
