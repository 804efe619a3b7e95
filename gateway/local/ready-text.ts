import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import { ROLE_TITLES } from '../../schema/role.ts';

/** What the ready text tells of. */
export interface ReadyFacts {
  readonly graphqlUrl: string;
  readonly issuer: string;
  readonly dataDirectory: string;
  readonly people: number;
  /** The test number of a young person whom all agencies know; null when the town named none. */
  readonly example: string | null;
  readonly startedInMs: number;
}

/** Where `npm run token` looks when it is not told. */
const DEFAULT_ISSUER = 'http://127.0.0.1:4010';

const DOCUMENT =
  'query($pin: String!){individual(personalIdentityNumber:$pin){ ref socialtjanst{ investigations{ status } } school{ attendance{ term } } police{ incidents{ type }}}}';

/** All that one needs to try the system, for a terminal. */
export function readyText(facts: ReadyFacts): string {
  return [
    `samsyn is ready (${(facts.startedInMs / 1000).toFixed(1)} s): the graph is at ${facts.graphqlUrl}`,
    '',
    `The town has ${facts.people} invented people. All of it is kept in ${facts.dataDirectory}.`,
    '',
    'Who can sign in (no password; this is a development identity provider):',
    staffTable(),
    '',
    `Look around: open ${facts.graphqlUrl} in a browser, sign in, and choose one of the names above.`,
    `Approved statistics: open ${new URL('/aggregates', facts.graphqlUrl).href}, and sign in as analyst.`,
    '',
    'Or ask from another terminal, in this folder:',
    '',
    curlCommand(facts),
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

/** A command that asks the graph as a case worker, and works when pasted. */
export function curlCommand({ graphqlUrl, issuer, example }: ReadyFacts): string {
  const token = `${issuer === DEFAULT_ISSUER ? '' : `ISSUER=${issuer} `}npm run -s token -- caseworker`;
  const body = JSON.stringify({ query: DOCUMENT, variables: { pin: example ?? 'YYYYMMDDNNNN' } });
  return [
    `curl -s ${graphqlUrl} -H 'content-type: application/json'`,
    `-H "authorization: Bearer $(${token})"`,
    `-H 'samsyn-purpose: SIG' -H 'samsyn-case: SN 2026/1001'`,
    `-d '${body}'`,
  ].join(' \\\n  ');
}

function staffTable(): string {
  const rows = DEMO_STAFF.map((staff) => [staff.username, staff.role, ROLE_TITLES[staff.role]] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row[0].padEnd(widths[0] ?? 0)}  ${row[1].padEnd(widths[1] ?? 0)}  ${row[2]}`)
    .join('\n');
}
