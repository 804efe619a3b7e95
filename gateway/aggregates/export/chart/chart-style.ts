/** Ink and quiet text, both readable on white (WCAG AA). */
export const INK = '#14202B';
export const QUIET = '#4A5864';
export const RULE = '#DCE2E8';

/** Verdana has the widths of DejaVu Sans, in which text is measured and pictures are drawn. */
export const FONT = "'DejaVu Sans', Verdana, sans-serif";

/**
 * How a series is filled: colours of Okabe and Ito (2008) that stand out from white by 3:1, and a pattern for whoever does not tell
 * them apart or prints in grey.
 */
export interface SeriesStyle {
  readonly color: string;
  readonly decal: Decal | null;
}

/** A pattern in the form of the chart library. */
export interface Decal {
  readonly symbol: string;
  readonly symbolSize?: number;
  readonly color: string;
  readonly dashArrayX: number | readonly (number | readonly number[])[];
  readonly dashArrayY: number | readonly number[];
  readonly rotation?: number;
}

const LIGHT = 'rgba(255, 255, 255, 0.6)';

export const SERIES_STYLES: readonly SeriesStyle[] = [
  { color: '#0072B2', decal: null },
  {
    color: '#D55E00',
    decal: { symbol: 'rect', color: LIGHT, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  },
  {
    color: '#009E73',
    decal: {
      symbol: 'circle',
      symbolSize: 0.7,
      color: LIGHT,
      dashArrayX: [
        [7, 7],
        [0, 7, 7, 0],
      ],
      dashArrayY: [7, 0],
    },
  },
  { color: '#3D3D3D', decal: { symbol: 'rect', color: LIGHT, dashArrayX: [1, 0], dashArrayY: [2, 5] } },
];

/** What is not shown: white, hatched in grey, with a broken outline. No series looks so. */
export const SUPPRESSED_STYLE = {
  color: '#FFFFFF',
  borderColor: QUIET,
  borderWidth: 1,
  borderType: 'dashed' as const,
  decal: {
    symbol: 'rect',
    color: '#A9B3BC',
    dashArrayX: [1, 0],
    dashArrayY: [1, 5],
    rotation: Math.PI / 4,
  },
};

const PALEST = [0xe6, 0xf0, 0xf8] as const;
const DEEPEST = [0x08, 0x45, 0x7e] as const;

/** Above this luminance black is read better than white; on either side the contrast is at least 4.5:1. */
const EQUAL_CONTRAST = 0.179;

/** The fill of a heat cell, deeper the larger its share of the largest, and the ink that is read best on it. */
export function heatStyle(share: number): { readonly fill: string; readonly ink: string } {
  const parts = PALEST.map((from, at) => Math.round(from + ((DEEPEST[at] ?? from) - from) * share));
  const fill = `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  return { fill, ink: luminance(parts) > EQUAL_CONTRAST ? '#000000' : '#FFFFFF' };
}

/** Relative luminance as WCAG defines it. */
function luminance(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
