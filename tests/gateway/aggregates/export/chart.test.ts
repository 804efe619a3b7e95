import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { heatStyle, INK, QUIET, SERIES_STYLES } from '../../../../gateway/aggregates/export/chart/chart-style.ts';
import { drawChart } from '../../../../gateway/aggregates/export/chart/draw-chart.ts';
import { rasteriseChart } from '../../../../gateway/aggregates/export/chart/rasterise-chart.ts';
import type { AggregateRelease } from '../../../../gateway/aggregates/release.ts';
import { definitions, RELEASE_ID, sampleRelease } from '../sample-release.ts';

const inflow = sampleRelease('concern-report-inflow', { now: '2026-11-10T09:00:00Z' });
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.trim());
const marksOf = (svg: string) => textsOf(svg).filter((text) => text === '..').length;
const hatchedOf = (svg: string) => svg.match(/fill="url\(#/g)?.length ?? 0;
const suppressedOf = (release: AggregateRelease, number: number) =>
  release.tables[number - 1]!.cells.filter(({ count }) => count === null).length;

describe('a chart', () => {
  it.each([
    ['standing bars', 1],
    ['lying bars', 2],
    ['bars in groups', 4],
    ['a heat table', 5],
  ])('marks and hatches each suppressed cell: %s', (_, number) => {
    const svg = drawChart(inflow, number, 'sv');
    const suppressed = suppressedOf(inflow, number);
    expect(suppressed).toBeGreaterThan(0);
    expect(marksOf(svg)).toBe(suppressed);
    // One more explains what hatching means.
    const ofSuppressed = svg.match(/stroke-dasharray/g)?.length ?? 0;
    expect(ofSuppressed).toBeGreaterThanOrEqual(suppressed);
    expect(hatchedOf(svg)).toBeGreaterThanOrEqual(suppressed + 1);
    expect(textsOf(svg).some((text) => text.startsWith('.. visas inte'))).toBe(true);
  });

  it('writes every figure that is shown beside its bar or in its field', () => {
    for (const number of [2, 4, 5]) {
      const texts = textsOf(drawChart(inflow, number, 'sv'));
      const shown = inflow.tables[number - 1]!.cells.flatMap(({ count }) => (count === null ? [] : [String(count)]));
      for (const count of new Set(shown)) {
        const times = shown.filter((other) => other === count).length;
        expect(texts.filter((text) => text === count).length, `${number}: ${count}`).toBeGreaterThanOrEqual(times);
      }
    }
  });

  it('draws no zero when everything is suppressed', () => {
    const release = sampleRelease('known-to-three', { most: 7 });
    const svg = drawChart(release, 1, 'sv');
    expect(suppressedOf(release, 1)).toBe(6);
    expect(marksOf(svg)).toBe(6);
    expect(svg).toContain('0–12 år: visas inte; 13–14 år: visas inte');
  });

  it('says what it is to who reads it and to who hears it', () => {
    const svg = drawChart(inflow, 5, 'sv');
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="chart-title chart-description" /);
    const title =
      'Inflöde av orosanmälningar. Antal anmälningar efter månad och källa, höstterminen 2026, räknad till och med oktober 2026';
    expect(svg).toContain(`<title id="chart-title">${title}</title>`);
    expect(svg).toContain('juli: Polis visas inte, Skola 40');
    const texts = textsOf(svg).join(' ');
    expect(texts).toContain(`Källa: Socialtjänsten genom Samsyn, utgåva ${RELEASE_ID}`);
    expect(texts).toContain('antal till och med 7');
    expect(texts).toContain('avrundade till närmaste 5');
    expect(textsOf(drawChart(inflow, 5, 'en'))).toContain('Inflow of concern reports');
  });

  it('can be drawn for every table of every definition in both languages, and is well-formed and the same each time', () => {
    for (const id of definitions.keys()) {
      const release = sampleRelease(id);
      for (const [at] of release.tables.entries()) {
        for (const language of ['sv', 'en'] as const) {
          const svg = drawChart(release, at + 1, language);
          expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width, `${id} ${at + 1}`).toBeGreaterThan(700);
          expect(drawChart(release, at + 1, language)).toBe(svg);
        }
      }
    }
  });

  it('holds no signs of markup that a text brings', () => {
    const definition = { ...inflow.definition, title: { sv: '<script>alert(1)</script> & "x"', en: 'x' } };
    const svg = drawChart({ ...inflow, definition }, 1, 'sv');
    expect(svg).not.toContain('<script');
    expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBeGreaterThan(700);
  });

  it('has text in pixels on a server without fonts', async () => {
    const svg = drawChart(inflow, 1, 'sv');
    const drawn = await rasteriseChart(svg);
    const withoutText = await rasteriseChart(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''));
    expect(drawn.subarray(1, 4).toString()).toBe('PNG');
    expect(drawn.length).toBeGreaterThan(withoutText.length * 2);
  });
});

describe('the colours', () => {
  it('stand out from white by 3:1 for fields, and by 4.5:1 for text', () => {
    for (const { color } of SERIES_STYLES) expect(contrast(color, '#FFFFFF'), color).toBeGreaterThanOrEqual(3);
    for (const ink of [INK, QUIET]) expect(contrast(ink, '#FFFFFF'), ink).toBeGreaterThanOrEqual(4.5);
  });

  it('keep figures readable on every depth of a heat table', () => {
    for (let share = 0; share <= 1; share += 0.01) {
      const { fill, ink } = heatStyle(share);
      expect(contrast(fill, ink), fill).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('are told apart by pattern too', () => {
    const patterns = SERIES_STYLES.map(({ decal }) => JSON.stringify(decal));
    expect(new Set(patterns).size).toBe(SERIES_STYLES.length);
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
