import type { PortHolder, ProcessName, Settings, Task } from './process-settings.ts';
import { startProcess, tellingLine, type RunningProcess } from './running-process.ts';
import { StartError } from './start-error.ts';
import { waitUntilReady } from './wait-until-ready.ts';

export interface RosterOptions {
  readonly directory: string;
  readonly urls: Readonly<Record<ProcessName, string>>;
  readonly command: (name: ProcessName, task: Task) => readonly string[];
  readonly settings: (name: ProcessName, task: Task) => Settings;
  readonly onLog: (name: PortHolder, line: string) => void;
  /** Told when a process ends that nobody asked to. */
  readonly onTrouble: (sentence: string) => void;
}

/** Work that a process does to its end. */
export interface Job {
  readonly name: ProcessName;
  readonly task: Exclude<Task, 'serve'>;
  readonly args?: readonly string[];
  /** Takes a line that is said to the starter and belongs in no log; tells whether it did. */
  readonly onLine?: (line: string) => boolean;
}

const DOING: Readonly<Record<Job['task'], string>> = { migrate: 'its tables were made', fill: 'the town moved in' };

/** All Node.js processes of the system that run at a time. */
export class ProcessRoster {
  readonly #options: RosterOptions;
  readonly #serving = new Map<ProcessName, RunningProcess>();
  readonly #jobs = new Set<RunningProcess>();
  /** Those whose end was asked for, and is no trouble. */
  readonly #dismissed = new WeakSet<RunningProcess>();
  #isClosed = false;

  constructor(options: RosterOptions) {
    this.#options = options;
  }

  /**
   * Runs a job to its end.
   * @throws StartError when it fails
   */
  async run(job: Job): Promise<void> {
    const process = this.#begin(job);
    this.#jobs.add(process);
    const how = await process.ended;
    this.#jobs.delete(process);
    if (how === null) return;
    throw new StartError(`${job.name} ended ${how} while ${DOING[job.task]}: ${tellingLine(process)}.`);
  }

  /**
   * Starts a process and waits until it is ready.
   * @throws StartError when it ends first
   */
  async serve(name: ProcessName): Promise<void> {
    const process = this.#begin({ name, task: 'serve' });
    this.#serving.set(name, process);
    await waitUntilReady(process, this.#options.urls[name]);
    void process.ended.then((how) => {
      if (this.#dismissed.has(process)) return;
      this.#options.onTrouble(`${name} ended ${how ?? 'by itself'}: ${tellingLine(process)}. The others go on.`);
    });
  }

  /** The serving process of that name, dead or alive. */
  serving(name: ProcessName): RunningProcess | undefined {
    return this.#serving.get(name);
  }

  /** Stops the serving process; nothing happens when there is none. */
  async stop(name: ProcessName): Promise<void> {
    const process = this.#serving.get(name);
    if (process !== undefined) await this.#dismiss(process);
  }

  /** Stops whatever runs, jobs first and then the serving processes in the given order; nothing starts any more. */
  async stopAll(order: readonly (readonly ProcessName[])[]): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#jobs].map((process) => this.#dismiss(process)));
    for (const names of order) await Promise.all(names.map((name) => this.stop(name)));
  }

  /** Ends whatever runs at once; nothing starts any more. */
  killAll(): void {
    this.#isClosed = true;
    for (const process of [...this.#jobs, ...this.#serving.values()]) {
      this.#dismissed.add(process);
      process.signal('SIGKILL');
    }
  }

  async #dismiss(process: RunningProcess): Promise<void> {
    this.#dismissed.add(process);
    await process.stop();
  }

  #begin({ name, task, args = [], onLine }: Omit<Job, 'task'> & { readonly task: Task }): RunningProcess {
    if (this.#isClosed) throw new StartError(`${name} is not started any more: the system stops.`);
    const { directory, command, settings, onLog } = this.#options;
    const plan = { name, command: [...command(name, task), ...args], settings: settings(name, task), directory };
    return startProcess(plan, (line) => {
      if (onLine?.(line) !== true) onLog(name, line);
    });
  }
}
