import { cpuTimeOf } from '../cpu-time.ts';
import type { Contender } from '../start-contender.ts';
import { send } from './crowd.ts';

/** How the persons of a question come: so many fields of a thousand are more than one request may ask, so they go in ten. */
const CROWDS = [
  { persons: 1, requests: 1 },
  { persons: 10, requests: 1 },
  { persons: 100, requests: 1 },
  { persons: 1_000, requests: 10 },
] as const;
const ROUNDS = 5;
const AT_ONCE = 4;
/** Of each crowd and round, about; so that small crowds are measured as long as large ones. */
const PERSONS_A_ROUND = 3_000;
const LEAST_REQUESTS = 40;

export interface Asking {
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly bodyOf: (persons: number) => string;
}

/** What a gateway takes by how many persons are asked about: a Markdown table of CPU time in microseconds. */
export async function measurePersons({ url, pid }: Contender, { headers, bodyOf }: Asking): Promise<string> {
  const taken = new Map<number, number[]>(CROWDS.map(({ persons }) => [persons, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { persons, requests } of CROWDS) {
      const crowds = Math.max(LEAST_REQUESTS, Math.ceil(PERSONS_A_ROUND / persons)) / requests;
      const load = { url, headers: await headers(), body: bodyOf(persons / requests), atOnce: AT_ONCE };
      const before = cpuTimeOf(pid);
      requirePersons(await send({ ...load, requests: crowds * requests }), persons / requests);
      // The first round warms.
      if (round > 0) taken.get(persons)?.push(((cpuTimeOf(pid) - before) * 1_000) / crowds);
    }
  }
  const lines = CROWDS.map(({ persons, requests }) => {
    const middle = (taken.get(persons) ?? []).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return `| ${persons} | ${requests} | ${middle.toFixed(0)} | ${(middle / persons).toFixed(0)} |`;
  });
  return ['| persons | requests | µs | µs a person |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function requirePersons(answer: unknown, persons: number): void {
  const { data } = answer as { readonly data?: { readonly individuals?: readonly unknown[] } | null };
  if (data?.individuals?.length !== persons) throw new Error(`not all of ${persons} persons were answered`);
}
