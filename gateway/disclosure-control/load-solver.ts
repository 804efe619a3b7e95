import loadHighs, { type Highs } from 'highs';

/** The package types its ES module as if it were CommonJS, in which the loader would be one level further down. */
const load = loadHighs as unknown as () => Promise<Highs>;

let highs: Promise<Highs> | null = null;

/** HiGHS, compiled once in a thread. */
export function loadSolver(): Promise<Highs> {
  highs ??= load();
  return highs;
}
