/** Seconds since 1970, and nanoseconds. */
export type SpanTime = [number, number];

/** Further than that the clock of the machine was set, and did not drift. */
const SET_MS = 50;
const MS_A_SECOND = 1_000;
const NS_A_MS = 1e6;

/**
 * The time of spans: of the machine's clock, and yet running evenly, so that a span never seems to end after the one that it is part of.
 * The library reads two clocks for each span, and is off by as long as the process was held up between them.
 * @param wall milliseconds since 1970
 * @param ticks milliseconds, of a clock that never jumps
 */
export function createSpanClock(
  wall: () => number = Date.now,
  ticks = (): number => performance.now(),
): () => SpanTime {
  let between = wall() - ticks();
  const readOff = (): number => wall() - ticks() - between;
  return () => {
    // Twice, since the process can be held up here too.
    if (Math.abs(readOff()) > SET_MS) {
      const off = readOff();
      if (Math.abs(off) > SET_MS) between += off;
    }
    const ms = between + ticks();
    const seconds = Math.floor(ms / MS_A_SECOND);
    return [seconds, Math.floor((ms - seconds * MS_A_SECOND) * NS_A_MS)];
  };
}
