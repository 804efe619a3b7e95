import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTVerifyGetKey } from 'jose';
import { verifyAggregateReceipt, type AggregateReceipt } from '../../../policies/aggregates/aggregate-receipt.ts';
import type { Agency } from '../../../schema/agency.ts';

/** A run that reached an agency. */
export interface Reached {
  readonly receipt: AggregateReceipt;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answering = (response: ServerResponse, reached: Reached) => void;

/** An HTTP server in the place of an agency, which verifies receipts as one does and answers as a test tells it to. */
export interface PlayingAgency {
  readonly url: string;
  readonly reached: readonly Reached[];
  answerWith(answer: Answering): void;
  /** What it says of approvals; null: it breaks. */
  approve(approvals: readonly object[] | null): void;
  close(): Promise<void>;
}

export async function startPlayingAgency(agency: Agency, keys: JWTVerifyGetKey): Promise<PlayingAgency> {
  const reached: Reached[] = [];
  let answer: Answering = (response) => response.writeHead(500).end();
  let approvals: readonly object[] | null = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void respond(Buffer.concat(chunks).toString()));
    const respond = async (body: string): Promise<void> => {
      if (request.method === 'GET' && request.url === '/aggregates/approvals') {
        response.writeHead(approvals === null ? 500 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ approvals }));
        return;
      }
      if (request.method !== 'POST' || request.url !== '/aggregates/contribution') {
        response.writeHead(404).end();
        return;
      }
      const token = String(request.headers['samsyn-receipt']);
      const receipt = await verifyAggregateReceipt(token, { audience: agency, keys, now: new Date() });
      reached.push({ receipt, headers: request.headers, body });
      answer(response, { receipt, headers: request.headers, body });
    };
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    reached,
    answerWith: (next) => (answer = next),
    approve: (next) => (approvals = next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As agencies with one key show that it is. */
export const ONE_KEY = { 'samsyn-token-key': '00f1e2d3c4b5a697' } as const;

/** Answers with this text as a contribution. */
export function contribute(text: string | Buffer, headers: Readonly<Record<string, string>> = ONE_KEY): Answering {
  return (response) => response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', ...headers }).end(text);
}

/** Refuses as an agency does. */
export function refuse(status: number, code: string): Answering {
  const body = JSON.stringify({ errors: [{ message: 'canary', extensions: { code } }] });
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** A contribution with its end. */
export function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows, `end,${rows.length}`].join('\n')}\n`;
}
