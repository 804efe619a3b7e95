import type { PortHolder, ProcessName, Settings, Task } from './process-settings.ts';
import { startProcess, tellingLine, type RunningProcess } from './running-process.ts';
import { StartError } from './start-error.ts';
import { waitUntilReady } from './wait-until-ready.ts';

export interface RosterOptions {
  readonly directory: string;
  readonly urls: Readonly<Record<ProcessName, string>>;
  command(name: ProcessName, task: Task): readonly string[];
  settings(name: ProcessName, task: Task): Settings;
  onLog(name: PortHolder, line: string): void;
  /** Told when a process ends that nobody asked to. */
  onTrouble(sentence: string): void;
}

/** All Node.js processes of the system that run at a time. */
export interface ProcessRoster {
  /** Runs a task to its end. @throws StartError when it fails */
  run(job: Job): Promise<void>;
  /** Starts a process and waits until it is ready. @throws StartError when it ends first */
  serve(name: ProcessName): Promise<void>;
  /** The serving process of that name, dead or alive. */
  serving(name: ProcessName): RunningProcess | undefined;
  /** Stops the serving process; nothing happens when there is none. */
  stop(name: ProcessName): Promise<void>;
  /** Stops whatever runs, tasks first and then the serving processes in the given order; nothing starts any more. */
  stopAll(order: readonly (readonly ProcessName[])[]): Promise<void>;
  /** Ends whatever runs at once; nothing starts any more. */
  killAll(): void;
}

export interface Job {
  readonly name: ProcessName;
  readonly task: Exclude<Task, 'serve'>;
  readonly args: readonly string[];
  readonly onLine: (line: string) => void;
}

const DOING: Readonly<Record<Job['task'], string>> = { migrate: 'its tables were made', fill: 'the town moved in' };

/** Keeps an eye on the processes of one system. */
export function createRoster(options: RosterOptions): ProcessRoster {
  const serving = new Map<ProcessName, RunningProcess>();
  const tasks = new Set<RunningProcess>();
  const asked = new WeakSet<RunningProcess>();
  const state = { isClosed: false };
  const begin = (name: ProcessName, task: Task, args: readonly string[], onLine: (line: string) => void): RunningProcess => {
    if (state.isClosed) throw new StartError(`${name} is not started any more: the system stops.`);
    const plan = { name, command: [...options.command(name, task), ...args], settings: options.settings(name, task), directory: options.directory };
    return startProcess(plan, (line) => {
      options.onLog(name, line);
      onLine(line);
    });
  };
  const end = async (process: RunningProcess): Promise<void> => {
    asked.add(process);
    await process.stop();
  };
  const stop = async (name: ProcessName): Promise<void> => {
    const process = serving.get(name);
    if (process !== undefined) await end(process);
  };
  return {
    serving: (name) => serving.get(name),
    stop,
    run: async ({ name, task, args, onLine }) => {
      const process = begin(name, task, args, onLine);
      tasks.add(process);
      const how = await process.ended;
      tasks.delete(process);
      if (how !== null) throw new StartError(`${name} ended ${how} while ${DOING[task]}: ${tellingLine(process)}.`);
    },
    serve: async (name) => {
      const process = begin(name, 'serve', [], () => undefined);
      serving.set(name, process);
      await waitUntilReady(process, options.urls[name]);
      void process.ended.then((how) => {
        if (!asked.has(process)) options.onTrouble(`${name} ended ${how ?? 'by itself'}: ${tellingLine(process)}. The others go on.`);
      });
    },
    stopAll: async (order) => {
      state.isClosed = true;
      await Promise.all([...tasks].map(end));
      for (const names of order) await Promise.all(names.map(stop));
    },
    killAll: () => {
      state.isClosed = true;
      for (const process of [...tasks, ...serving.values()]) {
        asked.add(process);
        process.signal('SIGKILL');
      }
    },
  };
}
