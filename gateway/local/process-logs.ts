import type { PortHolder } from './process-settings.ts';

export interface LogListeners {
  readonly onLog?: (name: PortHolder, line: string) => void;
  /** Told, in a sentence, what people should know: where data went, that a process died. */
  readonly onNotice?: (sentence: string) => void;
}

const KEPT_LINES = 1000;

/** The latest lines of every process. */
export interface ProcessLogs {
  readonly add: (name: PortHolder, line: string) => void;
  readonly of: (name: PortHolder) => readonly string[];
  readonly notice: (sentence: string) => void;
}

/** Keeps lines, and passes each on as it comes. */
export function createLogs({ onLog, onNotice }: LogListeners): ProcessLogs {
  const kept = new Map<PortHolder, string[]>();
  return {
    of: (name) => kept.get(name) ?? [],
    notice: (sentence) => onNotice?.(sentence),
    add: (name, line) => {
      const lines = kept.get(name) ?? [];
      kept.set(name, lines);
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLog?.(name, line);
    },
  };
}
