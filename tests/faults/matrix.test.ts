import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROCESS_NAMES } from '../../gateway/local/process-settings.ts';
import { AGENCIES, type Agency } from '../../schema/agency.ts';
import { STORE_PROGRAM } from '../gateway/shared-store/start-store.ts';
import { runAudit } from '../system/run-audit.ts';
import { AGENCY_FAULTS } from './agency-faults.ts';
import { AGENCY_TROUBLES } from './agency-troubles.ts';
import { startFaultySystem, type FaultySystem } from './faulty-system.ts';
import { crossedName, CROSSED, EVERY_TROUBLE } from './crossed-faults.ts';
import type { GatewayTrouble } from './gateway-troubles.ts';
import { prepareQuestions, questionsOfOneAgency } from './questions.ts';
import { readHeld, renderMatrix, type AgencyRow } from './render-matrix.ts';
import { Watch, type Observed } from './watch.ts';

const TIMES = 2;
/** As many calls may be with one agency at a time. */
const PLACES = 64;
/** With `npm run faults`: also what is wrong at the gateway and at agencies at once. */
const IS_WHOLE = process.env['FAULTS'] === 'whole';
const isRunHere = ({ needsStore = false }: GatewayTrouble): boolean => !needsStore || STORE_PROGRAM !== null;

let system: FaultySystem;
let watch: Watch;
/** What held, by fault and by whom it befell. */
const held = new Set<string>();

beforeAll(async () => {
  system = await startFaultySystem();
  watch = new Watch(system, await prepareQuestions(system));
  await watch.learn();
});

/** One cell that fails takes no other with it. */
afterEach(async () => {
  await Promise.all(AGENCIES.map((agency) => system.proxies[agency].lift()));
  for (const process of ['postgres', ...PROCESS_NAMES] as const) {
    if (system.local.pids()[process] === undefined) await system.local.restart(process);
  }
});

afterAll(async () => {
  await system.stop();
});

/** Under load: the truth while it lasts, and everything as before when it is over, by the same gateway. */
async function expectHolds({ name, codes, mayHeal = false }: AgencyRow, agency: Agency): Promise<void> {
  const gateway = system.local.pids().gateway;
  const seen = await watch.expectTruth(await watch.load(TIMES), [agency]);
  expect([...codes]).toEqual(expect.arrayContaining([...seen]));
  expect(seen.size > 0 || mayHeal).toBe(true);
  expect(system.proxies[agency].strayed()).toBe(0);
  await lifting(agency, name);
  await watch.expectRecovery();
  expect(system.local.pids().gateway).toBe(gateway);
  held.add(`${name} ${agency}`);
}

async function lifting(agency: Agency, name: string): Promise<void> {
  await AGENCY_TROUBLES.find((trouble) => trouble.name === name)?.lift(agency, system);
  await system.proxies[agency].lift();
}

describe.each(AGENCIES)('on the way to %s', (agency) => {
  it.each(AGENCY_FAULTS)('$name', async ({ fault, ...row }) => {
    await system.proxies[agency].break(fault(agency));
    await expectHolds(row, agency);
  });
});

describe.each(AGENCIES)('at %s', (agency) => {
  it.each(AGENCY_TROUBLES)('$name', async ({ befall, ...row }) => {
    await befall(agency, system, watch);
    await expectHolds(row, agency);
  });
});

it('an agency that refuses, and whose clock is wrong, is told of in the log', () => {
  const hints = system.logged.flatMap((line) => {
    const { agency, clockDifferenceSeconds: seconds } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof seconds === 'number' ? [`${String(agency)} ${Math.round(seconds / 60)}`] : [];
  });
  expect([...new Set(hints)].toSorted()).toEqual(
    AGENCIES.flatMap((agency) => [`${agency} 10`, `${agency} -10`]).toSorted(),
  );
});

describe('at the gateway', () => {
  it.each(EVERY_TROUBLE.filter(isRunHere))('$name', async ({ name, run }) => {
    await run(system, watch, { faulty: [], codes: [] });
    await watch.expectRecovery();
    held.add(name);
  });
});

describe.runIf(IS_WHOLE)('at the gateway, while agencies fail', () => {
  const cells = CROSSED.filter(({ trouble }) => isRunHere(trouble)).map((cell) => [crossedName(cell), cell] as const);
  it.each(cells)('%s', async (name, { trouble, failing }) => {
    for (const { agency, fault } of failing) await system.proxies[agency].break(fault.fault(agency));
    await trouble.run(system, watch, {
      faulty: failing.map(({ agency }) => agency),
      codes: failing.flatMap(({ fault }) => fault.codes),
    });
    for (const { agency } of failing) await system.proxies[agency].lift();
    await watch.expectRecovery();
    held.add(name);
  });
});

describe('an agency that hangs, with more calls than it has places, starves nobody who does not need it', () => {
  it.each([
    ['school', 'principal'],
    ['socialtjanst', 'caseworker'],
  ] as const)('as %s', async (agency, username) => {
    const lone = new Watch(system, questionsOfOneAgency(system));
    await lone.learn();
    await system.proxies[agency].break({ answerInstead: () => undefined });
    const hanging: Promise<Observed>[] = [];
    let waiting = 0;
    const hangMore = (): number => {
      for (let time = 0; time < 8; time += 1) {
        waiting += 1;
        hanging.push(lone.ask(username).finally(() => (waiting -= 1)));
      }
      return waiting;
    };
    // Not all at once: that would be a flood, which is shed whoever hangs.
    await expect.poll(hangMore, { timeout: 5_000, interval: 50 }).toBeGreaterThan(PLACES);
    await lone.expectWhole(lone.questionOf('investigator'), 3);
    expect(waiting).toBeGreaterThan(PLACES / 2);
    const seen = await lone.expectTruth(await Promise.all(hanging), [agency]);
    expect([...seen]).toContain('AGENCY_TIMEOUT');
    await system.proxies[agency].lift();
    await watch.expectRecovery();
  });
});

it('gateway and agencies tell the same story of all of it', async () => {
  const verified = await runAudit(system.local.facts, ['verify']);
  expect(verified.code, verified.out).toBe(0);
  // 3: an agency released what the gateway did not let through, or was not there to answer.
  const { code, out } = await runAudit(system.local.facts, ['reconcile', '--settle', '0']);
  expect([0, 3], out).toContain(code);
});

it('the published matrix is what was run', async () => {
  const isLeftOut = (cell: { readonly trouble: GatewayTrouble }): boolean => !IS_WHOLE || !isRunHere(cell.trouble);
  const published = readHeld(readFileSync(new URL('MATRIX.md', import.meta.url), 'utf8'), {
    gateway: EVERY_TROUBLE.filter((trouble) => !isRunHere(trouble)),
    crossed: CROSSED.filter(isLeftOut),
  });
  const matrix = await renderMatrix({
    agencies: [...AGENCY_FAULTS, ...AGENCY_TROUBLES],
    gateway: EVERY_TROUBLE,
    crossed: CROSSED,
    held: new Set([...held, ...published]),
  });
  await expect(matrix).toMatchFileSnapshot('MATRIX.md');
});
