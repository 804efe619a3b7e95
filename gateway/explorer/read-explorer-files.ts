import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file that the explorer serves, held in memory. */
export interface ExplorerFile {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
} as const;

const OWN_FILES = [
  'index.html',
  'explorer.css',
  'explorer.js',
  'access-bar.js',
  'ask-graph.js',
  'browser-storage.js',
  'sign-in.js',
  'withheld-panel.js',
] as const;

/** Built files of the packages, by the name under which they are served; nothing else of a package can be reached. */
const PACKAGE_FILES = {
  'react.js': ['react', 'umd/react.production.min.js'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js'],
  'graphiql.js': ['graphiql', 'graphiql.min.js'],
  'graphiql.css': ['graphiql', 'graphiql.min.css'],
} as const;

/** Reads every file of the explorer once, by name: an allow-list, so a request can never reach another path. */
export function readExplorerFiles(): ReadonlyMap<string, ExplorerFile> {
  const files = new Map<string, ExplorerFile>();
  for (const name of OWN_FILES) files.set(name, readOne(name, new URL(`page/${name}`, import.meta.url)));
  const { resolve } = createRequire(import.meta.url);
  for (const [name, [packageName, path]] of Object.entries(PACKAGE_FILES)) {
    files.set(name, readOne(name, join(dirname(resolve(`${packageName}/package.json`)), path)));
  }
  return files;
}

function readOne(name: string, place: URL | string): ExplorerFile {
  const body = readFileSync(place);
  const ending = name.slice(name.lastIndexOf('.')) as keyof typeof TYPES;
  return { type: TYPES[ending], body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
