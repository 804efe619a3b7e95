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
        const { statusCode, headers, body } = await request(system.graphqlUrl, {
          method: 'POST',
          dispatcher: agent,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${tokens[turn % tokens.length] ?? ''}`,
            'samsyn-purpose': 'SIG',
            'samsyn-case': 'SN 2026/1001',
          },
          body: JSON.stringify({ query: QUERY, variables: { pin: pins[turn % pins.length] } }),
        });
        const answer = (await body.json()) as {
          readonly errors?: readonly { readonly extensions?: { code?: string } }[];
        };
        told.milliseconds.push(performance.now() - started);
        if (statusCode !== 200 || answer.errors !== undefined) {
          told.faults.push(`${statusCode} ${answer.errors?.[0]?.extensions?.code ?? ''}`);
          return;
        }
        told.answered += 1;
        told.requestIds.push(String(headers['samsyn-request-id']));
      } catch (error) {
        told.faults.push(error instanceof Error ? error.message : 'no answer');
      }
    },
  };
}
