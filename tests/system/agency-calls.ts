import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { isAgency } from '../../schema/agency.ts';

/** What the agencies were asked for each request: `<agency> <statements>` for every call, sorted. */
export type AgencyCalls = ReadonlyMap<string, readonly string[]>;

const PATIENCE_MS = 10_000;
/** Each process has a pipe of its own, so a line can come a little after a later one of another process. */
const STRAGGLERS_MS = 400;

/** Reads from the log what the agencies did for some requests, once the gateway has logged that it answered them. */
export async function readAgencyCalls(requestIds: readonly string[]): Promise<AgencyCalls> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answered = new Set(readAnswered().flatMap((line) => (line.process === 'gateway' ? [line.requestId] : [])));
    if (requestIds.every((id) => answered.has(id))) break;
    if (Date.now() > deadline) throw new Error('the gateway has not logged that it answered');
    await sleep(50);
  }
  await sleep(STRAGGLERS_MS);
  const calls = new Map<string, string[]>(requestIds.map((id) => [id, []]));
  for (const { process, requestId, statements } of readAnswered()) {
    if (isAgency(process)) calls.get(requestId)?.push(`${process} ${statements}`);
  }
  return new Map([...calls].map(([id, made]) => [id, made.toSorted()]));
}

interface AnsweredLine {
  readonly process: string;
  readonly requestId: string;
  readonly statements: number;
}

function readAnswered(): readonly AnsweredLine[] {
  return readFileSync(inject('system').logFile, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"msg":"answered"'))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as AnsweredLine);
}
