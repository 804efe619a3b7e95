import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker, type CallOutcome } from '../../../../gateway/federation/agency/circuit-breaker.ts';

const LIMITS = { failuresInARow: 3, openMs: 1_000, longestOpenMs: 3_000 };

let now = 0;
let changes: string[] = [];
let breaker: CircuitBreaker;

beforeEach(() => {
  now = 0;
  changes = [];
  breaker = new CircuitBreaker({
    limits: LIMITS,
    ticks: () => now,
    random: () => 1,
    onChange: (state) => changes.push(state),
  });
});

function call(outcome: CallOutcome): void {
  const end = breaker.begin();
  expect(end).not.toBeNull();
  end?.(outcome);
}

function fail(times: number): void {
  for (let time = 0; time < times; time += 1) call('failed');
}

describe('a circuit breaker', () => {
  it('opens when so many calls in a row failed, and not before', () => {
    fail(LIMITS.failuresInARow - 1);
    expect(breaker.isOpen()).toBe(false);
    fail(1);
    expect(breaker.isOpen()).toBe(true);
    expect(breaker.begin()).toBeNull();
    expect(changes).toEqual(['open']);
  });

  it('never opens for an endpoint that answers every second call', () => {
    for (let time = 0; time < 50; time += 1) {
      call('failed');
      call('answered');
    }
    expect(breaker.isOpen()).toBe(false);
  });

  it('takes a call that was cut short for neither', () => {
    for (let time = 0; time < 50; time += 1) call('cut');
    expect(breaker.isOpen()).toBe(false);
    fail(LIMITS.failuresInARow - 1);
    call('cut');
    fail(1);
    expect(breaker.isOpen()).toBe(true);
  });

  it('lets one probe through when its time is over, and closes when that is answered', () => {
    fail(LIMITS.failuresInARow);
    now = LIMITS.openMs - 1;
    expect(breaker.begin()).toBeNull();
    now = LIMITS.openMs;
    const probe = breaker.begin();
    expect(probe).not.toBeNull();
    expect([breaker.isOpen(), breaker.begin()]).toEqual([true, null]);
    probe?.('answered');
    expect(breaker.isOpen()).toBe(false);
    expect(changes).toEqual(['open', 'closed']);
    fail(LIMITS.failuresInARow - 1);
    expect(breaker.isOpen()).toBe(false);
  });

  it('stays open twice as long after each probe that fails, up to a limit', () => {
    fail(LIMITS.failuresInARow);
    const waits = [LIMITS.openMs, 2 * LIMITS.openMs, LIMITS.longestOpenMs, LIMITS.longestOpenMs];
    for (const wait of waits) {
      now += wait - 1;
      expect(breaker.begin()).toBeNull();
      now += 1;
      call('failed');
    }
    expect(changes).toEqual(['open']);
  });

  it('lets another probe through at once when the first was cut short', () => {
    fail(LIMITS.failuresInARow);
    now = LIMITS.openMs;
    call('cut');
    call('answered');
    expect(breaker.isOpen()).toBe(false);
  });

  it('learns nothing new from calls that were under way when it opened, unless one is answered', () => {
    const late = [breaker.begin(), breaker.begin(), breaker.begin()];
    fail(LIMITS.failuresInARow);
    late[0]?.('failed');
    now = LIMITS.openMs;
    expect(breaker.isOpen()).toBe(false);
    const probe = breaker.begin();
    late[1]?.('failed');
    expect(breaker.isOpen()).toBe(true);
    late[2]?.('answered');
    expect(breaker.isOpen()).toBe(false);
    probe?.('failed');
    expect(breaker.isOpen()).toBe(false);
  });
});
