import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const PREFLIGHT_KEPT_SECONDS = 600;

/** Origins whose pages may ask the graph, parted by commas: none unless they are named, and never all. */
export const corsOriginsSetting = z
  .string()
  .default('')
  .transform((text, context) => {
    const origins = text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== '');
    const wrong = origins.find((origin) => !isOrigin(origin));
    if (wrong === undefined) return origins;
    context.addIssue({
      code: 'custom',
      message: 'must be origins such as https://sig.kommun.example, parted by commas',
    });
    return z.NEVER;
  });

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

/**
 * Lets pages of the named origins ask the graph by their own tokens. Cookies play no part here, and are not let in.
 * @param app where the routes of the graph are, and no others
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(cors, {
    origin: (origin, decide) => {
      decide(null, origin !== undefined && origins.includes(origin));
    },
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'graphql-require-preflight',
      'samsyn-purpose',
      'samsyn-case',
      'samsyn-withheld',
    ],
    exposedHeaders: ['samsyn-request-id', 'retry-after'],
    credentials: false,
    maxAge: PREFLIGHT_KEPT_SECONDS,
    strictPreflight: true,
  });
}
