import { Pool, type Dispatcher } from 'undici';
import { z } from 'zod';
import type { Agency } from '../../../schema/agency.ts';
import { TOKEN_KEY_HEADER } from '../../../policies/aggregates/token-key-header.ts';
import { ContributionFault, type FaultKind } from './contribution-fault.ts';

/** A line to what one agency answers of aggregates, beside its graph. */
export interface AgencyLine {
  readonly agency: Agency;
  /**
   * Asks for a contribution; gives it once the agency has begun to send it.
   * @throws ContributionFault, or Unapproved when its owners have not approved the definition
   */
  ask(headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<BegunContribution>;
  /** What the agency says of approvals; null when it does not say. */
  readApprovals(): Promise<readonly AgencyApproval[] | null>;
  close(): Promise<void>;
}

/** A contribution that an agency has begun to send. */
export interface BegunContribution {
  readonly body: AsyncIterable<Uint8Array>;
  /** What tells whether its tokens are made with the same key as others'; null where it says nothing. */
  readonly keyCheck: string | null;
}

/** An agency whose owners have not approved the definition: a refusal, not a fault. */
export class Unapproved extends Error {}

const CSV = 'text/csv; charset=utf-8';
const CONNECTIONS = 8;
const REFUSAL_LIMIT_BYTES = 16_384;
const APPROVALS_LIMIT_BYTES = 1_048_576;
const APPROVALS_TIMEOUT_MS = 3_000;

const refusalShape = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1) });

const approvalShape = z.object({
  definition: z.string(),
  digest: z.string(),
  approvals: z.number().int().min(0),
  needed: z.number().int().min(1),
  withdrawn: z.boolean(),
});

const approvalsShape = z.object({ approvals: z.array(approvalShape) });

/** How many of the persons needed have approved a version of a definition. */
export type AgencyApproval = Readonly<z.infer<typeof approvalShape>>;

/** @param graphUrl where the agency's graph is; its aggregates lie beside it */
export function openAgencyLine(agency: Agency, graphUrl: string): AgencyLine {
  const { origin, pathname } = new URL(graphUrl);
  const base = pathname.replace(/\/graphql$/, '');
  // Silence is bounded by the deadline of the whole, which is the caller's.
  const pool = new Pool(origin, { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  return {
    agency,
    ask: async (headers, signal) => {
      const answer = await pool
        .request({ path: `${base}/aggregates/contribution`, method: 'POST', headers, body: '{}', signal })
        .catch(() => refuse('silent'));
      if (answer.statusCode !== 200) throw await readRefusal(answer);
      if (answer.headers['content-type'] !== CSV) throw refuseBody(answer);
      const keyCheck = answer.headers[TOKEN_KEY_HEADER];
      return {
        body: answer.body.on('error', () => undefined),
        keyCheck: typeof keyCheck === 'string' ? keyCheck : null,
      };
    },
    readApprovals: () => readApprovals(pool, `${base}/aggregates/approvals`),
    close: () => pool.destroy(),
  };
}

/** Lets go of a body that nobody will read. */
function refuseBody({ body }: Dispatcher.ResponseData): Error {
  body.on('error', () => undefined).destroy();
  return new ContributionFault('wrong');
}

/** Only the code is taken from what an agency says of its refusal. */
async function readRefusal(answer: Dispatcher.ResponseData): Promise<Error> {
  const text = await readText(answer, REFUSAL_LIMIT_BYTES).catch(() => '');
  switch (readCode(text)) {
    case 'AGGREGATE_UNAPPROVED':
      return new Unapproved();
    case 'AGGREGATE_DEFINITION_UNKNOWN':
      return new ContributionFault('unknown');
    case null:
      return new ContributionFault('broken');
    default:
      return new ContributionFault(answer.statusCode < 500 ? 'refused' : 'broken');
  }
}

function readCode(text: string): string | null {
  try {
    return refusalShape.parse(JSON.parse(text)).errors[0]?.extensions.code ?? null;
  } catch {
    return null;
  }
}

async function readApprovals(pool: Pool, path: string): Promise<readonly AgencyApproval[] | null> {
  try {
    const signal = AbortSignal.timeout(APPROVALS_TIMEOUT_MS);
    const answer = await pool.request({ path, method: 'GET', signal });
    const text = await readText(answer, APPROVALS_LIMIT_BYTES);
    return answer.statusCode === 200 ? approvalsShape.parse(JSON.parse(text)).approvals : null;
  } catch {
    return null;
  }
}

async function readText({ body }: Dispatcher.ResponseData, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new RangeError('the answer is too large');
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

function refuse(kind: FaultKind): never {
  throw new ContributionFault(kind);
}
