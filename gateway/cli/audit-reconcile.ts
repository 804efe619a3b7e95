import type { Client } from 'pg';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createCoordinateReach } from '../record/reconcile/coordinate-reach.ts';
import { reconcileLogs, type Reconciled } from '../record/reconcile/reconcile-logs.ts';
import { DIFFERENCE_KINDS, type Difference, type DifferenceKind } from '../record/reconcile/told.ts';
import type { Period } from '../record/swedish-period.ts';
import { PERIOD_OPTIONS, readCount, readPeriod } from './audit-period.ts';
import { startProgress } from './audit-progress.ts';
import { withRecord, withSnapshot } from './audit-record.ts';
import { CommandError, type Command } from './command.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = {
  ...PERIOD_OPTIONS,
  most: { type: 'string', default: '50' },
  settle: { type: 'string', default: '60' },
} as const;

const EXIT_DIFFERS = 1;
const EXIT_UNANSWERED = 3;

const MEANINGS: Readonly<Record<DifferenceKind, string>> = {
  unlogged: "the gateway's record says that it was released, and the agency's log does not",
  differs: 'both tell of it, and not alike',
  unanswered: 'the agency released it, and the gateway never answered: it died, or refused the request whole',
  late: 'the agency released it after the gateway had given up on it',
  undone: 'the gateway recorded an action that the agency has not logged: it was down, or refused it',
};

/** Proves that gateway and agencies tell the same story, request by request and person by person. */
export const reconcileAudit: Command = ({ args, now, write }) => {
  const { from, to, most, settle } = readOptionsOf('audit', { args, most: 0 }, OPTIONS).values;
  const period = endBefore(readPeriod({ from, to }), new Date(now.getTime() - readCount('--settle', settle) * 1_000));
  return withLogs(async (agencies, gateway) => {
    const progress = startProgress();
    const reconciled = await reconcileLogs({
      gateway,
      agencies,
      period,
      reach: createCoordinateReach(loadPolicySet()),
      most: readCount('--most', most),
      onProgress: (requests) => progress.tell(`${requests} requests`),
    });
    progress.end();
    write(describe(reconciled, period));
    return exitCodeOf(reconciled.counts);
  });
};

/** What is on its way is in one log and not yet in the other: it waits for the next audit. */
function endBefore({ from, until }: Period, moment: Date): Period {
  return { from, until: until === null || moment < until ? moment : until };
}

/** Opens every log that the settings name. */
function withLogs<T>(work: (agencies: ReadonlyMap<Agency, Client>, gateway: Client) => Promise<T>): Promise<T> {
  return withRecord((gateway, { agencyLogUrls }) => {
    if (agencyLogUrls.size === 0) {
      throw new CommandError(
        'set AGENCY_LOG_URLS to compare. For the system of npm start: eval "$(npm run -s audit-settings)"',
      );
    }
    const open = (waiting: readonly (readonly [Agency, string])[], opened: ReadonlyMap<Agency, Client>): Promise<T> => {
      const [next, ...rest] = waiting;
      if (next === undefined) return work(opened, gateway);
      const [agency, url] = next;
      return withSnapshot({ url, name: `the log of ${agency}`, setting: 'AGENCY_LOG_URLS' }, (client) =>
        open(rest, new Map([...opened, [agency, client]])),
      );
    };
    return open([...agencyLogUrls], new Map());
  });
}

function exitCodeOf(counts: Reconciled['counts']): number {
  if (counts.differs + counts.unlogged > 0) return EXIT_DIFFERS;
  return counts.unanswered + counts.late + counts.undone > 0 ? EXIT_UNANSWERED : 0;
}

function describe({ requests, entries, lines, counts, differences }: Reconciled, { until }: Period): string {
  const compared = [...lines].map(([agency, count]) => `${agency} ${count} lines`).join(', ');
  const without = AGENCIES.filter((agency) => !lines.has(agency));
  const found = DIFFERENCE_KINDS.filter((kind) => counts[kind] > 0);
  const total = found.reduce((sum, kind) => sum + counts[kind], 0);
  const kinds = found.map((kind) => `${String(counts[kind]).padStart(7)}  ${kind.padEnd(10)}  ${MEANINGS[kind]}`);
  return [
    ...tabulate(differences),
    ...(total > differences.length ? [`… and ${total - differences.length} more`] : []),
    ...(total > 0 ? [''] : []),
    ...kinds,
    `${requests} requests compared: gateway ${entries} entries, ${compared}`,
    ...(without.length === 0 ? [] : [`not compared: ${without.join(', ')}`]),
    ...(until === null ? [] : [`compared until ${until.toISOString()}: what is younger waits for the next audit`]),
    total === 0 ? 'the same story\n' : `${total} ${total === 1 ? 'difference' : 'differences'}\n`,
  ].join('\n');
}

function tabulate(differences: readonly Difference[]): readonly string[] {
  const rows = differences.map(({ kind, at, agency, requestId, personRef, why }) => {
    return [kind, at.toISOString(), agency, requestId, personRef ?? '-', why];
  });
  if (rows.length === 0) return [];
  const table = [['what', 'when', 'agency', 'request', 'person', 'why'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
