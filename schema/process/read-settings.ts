import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { parseRefKey } from '../ref.ts';

/** Reads JSON out of a setting, so that what it holds can be checked too. */
export const jsonText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

/** Where a database is, with its login. */
export const databaseUrlSetting = z
  .url({ protocol: /^postgres(?:ql)?$/, error: 'is no address like postgres://login:password@host:5432/database' })
  .refine(hasReadableLogin, 'has a `%` in its login that is no escape: write it as %25');

function hasReadableLogin(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { username, password } = new URL(address);
  try {
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}

const NAMED = z.string({ error: 'has no `kid`, by which a signature says whose it is' }).min(1);

/** A private key for signing, Ed25519, as JWK, with a name: without one no other key could ever take over from it. */
export const signingKeySetting = jsonText.pipe(
  z
    .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: NAMED })
    .refine(isPrivateKey, 'is no private key for Ed25519'),
);

function isPrivateKey(key: object): boolean {
  try {
    createPrivateKey({ key: { ...key }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Public keys, Ed25519, as JWKS: several while one key takes over from another, each with a name of its own. */
export const publicKeysSetting = jsonText.pipe(
  z
    .looseObject({
      keys: z
        .array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: NAMED }))
        .min(1),
    })
    .refine(
      ({ keys }) => keys.every((key) => !('d' in key)),
      'holds a private key (`d`), which who signs alone may have',
    )
    .refine(({ keys }) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'has two keys with one `kid`'),
);

/** The key of refs; a short one is named together with whatever else is wrong. */
export const refKeySetting = z.string().transform((text, context) => {
  try {
    return parseRefKey(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
    return z.NEVER;
  }
});

/** The key of tokens for aggregates, which agencies alone have. */
export const tokenKeySetting = z.string().transform((text, context) => {
  const key = Buffer.from(text, 'base64url');
  if (key.length === TOKEN_KEY_BYTES) return key;
  context.addIssue({ code: 'custom', message: `must hold ${TOKEN_KEY_BYTES} bytes in base64url` });
  return z.NEVER;
});

const TOKEN_KEY_BYTES = 32;

const portSetting = z.coerce.number().int().min(1).max(65_535);

/** What every process is set by. */
export const processSettings = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: portSetting,
  /** How long a process that is told to stop goes on answering, until its balancer has noticed. */
  DRAIN_MS: z.coerce.number().int().min(0).max(120_000).default(5_000),
  /** Who sees to TLS; asked for in production. */
  TLS_BY: z.enum(['proxy', 'mesh']).optional(),
} as const;

/** Settings of this system that a process has no use for are a mistake worth naming. */
const OURS =
  /^(?:SAMSYN_.+|[A-Z_]*DATABASE_URL|REF_KEY|TOKEN_ISSUERS|RECEIPT_\w+|CONSENT_\w+|AGENCY_\w+|REQUEST_\w+|DRAIN_\w+|AGGREGATE_\w+|METRICS_\w+|LIMIT_\w+|SHARED_STORE_\w+|REVOCATION_\w+|RECORD_CHAIN|CORS_ORIGINS|AD_HOC_ROLES|TLS_BY|EXPLORER)$/;

/**
 * Validates the environment against a shape, once, and freezes it.
 * @throws Error that names every missing, malformed or unknown setting at once
 */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const parsed = z.object(shape).safeParse(environment);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, environment));
  const unknown = Object.keys(environment).filter((name) => OURS.test(name) && !(name in shape));
  problems.push(...unknown.map((name) => `${name} is not a setting of this process`));
  if (!parsed.success || problems.length > 0) {
    throw new Error(`the settings are not right: ${problems.join('; ')}`);
  }
  return Object.freeze(parsed.data);
}

function describe(issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0] ?? '');
  if (environment[name] === undefined) return `${name} is missing`;
  const inside = issue.path.slice(1).join('.');
  return `${name}${inside === '' ? '' : ` (${inside})`}: ${issue.message}`;
}
