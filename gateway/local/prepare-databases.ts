import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import type { ProcessRoster } from './process-roster.ts';
import type { ProcessName, Task } from './process-settings.ts';
import { writeSecret } from './secret-file.ts';

/** Who lives in the synthetic town. */
export interface TownFigures {
  readonly people: number;
  readonly seed: string;
  /** YYYY-MM-DD, from which ages and clocks are counted. */
  readonly today: string;
}

export interface Preparation {
  readonly roster: ProcessRoster;
  readonly dataDirectory: string;
  readonly projectDirectory: string;
  readonly town: TownFigures;
  readonly command: (name: ProcessName, task: Task) => readonly string[];
  /** How much of the work is done, from 0 to 1. */
  onShare(share: number): void;
}

/** What the databases were last prepared with, and what came of it. */
export interface Prepared {
  readonly digest: string;
  readonly town: TownFigures;
  /** The test number of somebody whom all agencies know. */
  readonly example: string | null;
}

const SOURCES = ['schema', 'policies', 'subgraphs', 'gateway'] as const;

/** What an earlier start prepared; null when nothing is there. */
export async function readPrepared(dataDirectory: string): Promise<Prepared | null> {
  try {
    return JSON.parse(await readFile(preparedFile(dataDirectory), 'utf8')) as Prepared;
  } catch {
    return null;
  }
}

export function preparedFile(dataDirectory: string): string {
  return join(dataDirectory, 'prepared.json');
}

/**
 * Brings every database's tables up to date and fills the town, all keepers at a time. Nothing is started when neither the program
 * nor the wish has changed since the last time.
 */
export async function prepareDatabases(preparation: Preparation, earlier: Prepared | null): Promise<Prepared> {
  const digest = digestOf(preparation);
  if (earlier?.digest === digest) return earlier;
  const { roster, town, dataDirectory } = preparation;
  const example = { number: earlier?.example ?? null };
  const shares = new Map<Agency, number>();
  const tell = (agency: Agency, share: number): void => {
    shares.set(agency, share);
    preparation.onShare([...shares.values()].reduce((sum, one) => sum + one, 0) / AGENCIES.length);
  };
  // Were this start cut short, the next one must go on with the same people.
  await writeSecret(preparedFile(dataDirectory), { digest: '', town, example: example.number });
  const args = ['--people', String(town.people), '--seed', town.seed, '--today', town.today];
  const prepareAgency = async (name: Agency): Promise<void> => {
    await roster.run({ name, task: 'migrate' });
    tell(name, 0.1);
    await roster.run({
      name,
      task: 'fill',
      args,
      onLine: (line) => {
        const said = readFillLine(line);
        if (said.share !== null) tell(name, 0.1 + 0.9 * said.share);
        if (name === 'socialtjanst' && said.example !== null) example.number = said.example;
        return said.example !== null;
      },
    });
    tell(name, 1);
  };
  const migrateGateway = roster.run({ name: 'gateway', task: 'migrate' });
  await Promise.all([migrateGateway, ...AGENCIES.map(prepareAgency)]);
  return writeSecret(preparedFile(dataDirectory), { digest, town, example: example.number });
}

/** What a line of a filling process tells: how far it is, or whom to look up. */
function readFillLine(line: string): { readonly share: number | null; readonly example: string | null } {
  const nothing = { share: null, example: null };
  if (!line.startsWith('{')) return nothing;
  try {
    const { filled, of, example } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const share = typeof filled === 'number' && typeof of === 'number' && of > 0 ? Math.min(1, filled / of) : null;
    return { share, example: typeof example === 'string' ? example : null };
  } catch {
    return nothing;
  }
}

/** Of the program that prepares; the databases must be looked at again when any of it changes. */
function digestOf({ projectDirectory, command }: Preparation): string {
  const hash = createHash('sha256');
  for (const name of ['gateway', ...AGENCIES] as const)
    hash.update(JSON.stringify([command(name, 'migrate'), command(name, 'fill')]));
  for (const folder of SOURCES) hashFolder(join(projectDirectory, folder), hash);
  return hash.digest('hex');
}

function hashFolder(folder: string, hash: ReturnType<typeof createHash>): void {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path).update(readFileSync(path));
}
