import { init, setPlatformAPI, type EChartsOption } from 'echarts';
import type { AggregateRelease } from '../../release.ts';
import { periodText, protectionText, sourceText, SUPPRESSED_MARK, tableTitle } from '../describe-release.ts';
import type { ExportLanguage } from '../export-options.ts';
import { barPart } from './bar-part.ts';
import { planChart, type ChartPlan } from './chart-plan.ts';
import { FONT, INK, QUIET, SUPPRESSED_STYLE } from './chart-style.ts';
import { describeChart } from './describe-chart.ts';
import { heatPart, heatWidth } from './heat-part.ts';
import { textWidth, wrapText } from './text-width.ts';

const USUAL_WIDTH = 760;
const MARGIN = 16;
const TITLE = { size: 17, line: 23 } as const;
const SUBTITLE = { size: 13, line: 18 } as const;
const NOTE = { size: 11, line: 15 } as const;
const LEGEND = { size: 12, line: 24, icon: 22, gap: 18 } as const;

// Without a screen the library guesses widths, and knows neither the font nor å, ä and ö.
setPlatformAPI({
  measureText: (text, font) => ({ width: textWidth(text, Number(/(\d+(?:\.\d+)?)px/.exec(font ?? '')?.[1] ?? 12)) }),
});

/**
 * Draws a table of a release as a picture that stands alone: title, what is counted, period, how it is protected, source. What is
 * suppressed is drawn as not shown, never as nothing.
 * @param number of the table, counted from 1
 */
export function drawChart(release: AggregateRelease, number: number, language: ExportLanguage): string {
  const table = release.tables[number - 1];
  if (table === undefined) throw new RangeError('the release has no such table');
  const plan = planChart(release, table, language);
  const format = (count: number): string => count.toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB');
  const part = plan.kind === 'heat' ? heatPart(plan, format) : barPart(plan, format);
  const width = Math.round(plan.kind === 'heat' ? Math.max(USUAL_WIDTH, heatWidth(plan)) : USUAL_WIDTH);
  const title = release.definition.title[language];
  const subtitle = `${tableTitle(release, table, language)}, ${periodText(release, language)}`;
  const head = layOutHead(title, subtitle, width);
  const notes = [protectionText(release, language), sourceText(release, language)];
  const lines = notes.flatMap((note) => wrapText(note, NOTE.size, width - 2 * MARGIN));
  const legend = legendOf(plan, { top: head.height, width }, language);
  const top = head.height + legend.height;
  const height = Math.round(top + part.height + lines.length * NOTE.line + MARGIN + 8);
  const drawn = renderSvg({ width, height }, [
    part.option(top, width),
    { title: [...head.titles, noteTitle(lines)], ...legend.option },
  ]);
  return nameSvg(drawn, { title: `${title}. ${subtitle}`, description: describeChart(plan, format, language) });
}

function layOutHead(title: string, subtitle: string, width: number) {
  const titles = wrapText(title, TITLE.size * 1.08, width - 2 * MARGIN);
  const subtitles = wrapText(subtitle, SUBTITLE.size, width - 2 * MARGIN);
  const below = MARGIN + titles.length * TITLE.line;
  return {
    height: below + subtitles.length * SUBTITLE.line + 14,
    titles: [
      textBlock(titles, { top: MARGIN - 4, size: TITLE.size, line: TITLE.line, color: INK, weight: 700 }),
      textBlock(subtitles, { top: below - 4, size: SUBTITLE.size, line: SUBTITLE.line, color: QUIET, weight: 400 }),
    ],
  };
}

function noteTitle(lines: readonly string[]): object {
  const { size, line } = NOTE;
  return { ...textBlock(lines, { size, line, color: QUIET, weight: 400 }), bottom: 6 };
}

function textBlock(
  lines: readonly string[],
  style: {
    readonly top?: number;
    readonly size: number;
    readonly line: number;
    readonly color: string;
    readonly weight: number;
  },
): object {
  return {
    text: lines.join('\n'),
    left: MARGIN - 5,
    ...(style.top === undefined ? {} : { top: style.top }),
    textStyle: { fontSize: style.size, lineHeight: style.line, color: style.color, fontWeight: style.weight },
  };
}

/** Names the series where there are several, and always what hatching means. */
function legendOf(
  plan: ChartPlan,
  { top, width }: { readonly top: number; readonly width: number },
  language: ExportLanguage,
): { readonly height: number; readonly option: EChartsOption } {
  const hasSuppressed = plan.rows.some(({ counts }) => counts.includes(null));
  const series = plan.kind !== 'heat' && plan.seriesName !== null ? plan.series : [];
  const suppressed = hasSuppressed ? [suppressedName(plan, language)] : [];
  const names = [...series, ...suppressed];
  if (names.length === 0) return { height: 0, option: {} };
  const legend = {
    data: [...series, ...suppressed.map((name) => ({ name, itemStyle: { borderWidth: 1, opacity: 1 } }))],
    left: MARGIN - 5,
    top,
    width: width - 2 * MARGIN,
    itemWidth: LEGEND.icon,
    itemHeight: 14,
    itemGap: LEGEND.gap,
    icon: 'rect',
    itemStyle: { opacity: 1 },
    selectedMode: false,
    textStyle: { color: INK, fontSize: LEGEND.size },
  };
  const empty = { type: 'scatter' as const, data: [], itemStyle: SUPPRESSED_STYLE as object };
  return {
    height: countLegendLines(names, width - 2 * MARGIN) * LEGEND.line + 8,
    option: { legend, series: suppressed.map((name) => ({ ...empty, name })) },
  };
}

function countLegendLines(names: readonly string[], width: number): number {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const wide = LEGEND.icon + 5 + textWidth(name, LEGEND.size) + LEGEND.gap;
    if (used > 0 && used + wide > width) {
      lines += 1;
      used = 0;
    }
    used += wide;
  }
  return lines;
}

function suppressedName({ kind }: ChartPlan, language: ExportLanguage): string {
  const isSwedish = language === 'sv';
  const notShown = `${SUPPRESSED_MARK} ${isSwedish ? 'visas inte' : 'not shown'}`;
  if (kind === 'heat') return notShown;
  return `${notShown} ${isSwedish ? '(längden säger inget)' : '(the length says nothing)'}`;
}

function renderSvg(size: { readonly width: number; readonly height: number }, parts: readonly EChartsOption[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    const series = parts.flatMap((part) => part.series ?? []);
    const base = { animation: false, backgroundColor: '#FFFFFF', textStyle: { fontFamily: FONT, color: INK } };
    chart.setOption({ ...base, ...Object.assign({}, ...parts), series } as EChartsOption);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** What the library writes for a page with a mouse, and a number that it counts up from drawing to drawing. */
const UNWANTED = / class="zr\d+-cls-\d+"| ecmeta_\w+="[^"]*"| pointer-events="visible"|<style[^>]*>.*?<\/style>/gs;

/** Gives the picture a name and a description for who does not see it, and the same text for the same release each time. */
function nameSvg(svg: string, words: { readonly title: string; readonly description: string }): string {
  const named = `role="img" aria-labelledby="chart-title chart-description"`;
  const texts = `<title id="chart-title">${escapeXml(words.title)}</title><desc id="chart-description">${escapeXml(words.description)}</desc>`;
  return svg
    .replaceAll(UNWANTED, '')
    .replaceAll(/\bzr\d+-/g, 'zr-')
    .replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg ${named} ${attributes}>\n${texts}`);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
