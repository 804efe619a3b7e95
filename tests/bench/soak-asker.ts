import { Agent, request } from 'undici';
import { fetchToken } from '../../gateway/local/identity-provider/fetch-token.ts';
import type { LocalSystem } from '../../gateway/local/local-system.ts';
import { createTown } from '../../subgraphs/platform/town/create-town.ts';

/** Asks as staff do, all day: one person after another, each role what it may see. */
export interface SoakAsker {
  ask(): Promise<void>;
  told(): SoakTold;
}

export interface SoakTold {
  readonly answered: number;
  /** What was no whole answer, in words. */
  readonly faults: readonly string[];
  readonly requestIds: readonly string[];
  readonly milliseconds: readonly number[];
}

const FRESH_TOKENS_MS = 20 * 60_000;
const ROLES = ['sig', 'caseworker', 'investigator', 'youth', 'principal', 'mentor'] as const;
const CONNECTIONS = 128;

const QUERY = `query ($pin: String!) { individual(personalIdentityNumber: $pin) { ref
  police { isKnown caseContact { function } incidents { date type area } }
  socialtjanst { name measures { type from to } compulsoryCareDecisions { provision decidedAt } }
  school { name enrolment { school grade } grades { subject grade } } } }`;

export async function createSoakAsker(system: LocalSystem): Promise<SoakAsker> {
  const issuer = system.urls['identity-provider'];
  const agent = new Agent({ connections: CONNECTIONS });
  const town = createTown(system.town);
  const pins = [...town.people()].flatMap(({ number }) => (number === null ? [] : [number]));
  const fetchAll = () => Promise.all(ROLES.map((username) => fetchToken({ issuer, username })));
  let tokens = await fetchAll();
  let freshUntil = performance.now() + FRESH_TOKENS_MS;
  const told = { answered: 0, faults: [] as string[], requestIds: [] as string[], milliseconds: [] as number[] };
  let turn = 0;
  return {
    told: () => told,
    async ask() {
      turn += 1;
      if (performance.now() > freshUntil) {
        freshUntil = performance.now() + FRESH_TOKENS_MS;
        tokens = await fetchAll();
      }
      const started = performance.now();
      try {
        const answered = await askOnce(system.graphqlUrl, agent, {
          token: tokens[turn % tokens.length] ?? '',
          pin: pins[turn % pins.length] ?? '',
        });
        told.milliseconds.push(performance.now() - started);
        if (answered.fault !== null) {
          told.faults.push(answered.fault);
          return;
        }
        told.answered += 1;
        told.requestIds.push(answered.requestId);
      } catch (error) {
        told.faults.push(error instanceof Error ? error.message : 'no answer');
      }
    },
  };
}

/** One question; what was wrong with its answer, or null. */
async function askOnce(
  url: string,
  dispatcher: Agent,
  { token, pin }: { readonly token: string; readonly pin: string },
): Promise<{ readonly requestId: string; readonly fault: string | null }> {
  const { statusCode, headers, body } = await request(url, {
    method: 'POST',
    dispatcher,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'samsyn-purpose': 'SIG',
      'samsyn-case': 'SN 2026/1001',
    },
    body: JSON.stringify({ query: QUERY, variables: { pin } }),
  });
  const { errors } = (await body.json()) as {
    readonly errors?: readonly { readonly extensions?: { code?: string } }[];
  };
  const isWhole = statusCode === 200 && errors === undefined;
  return {
    requestId: String(headers['samsyn-request-id']),
    fault: isWhole ? null : `${statusCode} ${errors?.[0]?.extensions?.code ?? ''}`,
  };
}
