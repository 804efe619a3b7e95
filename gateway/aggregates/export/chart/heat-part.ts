import type { HeatmapSeriesOption } from 'echarts';
import { SUPPRESSED_MARK } from '../describe-release.ts';
import type { ChartPart } from './chart-part.ts';
import type { ChartPlan } from './chart-plan.ts';
import { heatStyle, INK, SUPPRESSED_STYLE } from './chart-style.ts';
import { textWidth, wrapText } from './text-width.ts';

const ROW_HEIGHT = 34;
const HEAD_LINE = 15;
const LABEL_SIZE = 12;
const HEAD_SIZE = 11;
const NARROWEST_COLUMN = 58;
const ROW_LABEL_LIMIT = 230;

/** How wide a picture must be for a heat table: every column head fits on lines of whole words. */
export function heatWidth(plan: ChartPlan): number {
  return rowLabelWidth(plan) + plan.series.length * columnWidth(plan) + 32;
}

/** A table of figures on fields that are deeper the larger the figure; what is suppressed is hatched and bears a mark. */
export function heatPart(plan: ChartPlan, format: (count: number) => string): ChartPart {
  const heads = plan.series.map((name) => wrapText(name, HEAD_SIZE, columnWidth(plan) - 8));
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * HEAD_LINE + 10;
  const body = plan.rows.length * ROW_HEIGHT;
  return {
    height: headHeight + body + 12,
    option: (top) => ({
      grid: { left: rowLabelWidth(plan), right: 16, top: top + headHeight, height: body },
      xAxis: {
        ...plainAxis(
          heads.map((lines) => lines.join('\n')),
          HEAD_SIZE,
        ),
        position: 'top',
      },
      yAxis: {
        ...plainAxis(
          plan.rows.map(({ name }) => name),
          LABEL_SIZE,
        ),
        inverse: true,
      },
      // The library asks for one, and every field brings its own colour.
      visualMap: { show: false, min: 0, max: 1 },
      series: [
        {
          type: 'heatmap' as const,
          silent: true,
          label: { show: true, fontSize: LABEL_SIZE },
          data: heatFields(plan, format),
        },
      ],
    }),
  };
}

function heatFields({ rows }: ChartPlan, format: (count: number) => string): NonNullable<HeatmapSeriesOption['data']> {
  const largest = Math.max(1, ...rows.flatMap(({ counts }) => counts.map((count) => count ?? 0)));
  return rows.flatMap(({ counts }, row) =>
    counts.map((count, column) => {
      if (count === null) {
        const mark = {
          formatter: SUPPRESSED_MARK,
          color: INK,
          fontWeight: 700,
          backgroundColor: '#FFFFFF',
          padding: [1, 4],
        };
        return { value: [column, row, 0], visualMap: false, itemStyle: SUPPRESSED_STYLE as object, label: mark };
      }
      const { fill, ink } = heatStyle(count / largest);
      const itemStyle = { color: fill, borderColor: '#FFFFFF', borderWidth: 1 };
      return {
        value: [column, row, count],
        visualMap: false,
        itemStyle,
        label: { formatter: format(count), color: ink },
      };
    }),
  );
}

function plainAxis(data: readonly string[], fontSize: number): object {
  return {
    type: 'category',
    data,
    axisTick: { show: false },
    axisLine: { show: false },
    splitLine: { show: false },
    axisLabel: { color: INK, fontSize, lineHeight: HEAD_LINE, interval: 0 },
  };
}

function rowLabelWidth({ rows }: ChartPlan): number {
  return Math.min(ROW_LABEL_LIMIT, Math.max(...rows.map(({ name }) => textWidth(name, LABEL_SIZE)))) + 16;
}

function columnWidth({ series }: ChartPlan): number {
  const words = series.flatMap((name) => name.split(' '));
  return Math.max(NARROWEST_COLUMN, ...words.map((word) => textWidth(word, HEAD_SIZE) + 10));
}
