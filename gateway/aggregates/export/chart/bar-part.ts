import type { BarSeriesOption } from 'echarts';
import { SUPPRESSED_MARK } from '../describe-release.ts';
import type { ChartPart } from './chart-part.ts';
import type { ChartPlan } from './chart-plan.ts';
import { INK, QUIET, RULE, SERIES_STYLES, SUPPRESSED_STYLE } from './chart-style.ts';
import { textWidth } from './text-width.ts';

const LABEL_SIZE = 12;
const BAR_HEIGHT = 20;
const GROUP_GAP = 16;
const STANDING_HEIGHT = 250;
const AXIS_HEIGHT = 34;
/** How long the mark of a suppressed figure is, of the whole axis: a sign, and no length to be read. */
const MARK_SHARE = 0.07;
const SMALLEST_AXIS = 20;

/** Bars from zero with their figures beside them; a suppressed one is a hatched sign with a mark. */
export function barPart(plan: ChartPlan, format: (count: number) => string): ChartPart {
  const isStanding = plan.kind === 'standing-bars';
  const body = isStanding ? STANDING_HEIGHT : plan.rows.length * (plan.series.length * BAR_HEIGHT + GROUP_GAP);
  const above = isStanding ? 20 : 0;
  return {
    height: above + body + AXIS_HEIGHT,
    option: (top, width) => {
      const labels = Math.max(...plan.rows.map(({ name }) => textWidth(name, LABEL_SIZE)));
      const left = isStanding ? 48 : Math.min(width * 0.4, labels + 26);
      const category = categoryAxis(plan, isStanding);
      const value = valueAxis(plan, format);
      return {
        grid: { left, right: isStanding ? 16 : 56, top: top + above, height: body },
        xAxis: isStanding ? category : value,
        yAxis: isStanding ? value : category,
        series: barSeries(plan, format, isStanding),
      };
    },
  };
}

function barSeries(plan: ChartPlan, format: (count: number) => string, isStanding: boolean): BarSeriesOption[] {
  const sign = axisTop(plan) * MARK_SHARE;
  return plan.series.map((name, at) => ({
    type: 'bar' as const,
    name,
    silent: true,
    barGap: '0%',
    barMaxWidth: isStanding ? 56 : BAR_HEIGHT,
    itemStyle: SERIES_STYLES[at % SERIES_STYLES.length] as object,
    label: {
      show: true,
      position: isStanding ? ('top' as const) : ('right' as const),
      color: INK,
      fontSize: LABEL_SIZE,
    },
    data: plan.rows.map(({ counts }) => {
      const count = counts[at] ?? null;
      return count === null
        ? { value: sign, itemStyle: SUPPRESSED_STYLE, label: { formatter: SUPPRESSED_MARK, fontWeight: 700 } }
        : { value: count, label: { formatter: format(count) } };
    }),
  }));
}

function categoryAxis(plan: ChartPlan, isStanding: boolean): object {
  return {
    type: 'category',
    data: plan.rows.map(({ name }) => name),
    inverse: !isStanding,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: QUIET } },
    axisLabel: { color: INK, fontSize: LABEL_SIZE, interval: 0 },
  };
}

function valueAxis(plan: ChartPlan, format: (count: number) => string): object {
  return {
    type: 'value',
    min: 0,
    max: axisTop(plan),
    interval: axisStep(plan),
    axisLabel: { color: QUIET, fontSize: 11, formatter: format },
    splitLine: { lineStyle: { color: RULE } },
  };
}

function axisTop(plan: ChartPlan): number {
  const step = axisStep(plan);
  return Math.ceil(largestOf(plan) / step) * step;
}

/** 1, 2 or 5 times a power of ten, so that some four steps reach the largest count. */
function axisStep(plan: ChartPlan): number {
  const rough = largestOf(plan) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

function largestOf({ rows }: ChartPlan): number {
  return Math.max(SMALLEST_AXIS, ...rows.flatMap(({ counts }) => counts.map((count) => count ?? 0)));
}
