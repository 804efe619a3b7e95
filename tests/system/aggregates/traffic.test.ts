import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { CODE_LISTS, isMonthDimension } from '../../../schema/aggregate-codes.ts';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { PersonalIdentityNumber } from '../../../schema/personal-identity-number.ts';
import { deriveRef, parseRefKey } from '../../../schema/ref.ts';
import { createTokenMaker, type TokenScope } from '../../../subgraphs/platform/aggregates/run-tokens.ts';
import { theTown } from '../persons.ts';
import {
  askContribution,
  definitionOf,
  issueAggregateReceipt,
  periodsOf,
  readContribution,
  type ContributionReply,
  type ReadContribution,
} from './ask-contribution.ts';
import { addSecondApproval, removeSecondApproval } from './second-approval.ts';

const THREE = 'known-to-three';
const TWO = 'incidents-and-absence';
const AROUND = 'sig-suspicions-around-start';
/** Each combination of codes of a padded source has at least so many tokens that match nothing. */
const LEAST_PADDING = 8;

/** All that a gateway could record of one run: what it sent and what came back. */
interface RecordedRun {
  readonly definition: string;
  readonly runId: string;
  readonly period: AggregatePeriod;
  readonly receipts: ReadonlyMap<Agency, string>;
  readonly replies: ReadonlyMap<Agency, ContributionReply>;
  readonly contributions: ReadonlyMap<Agency, ReadContribution>;
}

let first: RecordedRun;
let second: RecordedRun;
let otherDefinition: RecordedRun;
let around: RecordedRun;
let runs: readonly RecordedRun[];
let refs: readonly string[];

async function record(definition: string): Promise<RecordedRun> {
  const runId = randomUUID();
  const [period] = periodsOf(definitionOf(definition));
  if (period === undefined) throw new Error(`${definition} has no period`);
  const agencies = definitionOf(definition).sources.map(({ measure }) => agencyOfMeasure(measure));
  const receipts = new Map<Agency, string>();
  const replies = new Map<Agency, ContributionReply>();
  for (const agency of agencies) {
    const receipt = await issueAggregateReceipt({ agency, definition, period, runId });
    receipts.set(agency, receipt);
    replies.set(agency, await askContribution({ agency, definition, receipt }));
  }
  const contributions = new Map([...replies].map(([agency, reply]) => [agency, readContribution(reply)]));
  return { definition, runId, period, receipts, replies, contributions };
}

beforeAll(async () => {
  await addSecondApproval(THREE);
  first = await record(THREE);
  second = await record(THREE);
  otherDefinition = await record(TWO);
  around = await record(AROUND);
  runs = [first, second, otherDefinition, around];
  const key = parseRefKey(inject('system').facts.keys.refKey);
  // Whoever holds the key of refs can make the ref of everybody in the country.
  refs = [...theTown().people()].flatMap(({ number }) =>
    number === null ? [] : [deriveRef(PersonalIdentityNumber.parse(number, new Date()), key)],
  );
});

afterAll(removeSecondApproval);

function tokensOf({ contributions }: RecordedRun, agency: Agency): readonly string[] {
  return (contributions.get(agency)?.rows ?? []).map(([token = '']) => token);
}

function allTokens(run: RecordedRun): ReadonlySet<string> {
  return new Set(AGENCIES.flatMap((agency) => tokensOf(run, agency)));
}

function scopeOf({ definition, runId, period }: RecordedRun): TokenScope {
  const { digest } = definitionOf(definition);
  return { runId, digest, period: period.name, countedUntil: period.countedUntil };
}

/** The persons that all agencies of a run sent, as the gateway sees them. */
function inCommon(run: RecordedRun): readonly string[] {
  const sets = [...run.contributions.keys()].map((agency) => new Set(tokensOf(run, agency)));
  return [...allTokens(run)].filter((token) => sets.every((set) => set.has(token)));
}

