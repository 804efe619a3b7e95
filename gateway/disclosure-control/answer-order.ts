import { parentPort, workerData } from 'node:worker_threads';
import { protectRelease } from './protect-release.ts';
import type { WorkOrder } from './protect-in-worker.ts';

const { candidate, ledger, besideEarlier } = workerData as WorkOrder;
parentPort?.postMessage(await protectRelease(candidate, ledger, besideEarlier));
