import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLines } from './lines.ts';

/** What to start: arguments to Node.js, and the whole environment but for what the operating system wants. */
export interface ProcessPlan {
  readonly name: string;
  readonly command: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly directory: string;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number | undefined;
  /** How it ended, in words such as `with status 1` or `by SIGKILL`; null for status 0. */
  readonly ended: Promise<string | null>;
  isAlive(): boolean;
  /** The latest lines of its output. */
  lines(): readonly string[];
  signal(signal: NodeJS.Signals): void;
  /** Asks it to stop, and ends it when it takes too long. */
  stop(): Promise<void>;
}

const KEPT_LINES = 1000;
const GRACE_MS = 12_000;
/** Where an error was thrown, and other lines that tell people nothing. */
const NOISE = /^\s+at |^Node\.js v|^\s*[\^{}]+\s*$/;
/** Nothing of ours may reach a child but what its settings say: the rest of our environment can hold secrets. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_V8_COVERAGE'] as const;

/** Starts a Node.js process that ends when we do: it sees its IPC channel close. */
export function startProcess(plan: ProcessPlan, onLine: (line: string) => void): RunningProcess {
  const child = spawn(process.execPath, plan.command, {
    cwd: plan.directory,
    env: { ...inheritedEnvironment(), ...plan.settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C in the terminal must reach the runner alone, which stops things in order.
    detached: true,
  });
  const kept: string[] = [];
  const keep = (line: string): void => {
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
    onLine(line);
  };
  readLines(child.stdout, keep);
  readLines(child.stderr, keep);
  let isAlive = true;
  const ended = new Promise<string | null>((resolve) => {
    const end = (how: string | null): void => {
      isAlive = false;
      resolve(how);
    };
    child.once('error', (error) => end(`because ${error.message}`));
    child.once('close', (code, signal) =>
      end(signal !== null ? `by ${signal}` : code === 0 ? null : `with status ${code}`),
    );
  });
  const signal = (name: NodeJS.Signals): void => {
    if (isAlive) child.kill(name);
  };
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
    signal('SIGKILL');
    await ended;
  };
  return { name: plan.name, pid: child.pid, ended, isAlive: () => isAlive, lines: () => kept, signal, stop };
}

/** The line that best tells why a process ended: its last error, or else its last line. */
export function tellingLine({ name, lines }: Pick<RunningProcess, 'name' | 'lines'>): string {
  const told = lines().filter((line) => !NOISE.test(line));
  const found = told.findLast((line) => /^\w*Error\b.*:|"level":(50|60)/.test(line)) ?? told.at(-1);
  if (found === undefined) return 'it said nothing';
  const text = messageOf(found);
  return (text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text).replace(/\.$/, '');
}

/** The message of a JSON log line, or the line as it is. */
function messageOf(line: string): string {
  try {
    const { msg } = JSON.parse(line) as { readonly msg?: unknown };
    return typeof msg === 'string' ? msg : line;
  } catch {
    return line;
  }
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
