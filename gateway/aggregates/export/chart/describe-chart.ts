import type { ExportLanguage } from '../export-options.ts';
import type { ChartPlan } from './chart-plan.ts';

/** Says in words what a picture shows, figure by figure, for who does not see it. */
export function describeChart(plan: ChartPlan, format: (count: number) => string, language: ExportLanguage): string {
  const isSwedish = language === 'sv';
  const notShown = isSwedish ? 'visas inte' : 'not shown';
  const tell = (count: number | null): string => (count === null ? notShown : format(count));
  const kind =
    plan.kind === 'heat'
      ? isSwedish
        ? 'Tabell där större antal har djupare färg.'
        : 'Table in which larger counts have a deeper colour.'
      : isSwedish
        ? 'Stapeldiagram.'
        : 'Bar chart.';
  const rows = plan.rows.map(({ name, counts }) =>
    plan.seriesName === null
      ? `${name}: ${tell(counts[0] ?? null)}`
      : `${name}: ${counts.map((count, at) => `${plan.series[at] ?? ''} ${tell(count)}`).join(', ')}`,
  );
  return `${kind} ${rows.join('; ')}.`;
}
