import { existsSync } from 'node:fs';
import { chromium, type Browser, type Download, type Page } from 'playwright-core';

/** Where a browser is; undefined where there is none. */
export const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

export function openBrowser(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet];
  return chromium.launch({ executablePath: CHROMIUM ?? '', args });
}

/** Signs an invented person in, unless the tab has. */
export async function signIn(page: Page, origin: string, username: string): Promise<void> {
  await page.goto(`${origin}/aggregates`);
  await page
    .getByRole('button', { name: 'Logga in' })
    .or(page.getByRole('button', { name: 'Logga ut' }))
    .waitFor();
  if (await page.getByRole('button', { name: 'Logga ut' }).isVisible()) return;
  await page.getByRole('button', { name: 'Logga in' }).click();
  await page.locator(`button[value="${username}"]`).click();
  await page.locator('.who').waitFor();
}

export async function getFigures(page: Page, title: string): Promise<void> {
  await page.getByLabel('Aggregat', { exact: true }).selectOption({ label: title });
  await page.getByRole('button', { name: 'Ta fram' }).click();
}

export async function download(page: Page, group: string, name: string): Promise<Download> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click(),
  ]);
  return file;
}

/** Elements with text of their own whose colour is too close to the first ground below them, by WCAG's measure. */
export const FIND_FAINT_TEXT = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color[3] !== 0) return color;
    }
    return [255, 255, 255];
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  return [...document.querySelectorAll('#page *')].filter(hasText).flatMap((element) => {
    const [light, dark] = [parse(getComputedStyle(element).color), groundOf(element)].map(luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05) >= 4.5 ? [] : [element.outerHTML.slice(0, 120)];
  });
})()`;

/** For looking at, when SCREENSHOTS names a folder. */
export async function screenshot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/aggregates-${name}.png`, fullPage });
}
