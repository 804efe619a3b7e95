import { format } from 'prettier';
import { AGENCIES } from '../../schema/agency.ts';
import type { ErrorCode } from '../../schema/error-catalogue.ts';
import { crossedName, describeFailing, type CrossedFault } from './crossed-faults.ts';
import type { GatewayTrouble } from './gateway-troubles.ts';

/** One fault of an agency, as the matrix tells of it. */
export interface AgencyRow {
  readonly name: string;
  readonly codes: readonly ErrorCode[];
  readonly mayHeal?: boolean;
}

const HEAD = `# The fault matrix

Written by \`npm run faults\`, and checked by \`npm test\`, which leaves out the last table: real processes, real HTTP, four clients of different rights who ask for
different persons all the while. In each cell it is checked that no client gets more than when nothing is wrong, nor anything of
another person; that each answer is in the gateway's record and in the log of each agency that told something; that whatever is
missing is named in \`errors\` and in \`extensions.missing\`; and that all is as before, without a restart of the gateway, when the fault
is over. After all of it \`samsyn audit verify\` finds the chain whole, and \`samsyn audit reconcile\` no contradiction.

## An agency fails

The fields of that agency are \`null\`, under one of these codes, and all else is answered. After five calls that failed in a row it is
left alone for a second, then asked with one call at a time until it answers (\`AGENCY_UNAVAILABLE\` meanwhile). Where socialtjänsten
fails, nothing opens on consents, and it is named as missing.
`;

const GATEWAY = `
## The gateway fails, or what it stands on
`;

const CROSSED = `
## Both at once
`;

const TAIL = `
A full disk is played by a trigger that raises 53100 as PostgreSQL does, a wrong clock and midnight by clocks of the processes that a test
can set, and a store that hangs by SIGSTOP. What a gateway reloads while it serves is the policy of the day alone: rules, definitions and
documents on disk are read at start, so that what is in force is what was started, and a change of them is rolled out by starting anew.
`;

interface MatrixParts {
  readonly agencies: readonly AgencyRow[];
  readonly gateway: readonly GatewayTrouble[];
  readonly crossed: readonly CrossedFault[];
  readonly held: ReadonlySet<string>;
}

/** The matrix in Markdown, from what was run and held. */
export async function renderMatrix({ agencies, gateway, crossed, held }: MatrixParts): Promise<string> {
  const mark = (cell: string): string => (held.has(cell) ? 'holds' : '**fails**');
  const rows = agencies.map(({ name, codes, mayHeal = false }) => {
    const seen = codes.map((code) => `\`${code}\``).join(' or ');
    return [name, ...AGENCIES.map((agency) => mark(`${name} ${agency}`)), mayHeal ? `all, or ${seen}` : seen];
  });
  const own = gateway.map(({ name, seen, recovers }) => [name, mark(name), seen, recovers]);
  const both = crossed.map((cell) => [cell.trouble.name, describeFailing(cell), mark(crossedName(cell))]);
  const text = [
    HEAD,
    table(['fault', ...AGENCIES, 'told as'], rows),
    GATEWAY,
    table(['fault', '', 'what a client sees', 'how it recovers'], own),
    CROSSED,
    table(['at the gateway', 'meanwhile', ''], both),
    TAIL,
  ].join('\n');
  return format(text, { parser: 'markdown', printWidth: 120 });
}

/** Which of these cells the published matrix says that held; for those that are not run here. */
export function readHeld(
  published: string,
  { gateway, crossed }: Pick<MatrixParts, 'gateway' | 'crossed'>,
): Set<string> {
  const rows = published.split('\n').map((line) => line.split('|').map((text) => text.trim()));
  const own = gateway.filter(({ name }) => rows.some(([, fault, mark]) => fault === name && mark === 'holds'));
  const both = crossed.filter((cell) =>
    rows.some(
      ([, fault, meanwhile, mark]) =>
        fault === cell.trouble.name && meanwhile === describeFailing(cell) && mark === 'holds',
    ),
  );
  return new Set([...own.map(({ name }) => name), ...both.map(crossedName)]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
