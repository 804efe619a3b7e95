import { Redis as Valkey } from 'iovalkey';
import type { Log } from '../../schema/process/log.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';

/** A Valkey or Redis that the replicas of the gateway share. Holds hashes and counts, and nothing that cannot be lost. */
export interface SharedStore {
  readonly client: Valkey;
  close(): Promise<void>;
}

const SILENCE_LIMIT_MS = 1_000;
/** Of one that answers others, and so does not hang. */
const COMMAND_LIMIT_MS = 1_500;
const RECONNECT_MS = 500;

/**
 * Connects in the background: a store that is away fails each command at once, and is found again by itself. One that hangs is away
 * as soon as one answer has not come in time: the connection is given up, whoever waits is let go, and nothing more is sent until a
 * new connection has been answered. So a store that hangs costs the requests of one second up to a second, and the later ones nothing.
 */
export function openSharedStore(url: string, log: Log): SharedStore {
  const client = new Valkey(url, {
    connectTimeout: SILENCE_LIMIT_MS,
    commandTimeout: COMMAND_LIMIT_MS,
    socketTimeout: SILENCE_LIMIT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => RECONNECT_MS,
  });
  let isAway = false;
  let isClosed = false;
  client.on('close', () => {
    if (isClosed) return;
    gatewayMetrics.sharedStoreFaults.add([]);
    if (!isAway) log.warn('the shared store is away');
    isAway = true;
  });
  // Each is followed by a close; without a listener it would end the process.
  client.on('error', () => undefined);
  client.on('ready', () => {
    if (isAway) log.info('the shared store is back');
    isAway = false;
  });
  return {
    client,
    close: () => {
      isClosed = true;
      client.disconnect();
      return Promise.resolve();
    },
  };
}
