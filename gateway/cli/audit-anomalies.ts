import { loadAnomalyRules } from '../../policies/load-anomaly-rules.ts';
import { findAnomalies } from '../record/anomalies/find-anomalies.ts';
import { readCounts } from '../record/anomalies/read-counts.ts';
import { ANOMALY_FORMATS, renderAnomalies } from '../record/anomalies/render-anomalies.ts';
import { readChoice } from './audit-choice.ts';
import { PERIOD_OPTIONS, readPeriod } from './audit-period.ts';
import { startProgress } from './audit-progress.ts';
import { withRecord } from './audit-record.ts';
import type { Command } from './command.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = { ...PERIOD_OPTIONS, format: { type: 'string', default: 'text' } } as const;

/** Lists what the systematic checks of the record find. Findings are no failure: the exit code is 0. */
export const listAnomalies: Command = ({ args, write }) => {
  const { from, to, format } = readOptionsOf('audit', { args, most: 0 }, OPTIONS).values;
  const form = readChoice('--format', format, ANOMALY_FORMATS);
  const period = readPeriod({ from, to });
  const rules = loadAnomalyRules();
  return withRecord(async (client) => {
    const progress = startProgress();
    const counts = await readCounts(client, period, { rules, onProgress: (what) => progress.tell(`counting ${what}`) });
    progress.end();
    write(renderAnomalies(findAnomalies(counts, rules), form));
    return 0;
  });
};
