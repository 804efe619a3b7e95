import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from '../../../gateway/limits/adaptive-limit.ts';

const MOST = 500;
const TURN_MS = 20;
const SPELL_MS = 100;

/** A gateway of which each request under way lengthens a turn by so much, and which answers so many a second. */
interface Machine {
  readonly turnMsEach: number;
  readonly answersPerSecond: number;
}

const MACHINE: Machine = { turnMsEach: 0.5, answersPerSecond: 400 };

interface Shown {
  readonly underWay: number;
  readonly answered: number;
  readonly shed: number;
}

/** Spell by spell, of a clock that is only counted: so many come a second, who take turns with some that hang at an agency. */
function run(
  limit: AdaptiveLimit,
  {
    perSecond,
    seconds,
    hanging = 0,
  }: { readonly perSecond: number; readonly seconds: number; readonly hanging?: number },
): readonly Shown[] {
  let atWork = 0;
  return Array.from({ length: (seconds * 1000) / SPELL_MS }, () => {
    const come = (perSecond * SPELL_MS) / 1000;
    const canAnswer = (MACHINE.answersPerSecond * SPELL_MS) / 1000;
    // As places become free in the spell, they are taken again.
    const taken = Math.max(0, Math.min(come, limit.now - hanging - atWork + Math.min(canAnswer, atWork + come)));
    const mostAtWork = Math.min(limit.now, hanging + atWork + come);
    const answered = Math.min(canAnswer, atWork + taken);
    atWork += taken - answered;
    const turnMs = (mostAtWork - Math.min(hanging, mostAtWork)) * MACHINE.turnMsEach;
    limit.observe({ turnMs, mostAtWork, wasFull: taken < come });
    return { underWay: mostAtWork, answered, shed: come - taken };
  });
}

function perSecond(shown: readonly Shown[], what: keyof Shown): number {
  return (shown.reduce((sum, spell) => sum + spell[what], 0) * 1000) / (shown.length * SPELL_MS);
}

const usual = (): AdaptiveLimit => new AdaptiveLimit({ most: MOST, turnMs: TURN_MS });

describe('how many may be under way', () => {
  it('is all that may be, as long as turns are short', () => {
    const limit = usual();
    const shown = run(limit, { perSecond: 300, seconds: 10 });
    expect(limit.now).toBe(MOST);
    expect(perSecond(shown, 'shed')).toBe(0);
  });

  it.each([2, 4, 20])(
    'keeps turns near what they may take when %i times as much is asked, and answers as many',
    (times) => {
      const limit = usual();
      const settling = run(limit, { perSecond: times * MACHINE.answersPerSecond, seconds: 2 });
      const settled = run(limit, { perSecond: times * MACHINE.answersPerSecond, seconds: 20 });
      expect(perSecond(settling, 'shed')).toBeGreaterThan(0);
      const longest = Math.max(...settled.map(({ underWay }) => underWay * MACHINE.turnMsEach));
      expect(longest).toBeLessThanOrEqual(TURN_MS * 1.5);
      expect(perSecond(settled, 'answered')).toBeGreaterThan(0.95 * MACHINE.answersPerSecond);
    },
  );

  it('cuts a sudden flood by what is under way, so that it is over within a second', () => {
    const limit = usual();
    run(limit, { perSecond: 100_000, seconds: 1 });
    expect(limit.now * MACHINE.turnMsEach).toBeLessThanOrEqual(TURN_MS * 1.5);
  });

  it('makes room within seconds beside those who hang at an agency, who make no turn longer', () => {
    const limit = usual();
    run(limit, { perSecond: 4 * MACHINE.answersPerSecond, seconds: 10 });
    expect(limit.now).toBeLessThan(100);
    run(limit, { perSecond: 300, seconds: 5, hanging: 200 });
    const shown = run(limit, { perSecond: 300, seconds: 5, hanging: 200 });
    expect(perSecond(shown, 'shed')).toBe(0);
    expect(perSecond(shown, 'answered')).toBeCloseTo(300);
  });

  it('comes back to all that may be when the flood is over', () => {
    const limit = usual();
    run(limit, { perSecond: 100_000, seconds: 2 });
    const after = limit.now;
    run(limit, { perSecond: 10, seconds: 10 });
    expect(limit.now).toBe(after + 100);
    run(limit, { perSecond: 10, seconds: 60 });
    expect(limit.now).toBe(MOST);
  });

  it('is not cut where the process is late with next to nothing under way, nor ever below that', () => {
    const limit = usual();
    limit.observe({ turnMs: 10_000, mostAtWork: 16, wasFull: false });
    expect(limit.now).toBe(MOST);
    for (let spell = 0; spell < 50; spell += 1) limit.observe({ turnMs: 10_000, mostAtWork: limit.now, wasFull: true });
    expect(limit.now).toBe(16);
  });

  it('is never more than an operator allows, however few', () => {
    const limit = new AdaptiveLimit({ most: 3, turnMs: TURN_MS });
    limit.observe({ turnMs: 10_000, mostAtWork: 3, wasFull: true });
    expect(limit.now).toBe(3);
    limit.observe({ turnMs: 1, mostAtWork: 3, wasFull: true });
    expect(limit.now).toBe(3);
  });
});
