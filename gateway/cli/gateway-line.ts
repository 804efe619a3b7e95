import { CommandError } from './command.ts';

const DEFAULT_URL = 'http://127.0.0.1:4000';
/** A count across agencies may take its time. */
const PATIENCE_MS = 180_000;
const TOKEN_HINT = 'For the system of npm start: export SAMSYN_TOKEN=$(npm run -s token -- analyst)';
const SIGN_IN_CODES: readonly unknown[] = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_FOREIGN'];

/** The gateway, as a command asks it over HTTP. */
export interface GatewayLine {
  readonly url: string;
  /** What is open to everybody. */
  readonly readPublic: (path: string) => Promise<unknown>;
  /** Asks the graph for statistics. */
  readonly ask: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<GraphBody>;
  /** A file that is an analyst's. */
  readonly fetchFile: (path: string) => Promise<Buffer>;
}

/** What the graph answers. */
export interface GraphBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphProblem[];
  readonly extensions?: { readonly withheld?: readonly { readonly code: string }[] };
}

interface GraphProblem {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/**
 * Opens a line to the gateway of SAMSYN_URL, with the token of SAMSYN_TOKEN. The token goes in a header to that address alone:
 * never along a redirect, and never over plain HTTP to another computer.
 * @throws CommandError, from what is asked through it, with what to do
 */
export function openGatewayLine(environment: Readonly<Record<string, string | undefined>>): GatewayLine {
  const url = readUrl(environment['SAMSYN_URL'] ?? DEFAULT_URL);
  const withToken = (): Record<string, string> => {
    const token = environment['SAMSYN_TOKEN']?.trim() ?? '';
    if (token === '') throw new CommandError(`set SAMSYN_TOKEN to your access token. ${TOKEN_HINT}`);
    return { authorization: `Bearer ${token}`, 'samsyn-purpose': 'STATISTICS' };
  };
  return {
    url,
    readPublic: async (path) => (await send(url, path, {})).json(),
    ask: async (query, variables) => {
      const headers = { ...withToken(), 'content-type': 'application/json' };
      const body = JSON.stringify({ query, variables });
      return (await send(url, '/graphql', { method: 'POST', headers, body })).json() as Promise<GraphBody>;
    },
    fetchFile: async (path) => Buffer.from(await (await send(url, path, { headers: withToken() })).arrayBuffer()),
  };
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))) {
    throw new CommandError('SAMSYN_URL must be an https address; http is for this computer alone.');
  }
  return text.replace(/\/+$/, '');
}

async function send(url: string, path: string, options: RequestInit): Promise<Response> {
  const request: RequestInit = { ...options, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) };
  const response = await fetch(`${url}${path}`, request).catch(() => {
    throw new CommandError(`the gateway at ${url} does not answer: is SAMSYN_URL right, and is it running?`);
  });
  if (!response.ok) throw new CommandError(await describeProblem(response));
  return response;
}

async function describeProblem(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as GraphBody | null;
  const [problem] = body?.errors ?? [];
  if (problem === undefined) return `the gateway answered ${response.status}.`;
  return tellProblem(problem);
}

/** What is wrong in a sentence, with the way to a token where that would help. */
export function tellProblem({ message, extensions }: GraphProblem): string {
  return SIGN_IN_CODES.includes(extensions?.code) ? `${message}. ${TOKEN_HINT}` : `${message}.`;
}
