import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';

/** A file that a page is made of, held in memory. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
} as const;

/** Reads a file once, to be served under a name. */
export function readPageFile(name: string, place: URL | string): PageFile {
  const body = readFileSync(place);
  const ending = name.slice(name.lastIndexOf('.')) as keyof typeof TYPES;
  return { type: TYPES[ending], body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

/** Reads built files of packages by the name under which they are served; nothing else of a package can be reached. */
export function readPackageFiles(
  files: Readonly<Record<string, readonly [packageName: string, path: string]>>,
): readonly (readonly [string, PageFile])[] {
  const { resolve } = createRequire(import.meta.url);
  return Object.entries(files).map(([name, [packageName, path]]) => [
    name,
    readPageFile(name, join(dirname(resolve(`${packageName}/package.json`)), path)),
  ]);
}

/**
 * Sends a file to the browser that asks, or tells it that it has it.
 * @throws SamsynError NOT_FOUND
 */
export function sendPageFile(request: FastifyRequest, reply: FastifyReply, file: PageFile | undefined): FastifyReply {
  if (file === undefined) throw new SamsynError('NOT_FOUND', {});
  withPageHeaders(reply).header('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.body);
}

/** The headers of everything that a page is made of. */
export function withPageHeaders(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'cache-control': 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
}
