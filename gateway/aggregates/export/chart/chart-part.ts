import type { EChartsOption } from 'echarts';

/** The part of a picture that a plan takes up, and what draws it there. */
export interface ChartPart {
  readonly height: number;
  readonly option: (top: number, width: number) => EChartsOption;
}
