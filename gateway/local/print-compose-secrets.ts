import { DATABASE_KEEPERS } from './databases.ts';
import { createSystemKeys } from './keys.ts';
import { randomPassword } from './secret-file.ts';

// Prints the secrets that docker-compose.yml asks for, new each time: `npm run -s compose-secrets > .env`.
const keys = await createSystemKeys();
const passwords = DATABASE_KEEPERS.flatMap((keeper) => {
  const logins = ['SUPERUSER', 'OWNER', 'APP', ...(keeper === 'gateway' ? [] : ['STATISTICS'])];
  return logins.map((login) => `${keeper.toUpperCase()}_${login}_PASSWORD=${randomPassword()}`);
});
const lines = [
  ...passwords,
  `REF_KEY=${keys.refKey}`,
  `AGGREGATE_TOKEN_KEY=${keys.aggregateTokenKey}`,
  `RECEIPT_PRIVATE_KEY='${JSON.stringify(keys.receiptPrivateKey)}'`,
  `RECEIPT_KEYS='${JSON.stringify(keys.receiptPublicKeys)}'`,
  `CONSENT_PRIVATE_KEY='${JSON.stringify(keys.consentPrivateKey)}'`,
  `CONSENT_KEYS='${JSON.stringify(keys.consentPublicKeys)}'`,
  `SIGNING_KEYS='${JSON.stringify(keys.identityKeys)}'`,
];
process.stdout.write(`${lines.join('\n')}\n`);
