import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { fetchToken } from './fetch-token.ts';

const issuer = process.env['ISSUER'] ?? 'http://127.0.0.1:4010';
const username = process.argv[2];

try {
  if (username === undefined) {
    throw new Error(`say whose token: npm run token -- <${DEMO_STAFF.map((staff) => staff.username).join('|')}>`);
  }
  process.stdout.write(`${await fetchToken({ issuer, username })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
