import type { FastifyInstance } from 'fastify';
import { readPackageFiles, readPageFile, sendPageFile } from './page-file.ts';

const OWN_FILES = ['ask-graph.js', 'sign-in.js', 'tab-storage.js'] as const;

const PACKAGE_FILES = {
  'react.js': ['react', 'umd/react.production.min.js'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js'],
} as const;

/** Serves under `/browser/` what the pages share: an allow-list, so that a request can never reach another path. */
export function registerBrowserFiles(app: FastifyInstance): void {
  const files = new Map([
    ...OWN_FILES.map((name) => [name, readPageFile(name, new URL(name, import.meta.url))] as const),
    ...readPackageFiles(PACKAGE_FILES),
  ]);
  app.get<{ Params: { name: string } }>('/browser/:name', (request, reply) =>
    sendPageFile(request, reply, files.get(request.params.name)),
  );
}
