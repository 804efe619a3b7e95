import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { buildSchema, parse, validate } from 'graphql';
import { decodeJwt } from 'jose';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_QUERIES } from '../../gateway/explorer/example-queries.ts';
import type { ExampleQuery } from '../../gateway/explorer/example-query.ts';
import { isCaseNumber } from '../../schema/purpose.ts';
import { readSupergraph } from '../../schema/sdl/read-sdl.ts';
import { createSmallGateway, EXAMPLE_NUMBER, type Asked } from './small-gateway.ts';
import { findFreePort, startIdentityProvider, type StartedIdentityProvider } from './start-identity-provider.ts';

const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

let gateway: FastifyInstance;
let provider: StartedIdentityProvider;
let origin: string;
let issuer: string;
const asked: Asked[] = [];

beforeAll(async () => {
  const port = await findFreePort();
  origin = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider(origin);
  issuer = provider.issuer;
  gateway = createSmallGateway(issuer, (question) => asked.push(question));
  await gateway.listen({ host: '127.0.0.1', port });
});

afterAll(async () => {
  await gateway.close();
  provider.child.kill();
});

describe('what the explorer serves', () => {
  it('gives browsers the page, under a policy that lets nothing in from elsewhere', async () => {
    const page = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ${issuer};`);
    expect(await page.text()).not.toMatch(/https?:\/\//);
  });

  it('tells a program to use POST', async () => {
    const answer = await fetch(`${origin}/graphql?query={me{role}}`, { headers: { accept: 'application/json' } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('serves its own files by name and no other path', async () => {
    const first = await fetch(`${origin}/explorer/graphiql.js`);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    const again = await fetch(`${origin}/explorer/graphiql.js`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    for (const path of ['..%2Fexample-queries.ts', 'tsconfig.json', '..%2f..%2f..%2fpackage.json', '__proto__']) {
      expect((await fetch(`${origin}/explorer/${path}`)).status, path).toBe(404);
    }
  });

  it('offers examples that the graph understands, with well-formed cases, and numbers in variables alone', () => {
    const supergraph = buildSchema(readSupergraph(), { assumeValidSDL: true });
    for (const { title, caseNumber, query } of EXAMPLE_QUERIES) {
      expect(validate(supergraph, parse(query)), title).toEqual([]);
      expect(caseNumber === '' || isCaseNumber(caseNumber), title).toBe(true);
      expect(query, title).not.toMatch(/\d{6}/);
    }
  });

  it('fills in whom to ask about, when it was told', async () => {
    const words = (await (await fetch(`${origin}/explorer/settings.json`)).json()) as { examples: ExampleQuery[] };
    const person = words.examples.find(({ title }) => title === 'One person, all agencies');
    expect(person?.variables).toEqual({ number: EXAMPLE_NUMBER });
  });
});

describe.skipIf(CHROMIUM === undefined)(
  'the explorer in a browser (skipped: no Chromium; set CHROMIUM to its path)',
  () => {
    let browser: Browser;
    let page: Page;
    const hosts = new Set<string>();
    const complaints: string[] = [];

    beforeAll(async () => {
      const quiet = [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ];
      browser = await chromium.launch({
        executablePath: CHROMIUM ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet],
      });
    });

    beforeEach(async () => {
      asked.length = 0;
      page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol !== 'data:') hosts.add(hostname);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
    });

    afterEach(() => page.close());
    afterAll(() => browser.close());

    it('signs in, says who one is, asks with purpose and case, and tells what is withheld', async () => {
      await signIn(page, 'colocated');
      await page.getByText('Socialsekreterare placerad hos polisen').waitFor();
      expect(await page.locator('.samsyn-who').textContent()).toContain('Socialtjänsten, sits at Polisen');
      await page.getByLabel('Example').selectOption({ label: 'One person, all agencies' });
      await run(page);
      const table = page.locator('.samsyn-withheld');
      await table.waitFor();
      expect(await table.textContent()).toContain('SocialRecord.treatmentNotes');
      expect(await table.textContent()).toContain('consent of the young person and guardians');
      const question = asked.at(-1);
      expect(question?.headers).toMatchObject({ 'samsyn-purpose': 'SIG', 'samsyn-case': 'SIG-2025-014' });
      expect(decodeJwt(String(question?.headers['authorization']).replace('Bearer ', '')).sub).toBe('staff-colocated');
      expect(question?.variables).toEqual({ number: EXAMPLE_NUMBER });
      await screenshot(page, 'signed-in');
    });

    it('restores an example that was edited, and shows an error plainly', async () => {
      await signIn(page, 'youth');
      await page.getByText('Ungdomssamordnare').waitFor();
      await page.locator('.graphiql-query-editor .CodeMirror').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('{ nothingHere ');
      await run(page);
      await page.getByRole('alert').getByText('Cannot query field "nothingHere"').waitFor();
      await screenshot(page, 'error');
      await page.getByLabel('Example').selectOption({ label: 'A list of people by ref' });
      await page.getByLabel('Example').selectOption({ label: 'Who am I' });
      await page.locator('.graphiql-query-editor').getByText('WhoAmI').waitFor();
    });

    it('keeps no query, variable or token once the tab is closed', async () => {
      await signIn(page, 'youth');
      await page.getByText('Ungdomssamordnare').waitFor();
      await run(page);
      await page.locator('.samsyn-status').waitFor();
      const kept = await page.evaluate<readonly [string[], string]>('[Object.keys(localStorage), document.cookie]');
      expect(kept[0].filter((key) => !key.endsWith('Flex') && key !== 'graphiql:theme')).toEqual([]);
      expect(kept[1]).toBe('');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('Not signed in').waitFor();
      expect(await page.evaluate(`sessionStorage.getItem('samsyn:token')`)).toBeNull();
    });

    it('asked no other host, and broke no policy of its own', () => {
      expect([...hosts]).toEqual(['127.0.0.1']);
      expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
    });
  },
);

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto(`${origin}/graphql`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator(`button[value="${username}"]`).waitFor();
  await screenshot(page, 'login');
  await page.locator(`button[value="${username}"]`).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function run(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').click();
}

/** For looking at, when SCREENSHOTS names a folder. */
async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
