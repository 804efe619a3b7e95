import { readPackageFiles, readPageFile, type PageFile } from '../browser/page-file.ts';

const OWN_FILES = [
  'index.html',
  'explorer.css',
  'explorer.js',
  'access-bar.js',
  'editor-storage.js',
  'withheld-panel.js',
] as const;

const PACKAGE_FILES = {
  'graphiql.js': ['graphiql', 'graphiql.min.js'],
  'graphiql.css': ['graphiql', 'graphiql.min.css'],
} as const;

/** Reads every file of the explorer once, by name: an allow-list, so a request can never reach another path. */
export function readExplorerFiles(): ReadonlyMap<string, PageFile> {
  return new Map([
    ...OWN_FILES.map((name) => [name, readPageFile(name, new URL(`page/${name}`, import.meta.url))] as const),
    ...readPackageFiles(PACKAGE_FILES),
  ]);
}
