import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort, startIdentityProvider, type StartedIdentityProvider } from '../start-identity-provider.ts';
import { CHROMIUM, download, FIND_FAINT_TEXT, getFigures, openBrowser, screenshot, signIn } from './page-in-browser.ts';
import { createSmallAggregateGateway, UNAPPROVED, type AskedOfSmallGateway } from './small-aggregate-gateway.ts';

let gateway: FastifyInstance;
let provider: StartedIdentityProvider;
let origin: string;
const asked: AskedOfSmallGateway[] = [];

beforeAll(async () => {
  const port = await findFreePort();
  origin = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider(origin);
  gateway = createSmallAggregateGateway(provider.issuer, (question) => asked.push(question));
  await gateway.listen({ host: '127.0.0.1', port });
});

afterAll(async () => {
  await gateway.close();
  provider.child.kill();
});

describe('what the page is served with', () => {
  it('is a policy that lets nothing in from elsewhere, and runs no script but its files', async () => {
    const page = await fetch(`${origin}/aggregates`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: data:;");
    expect(policy).toContain(`connect-src 'self' ${provider.issuer};`);
    expect(await page.text()).not.toMatch(/https?:\/\//);
  });

  it('are its own files by name and no other path', async () => {
    for (const path of ['page/aggregates.js', 'page/aggregates.css', 'page/settings.json']) {
      expect((await fetch(`${origin}/aggregates/${path}`)).status, path).toBe(200);
    }
    for (const path of ['page/tsconfig.json', 'page/..%2Frelease.ts', 'page/__proto__', '../browser/page-file.ts']) {
      expect((await fetch(`${origin}/aggregates/${path}`)).status, path).toBe(404);
    }
  });

  it('names no issuer where nobody can sign in', async () => {
    const closed = createSmallAggregateGateway(null, () => undefined);
    const page = await closed.inject('/aggregates');
    expect(page.headers['content-security-policy']).toContain("connect-src 'self';");
    expect((await closed.inject('/aggregates/page/settings.json')).json()).toMatchObject({ signIn: null });
    await closed.close();
  });
});

describe.skipIf(CHROMIUM === undefined)(
  'the page in a browser (skipped: no Chromium; set CHROMIUM to its path)',
  () => {
    let browser: Browser;
    let page: Page;
    const hosts = new Set<string>();
    const complaints: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
    });

    beforeEach(async () => {
      asked.length = 0;
      page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(15_000);
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol === 'http:' || protocol === 'https:') hosts.add(hostname);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
    });

    afterEach(() => page.close());
    afterAll(() => browser.close());

    it('tells everybody what is counted, who has approved it, and what was run', async () => {
      await page.goto(`${origin}/aggregates`);
      await page.getByRole('heading', { name: /Vad som kan räknas/ }).waitFor();
      expect(await page.locator('.definitions > li').count()).toBe(14);
      const inflow = page.locator('#concern-report-inflow');
      await inflow.locator('summary').click();
      const told = (await inflow.textContent()) ?? '';
      for (const text of [
        'Godkänt av alla',
        'lag 2023:196 2 §',
        'efter månad och källa',
        '2 av 2 personer',
        'antal till och med 7',
      ]) {
        expect(told).toContain(text);
      }
      expect(await page.locator(`#${UNAPPROVED} summary`).textContent()).toContain(
        'Saknar godkännande: Socialtjänsten',
      );
      const runs = page.getByRole('table').last();
      expect(await runs.textContent()).toContain('NekadAggregatet är inte godkänt av alla');
      expect(asked.some(({ url }) => url === '/graphql')).toBe(false);
      await screenshot(page, 'public');
    });

    it('speaks English when asked', async () => {
      await page.goto(`${origin}/aggregates`);
      await page.getByRole('button', { name: 'In English' }).click();
      await page.getByRole('heading', { name: /What can be counted/ }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator(`#${UNAPPROVED} summary`).textContent()).toContain('Not approved by: Socialtjänsten');
    });

    it('gets figures for an analyst: a table, a chart, files', async () => {
      await signIn(page, origin, 'analyst');
      await getFigures(page, 'Inflöde av orosanmälningar');
      const heading = page.getByRole('heading', { name: 'Inflöde av orosanmälningar', level: 3 });
      await heading.waitFor();
      await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('release-title');
      await page.getByRole('radio', { name: 'Månad × Källa' }).check();
      const table = page.locator('table.figures');
      await table.getByText('efter månad och källa').waitFor();
      expect(await table.locator('thead th[scope="col"]').count()).toBe(8);
      expect(await table.locator('tbody th[scope="row"]').count()).toBe(4);
      expect(await table.locator('.suppressed').first().textContent()).toBe('..visas inte');
      expect(await table.locator('tbody td').allTextContents()).not.toContain('0');
      await page.locator('.chart img[alt*="efter månad och källa"]').waitFor();
      await expect.poll(() => page.evaluate(`document.querySelector('.chart img')?.naturalWidth`)).toBeGreaterThan(700);
      await screenshot(page, 'figures');
      const file = await download(page, 'Hämta alla tabeller', 'Excel (CSV)');
      expect(file.suggestedFilename()).toBe('concern-report-inflow_2026-HT_to-2026-10_sv.excel.csv');
      const one = await download(page, 'Hämta den här tabellen', 'PNG');
      expect(one.suggestedFilename()).toBe('concern-report-inflow_2026-HT_to-2026-10_table-5_sv.png');
      await page.getByText('Använd i ett program').click();
      expect(await page.locator('.snippet pre').first().textContent()).toContain(
        'npx samsyn aggregate run concern-report-inflow --param term=2026-HT',
      );
      await screenshot(page, 'program');
    });

    it('says why figures were refused, and what to do', async () => {
      await signIn(page, origin, 'analyst');
      await getFigures(page, 'Utredningar och tidsgränsen fyra månader');
      const note = page.getByRole('alert').filter({ hasText: 'Inga siffror lämnades ut' });
      await note.waitFor();
      expect(await note.textContent()).toContain('(Socialtjänsten)');
      expect(await note.textContent()).toContain('Två personer vid myndigheten måste godkänna');
      await screenshot(page, 'refused');
    });

    it('offers no figures to another role', async () => {
      await signIn(page, origin, 'youth');
      await page.getByText('Du är inloggad med en annan roll').waitFor();
      expect(await page.getByRole('button', { name: 'Ta fram' }).count()).toBe(0);
    });

    it('puts the token in a header, never in an address, and keeps nothing once the tab is closed', async () => {
      await signIn(page, origin, 'analyst');
      await getFigures(page, 'Inflöde av orosanmälningar');
      await page.locator('.chart img').waitFor();
      const token = String(await page.evaluate(`sessionStorage.getItem('samsyn:token')`));
      expect(asked.filter(({ url }) => url.includes(token.slice(0, 20)))).toEqual([]);
      const chart = asked.find(({ url }) => url.includes('/svg'));
      expect(chart?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'samsyn-purpose': 'STATISTICS' });
      expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
      await page.getByRole('button', { name: 'Logga ut' }).click();
      await page.getByRole('button', { name: 'Logga in' }).waitFor();
      expect(await page.evaluate(`sessionStorage.getItem('samsyn:token')`)).toBeNull();
    });

    it('can be used by keyboard alone', async () => {
      await signIn(page, origin, 'analyst');
      await page.getByLabel('Aggregat', { exact: true }).focus();
      await page.keyboard.type('Inflöde');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Inflöde av orosanmälningar', level: 3 }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      await page.locator('table.figures caption').getByText('efter källa').waitFor();
    });

    it('fits a phone: nothing but tables and charts goes beyond 360 pixels', async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await signIn(page, origin, 'analyst');
      await getFigures(page, 'Inflöde av orosanmälningar');
      await page.getByRole('radio', { name: 'Månad × Källa' }).check();
      await page.locator('.chart img').waitFor();
      await page.getByText('Använd i ett program').click();
      await page.locator('#concern-report-inflow summary').click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await screenshot(page, 'phone', true);
    });

    it('has text that stands out from its ground by 4.5:1, in light and in dark', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await signIn(page, origin, 'analyst');
        await getFigures(page, 'Inflöde av orosanmälningar');
        await page.locator('.chart img').waitFor();
        expect(await page.evaluate<readonly string[]>(FIND_FAINT_TEXT), colorScheme).toEqual([]);
        await screenshot(page, colorScheme);
      }
    });

    it('asked no other host, and broke no policy of its own', () => {
      expect([...hosts]).toEqual(['127.0.0.1']);
      expect(complaints).toEqual([]);
    });
  },
);
