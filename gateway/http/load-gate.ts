import { randomInt } from 'node:crypto';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { SamsynError } from '../../schema/error-catalogue.ts';
import type { LimitSettings } from '../limits/limit-settings.ts';
import { Slots, type Leave } from '../limits/slots.ts';

/** Takes on no more than can be answered in time. */
export interface LoadGate {
  /**
   * Begins work on a request, and gives what ends it.
   * @throws SamsynError OVERLOADED
   */
  enter(): Leave;
}

const MIB = 1_048_576;
const SAMPLE_MS = 250;
/** Apart, or all who were told to come back would come back together. */
const RETRY_SECONDS = { least: 1, most: 3 } as const;
const ALL = 'all';

/**
 * Sheds load before a byte of a body is read: when as many requests are under way as there may be, when the process is late, or when
 * its memory is nearly full. What was let in keeps its time. Health checks always come through, or an orchestrator would take a
 * busy process for a dead one. What it tells is how busy the gateway is.
 */
export function createLoadGate(app: FastifyInstance, settings: LimitSettings): LoadGate {
  const slots = new Slots(settings.LIMIT_AT_ONCE);
  app.addHook('onRequest', (request, _reply, done) => {
    if (slots.isFull(ALL) && !isHealthCheck(request.url)) throw overloaded();
    done();
  });
  void app.register(underPressure, {
    maxEventLoopDelay: settings.LIMIT_LATENESS_MS,
    maxHeapUsedBytes: settings.LIMIT_HEAP_MIB * MIB,
    sampleInterval: SAMPLE_MS,
    pressureHandler: (request) => {
      if (!isHealthCheck(request.url)) throw overloaded();
    },
  });
  return {
    enter: () => {
      const leave = slots.take(ALL);
      if (leave === null) throw overloaded();
      return leave;
    },
  };
}

function isHealthCheck(url: string): boolean {
  return url.startsWith('/health/');
}

function overloaded(): SamsynError {
  return new SamsynError('OVERLOADED', { seconds: randomInt(RETRY_SECONDS.least, RETRY_SECONDS.most + 1) });
}
