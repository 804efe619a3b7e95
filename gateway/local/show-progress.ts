import type { Progress } from './system.ts';

/** The terminal, or what stands in for it. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows how far the start is. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  /** Says a sentence without disturbing the bar. */
  say(sentence: string): void;
  /** Takes the bar away. */
  finish(): void;
}

const BAR_CELLS = 24;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\u001b[2K';
/** Without a terminal a line is written when this much more is done. */
const LINE_STEP = 0.25;

/** A bar that redraws itself on a terminal; elsewhere a plain line for each new thing that happens. */
export function createProgressDisplay(output: ProgressOutput): ProgressDisplay {
  return output.isTTY === true ? createBar(output) : createPlainLines(output);
}

function createBar(output: ProgressOutput): ProgressDisplay {
  let latest: Progress | null = null;
  const draw = (): void => {
    if (latest === null) return;
    const full = Math.round(BAR_CELLS * latest.share);
    const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
    const line = `${bar} ${String(Math.floor(latest.share * 100)).padStart(3)} %  ${latest.text}`;
    output.write(CLEAR_LINE + line.slice(0, (output.columns ?? DEFAULT_COLUMNS) - 1));
  };
  return {
    update: (progress) => {
      latest = progress;
      draw();
    },
    say: (sentence) => {
      output.write(`${latest === null ? '' : CLEAR_LINE}${sentence}\n`);
      draw();
    },
    finish: () => {
      if (latest !== null) output.write(CLEAR_LINE);
      latest = null;
    },
  };
}

function createPlainLines(output: ProgressOutput): ProgressDisplay {
  let shown: Progress = { text: '', share: -1 };
  return {
    update: (progress) => {
      if (progress.text === shown.text && progress.share < shown.share + LINE_STEP) return;
      shown = progress;
      output.write(`${String(Math.floor(progress.share * 100)).padStart(3)} %  ${progress.text}\n`);
    },
    say: (sentence) => void output.write(`${sentence}\n`),
    finish: () => undefined,
  };
}
