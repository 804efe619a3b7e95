import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AGENCIES } from '../../schema/agency.ts';
import { databaseUrls, keepDatabasePasswords } from './databases.ts';
import { keepSystemKeys } from './keys.ts';
import { openDataDirectory } from './data-directory.ts';
import { createPorts } from './process-settings.ts';

// Prints, for a shell, what `npx samsyn audit` and `npx samsyn revoke` need for the system that `npm start` runs: `eval "$(npm run -s audit-settings)"`.
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env['SAMSYN_DATA'] ?? '.samsyn' },
    port: { type: 'string', default: '4000' },
  },
});
const { path } = openDataDirectory(values.data);
if (!existsSync(join(path, 'keys.json'))) {
  process.stderr.write(`${values.data} holds no system of npm start: start it first, or name its place by --data\n`);
  process.exit(1);
}
const databases = databaseUrls(await keepDatabasePasswords(path), createPorts(Number(values.port)).postgres);
const { receiptPublicKeys, refKey } = await keepSystemKeys(path);
const agencyLogUrls = Object.fromEntries(AGENCIES.map((agency) => [agency, databases[agency].app]));
process.stdout.write(
  [
    `export RECORD_DATABASE_URL='${databases.gateway.app}'`,
    `export RECEIPT_KEYS='${JSON.stringify(receiptPublicKeys)}'`,
    `export OWNER_DATABASE_URL='${databases.gateway.owner}'`,
    `export REF_KEY='${refKey}'`,
    `export AGENCY_LOG_URLS='${JSON.stringify(agencyLogUrls)}'`,
    '',
  ].join('\n'),
);