describe('the recorded traffic of some runs', () => {
  it('is enough to look at, and holds persons whom the agencies have in common', () => {
    for (const run of runs) expect(allTokens(run).size).toBeGreaterThan(15);
    expect(inCommon(first).length).toBeGreaterThan(0);
    expect(inCommon(first)).toHaveLength(inCommon(second).length);
    expect(refs.length).toBeGreaterThan(200);
  });

  it('has no token twice, neither across runs of one definition nor across definitions', () => {
    for (const run of runs) {
      for (const other of runs.filter((candidate) => candidate !== run)) {
        const tokens = allTokens(other);
        expect([...allTokens(run)].filter((token) => tokens.has(token))).toEqual([]);
      }
    }
  });

  it('has no ref, and no part of one, in any form', () => {
    const texts = runs.flatMap(({ replies }) => [...replies.values()].map(({ text }) => text));
    const sent = texts.join('\n').toLowerCase();
    for (const ref of refs) {
      const bytes = Buffer.from(ref.slice(3), 'base64url').toString('hex');
      for (const part of [ref.slice(3, 13).toLowerCase(), bytes.slice(0, 16), bytes.slice(-16)]) {
        expect(sent.includes(part)).toBe(false);
      }
    }
    expect(sent).not.toContain('r1_');
  });

  it('is in the order of the tokens, which are 64 bits that look like any others', () => {
    for (const run of runs) {
      for (const agency of run.contributions.keys()) {
        const tokens = tokensOf(run, agency);
        expect(tokens).toEqual(tokens.toSorted());
        for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{16}$/);
      }
    }
  });

  it('has each combination of codes of a padded source at least as often as it has invented tokens', () => {
    for (const run of [first, second, otherDefinition]) {
      for (const { measure, dimensions } of definitionOf(run.definition).sources) {
        const rows = run.contributions.get(agencyOfMeasure(measure))?.rows ?? [];
        const lists = dimensions.map((dimension) =>
          isMonthDimension(dimension) ? [] : CODE_LISTS[dimension].map(({ code }) => code),
        );
        const combinations = lists.reduce<readonly string[]>(
          (all, list) => all.flatMap((left) => list.map((code) => `${left},${code}`)),
          [''],
        );
        for (const combination of combinations) {
          const tokens = rows.filter(([, ...codes]) => ['', ...codes].join(',') === combination);
          expect([measure, combination, tokens.length >= LEAST_PADDING]).toEqual([measure, combination, true]);
        }
      }
    }
    const months = (around.contributions.get('police')?.rows ?? []).map(([, month]) => month);
    const year = Number(around.period.name);
    for (let month = -6; month < 18; month += 1) {
      const name = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
      expect([name, months.filter((sent) => sent === name).length >= LEAST_PADDING]).toEqual([name, true]);
    }
    expect(new Set(months).size).toBe(24);
  });

  it('has no invented token where every token counts', () => {
    const key = Buffer.from(inject('system').facts.keys.aggregateTokenKey, 'base64url');
    const tokenOf = createTokenMaker(key, scopeOf(around));
    const real = new Set(refs.map((ref) => tokenOf(ref).toString('hex')));
    expect(tokensOf(around, 'socialtjanst').filter((token) => !real.has(token))).toEqual([]);
    expect(tokensOf(around, 'police').filter((token) => !real.has(token)).length).toBeGreaterThan(
      24 * LEAST_PADDING - 1,
    );
  });

  it('differs in how many tokens are invented, so that two runs cannot be subtracted', () => {
    const counts = (['police', 'socialtjanst', 'school'] as const).map((agency) => [
      tokensOf(first, agency).length,
      tokensOf(second, agency).length,
    ]);
    expect(counts.some(([one, other]) => one !== other)).toBe(true);
  });
});

describe('whoever holds all that the gateway holds', () => {
  /** What a key makes of every person, by every way in which this system makes anything of one. */
  function guesses(key: Buffer, run: RecordedRun): ReadonlySet<string> {
    const { runId, digest, period, countedUntil } = scopeOf(run);
    const info = `samsyn aggregate ${digest} ${period} ${countedUntil}`;
    const derived = Buffer.from(hkdfSync('sha256', key, runId, info, 32));
    const unsalted = Buffer.from(hkdfSync('sha256', key, '', info, 32));
    return new Set(
      refs.flatMap((ref) =>
        [key, derived, unsalted].map((tried) => createHmac('sha256', tried).update(ref).digest('hex').slice(0, 16)),
      ),
    );
  }

  it('maps no token to a person, with the key of refs, the key of receipts or any text that it saw', () => {
    const { keys } = inject('system').facts;
    for (const run of runs) {
      const held = [
        parseRefKey(keys.refKey),
        Buffer.from(keys.receiptPrivateKey.d ?? '', 'base64url'),
        Buffer.from(run.runId),
        Buffer.from(definitionOf(run.definition).digest),
        Buffer.from(loadPolicySet().digest),
        ...[...run.receipts.values()].map((receipt) => Buffer.from(receipt)),
        Buffer.alloc(32),
      ];
      const tokens = allTokens(run);
      for (const key of held) expect([...guesses(key, run)].filter((token) => tokens.has(token))).toEqual([]);
    }
    const gateway = inject('system').gatewaySettings;
    expect(Object.values(gateway).join(' ')).not.toContain(keys.aggregateTokenKey);
    expect(Object.keys(gateway)).not.toContain('AGGREGATE_TOKEN_KEY');
  });

  it('would map each with the key that the agencies hold, so that it is that key alone which keeps them apart', () => {
    const key = Buffer.from(inject('system').facts.keys.aggregateTokenKey, 'base64url');
    for (const run of runs) {
      const made = guesses(key, run);
      expect(inCommon(run).filter((token) => !made.has(token))).toEqual([]);
    }
    expect(guesses(key, first)).not.toEqual(guesses(key, second));
  });
});

describe('the answer of one agency', () => {
  it('is the same whatever the others have: it is asked for nothing of theirs, and holds no code of theirs', () => {
    for (const { measure, dimensions } of definitionOf(THREE).sources) {
      const contribution = first.contributions.get(agencyOfMeasure(measure));
      expect(contribution?.header).toEqual(['token', ...dimensions]);
    }
    const receipts = [...first.receipts.values()].map(
      (receipt) => JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()) as object,
    );
    const alike = receipts.map((claims) => ({ ...claims, aud: null, iat: null, exp: null }));
    expect(new Set(alike.map((claims) => JSON.stringify(claims))).size).toBe(1);
  });

  it('has persons that no other has, who match nothing', () => {
    const key = Buffer.from(inject('system').facts.keys.aggregateTokenKey, 'base64url');
    const tokenOf = createTokenMaker(key, scopeOf(first));
    const real = new Set(refs.map((ref) => tokenOf(ref).toString('hex')));
    const ofPolice = tokensOf(first, 'police').filter((token) => real.has(token));
    expect(ofPolice.length).toBeGreaterThan(inCommon(first).length);
    const stranger = ofPolice.find((token) => !tokensOf(first, 'school').includes(token));
    expect(stranger).toBeDefined();
  });
});
