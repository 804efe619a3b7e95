import cors, { type FastifyCorsOptions } from '@fastify/cors';
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

const GRAPH = /^\/graphql(?:\?|$)/;

/**
 * Lets pages of the named origins ask the graph, and nothing beside it, by their own tokens. Cookies play no part here, and are not let in.
 * To be called before whatever else looks at a request, so that a page can read what it is refused with at the door.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(cors, {
    delegator: ({ url, headers: { origin } }, decide) => {
      const isAllowed = origin !== undefined && origins.includes(origin) && GRAPH.test(url);
      decide(null, { ...ALLOWED, origin: isAllowed });
    },
  });
}

const ALLOWED: FastifyCorsOptions = {
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
};
