import { describe, expect, it } from 'vitest';
import { createSpanClock } from '../../../schema/process/telemetry/span-clock.ts';

describe('the time of spans', () => {
  const START = 1_700_000_000_000;
  let ticks = 0;
  let off = 0;
  const clockOf = () =>
    createSpanClock(
      () => START + Math.floor(ticks) + off,
      () => ticks,
    );

  it('runs evenly, finer than the clock of the machine, and not with its small moves', () => {
    [ticks, off] = [0, 0];
    const now = clockOf();
    ticks = 1_500.25;
    expect(now()).toEqual([1_700_000_001, 500_250_000]);
    for (const move of [3, -3, 40]) {
      off = move;
      expect(now()).toEqual([1_700_000_001, 500_250_000]);
    }
  });

  it('follows the clock of the machine when that is set', () => {
    [ticks, off] = [0, 0];
    const now = clockOf();
    off = 60_000;
    expect(now()).toEqual([1_700_000_060, 0]);
    ticks = 7;
    expect(now()).toEqual([1_700_000_060, 7_000_000]);
    off = 0;
    expect(now()).toEqual([1_700_000_000, 7_000_000]);
  });
});
