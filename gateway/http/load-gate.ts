import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { AdaptiveLimit } from '../limits/adaptive-limit.ts';
import type { LimitSettings } from '../limits/limit-settings.ts';
import type { Leave } from '../limits/slots.ts';
import { overloaded } from '../limits/overloaded.ts';
import { shed } from './shed.ts';

/** Takes on no more than can be answered in time. */
export interface LoadGate {
  /**
   * Begins work on a request, and gives what ends it.
   * @throws SamsynError OVERLOADED
   */
  enter(): Leave;
}

export interface LoadGateOptions {
  readonly limits: LimitSettings;
  /** How many of the requests under way wait for an agency that answers nobody, at least. */
  readonly held: () => number;
}

const MIB = 1_048_576;
/** Long enough for some turns, short against what a client notices. */
const SPELL_MS = 100;
/** Turns that are shorter count as this long. */
const SHORTEST_TURN_MS = 5;
const NANOSECONDS = 1e6;

/**
 * Sheds load before a byte of a body is read: when as many requests are under way as there may be, which is learned from how long
 * the process takes to get round to them; when it is very late; or when its memory is nearly full. What was let in keeps its time.
 * Health checks always come through, or an orchestrator would take a busy process for a dead one. What it tells is how busy the
 * gateway is.
 */
export function createLoadGate(app: FastifyInstance, { limits: settings, held }: LoadGateOptions): LoadGate {
  const places = new Places(settings);
  let isLate = false;
  let isFull = false;
  watchTurns(app, ({ middleMs, meanMs }) => {
    places.endSpell(middleMs, held());
    isLate = meanMs > settings.LIMIT_LATENESS_MS;
    isFull = memoryInUse() > settings.LIMIT_HEAP_MIB * MIB;
  });
  app.addHook('onRequest', (request, reply, done) => {
    // With nothing under way the memory is mostly garbage, and who would shed all would never collect it.
    const isTooMuch = places.areTaken() || isLate || (isFull && places.areUsed());
    if (isTooMuch && !isHealthCheck(request.url)) shed(request, reply);
    else done();
  });
  return { enter: () => places.take() };
}

function memoryInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Counts what is under way, and what a spell shows of it. */
class Places {
  readonly #most: number;
  readonly #limit: AdaptiveLimit;
  #underWay = 0;
  #heldBefore = 0;
  /** What waits in vain, of what is under way: it makes no turn longer, and takes no place from who needs something else. */
  #held = 0;
  #mostAtWork = 0;
  #wasFull = false;

  constructor({ LIMIT_AT_ONCE: most, LIMIT_TURN_MS: turnMs }: LimitSettings) {
    this.#most = most;
    this.#limit = new AdaptiveLimit({ most, turnMs });
  }

  areUsed(): boolean {
    return this.#underWay > 0;
  }

  areTaken(): boolean {
    const areTaken = this.#atWork() >= this.#limit.now;
    this.#wasFull ||= areTaken;
    return areTaken || this.#underWay >= this.#most;
  }

  /** @throws SamsynError OVERLOADED */
  take(): Leave {
    if (this.areTaken()) throw overloaded();
    this.#underWay += 1;
    this.#mostAtWork = Math.max(this.#mostAtWork, this.#atWork());
    return () => {
      this.#underWay -= 1;
    };
  }

  endSpell(turnMs: number, held: number): void {
    this.#limit.observe({ turnMs, mostAtWork: this.#mostAtWork, wasFull: this.#wasFull });
    // The fewer of two spells: after this process stood still, every agency seems to have answered nobody.
    this.#held = Math.min(held, this.#heldBefore);
    this.#heldBefore = held;
    this.#mostAtWork = this.#atWork();
    this.#wasFull = false;
  }

  #atWork(): number {
    return Math.max(0, this.#underWay - this.#held);
  }
}

/** How long the turns of one spell took, ms. */
interface Turns {
  readonly middleMs: number;
  readonly meanMs: number;
}

/**
 * Tells, spell by spell as long as the server is open, how long turns took. A spell that had no turn, since the process stood still
 * longer than that, is told of with the next, by how long it stood.
 */
function watchTurns(app: FastifyInstance, tell: (turns: Turns) => void): void {
  const turns = monitorEventLoopDelay({ resolution: SHORTEST_TURN_MS });
  turns.enable();
  const spells = setInterval(() => {
    if (turns.count === 0) return;
    tell({ middleMs: turns.percentile(50) / NANOSECONDS, meanMs: turns.mean / NANOSECONDS });
    turns.reset();
  }, SPELL_MS);
  spells.unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(spells);
    turns.disable();
    done();
  });
}

function isHealthCheck(url: string): boolean {
  return url.startsWith('/health/');
}
