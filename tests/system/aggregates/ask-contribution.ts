import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { inject } from 'vitest';
import { createAggregateReceiptIssuer, type AggregateReceipt } from '../../../policies/aggregates/aggregate-receipt.ts';
import { loadDefinitions } from '../../../policies/aggregates/load-definitions.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { Agency } from '../../../schema/agency.ts';
import { listPeriods, parsePeriod, type AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { signToken } from '../at-the-agency.ts';
import { addMonths } from './counted-thing.ts';

export const DEFINITIONS = loadDefinitions(loadPolicySet());

export function definitionOf(id: string): AggregateDefinition {
  const definition = DEFINITIONS.get(id);
  if (definition === undefined) throw new Error(`there is no definition ${id}`);
  return definition;
}

/** The agencies that contribute to a definition. */
export function agenciesOf({ sources }: AggregateDefinition): readonly Agency[] {
  return sources.map(({ measure }) => agencyOfMeasure(measure));
}

/** The periods that a definition can be asked for today, latest first. */
export function periodsOf({ period: { kind, whole }, derived }: AggregateDefinition): readonly AggregatePeriod[] {
  const now = new Date();
  const all = listPeriods(kind, now).flatMap((name) => parsePeriod(kind, name, now) ?? []);
  const isOver = ({ until }: AggregatePeriod): boolean =>
    addMonths(until, derived?.months ?? 0) <= now.toISOString().slice(0, 10);
  return all.filter((period) => !whole || isOver(period));
}

/** A token of an analyst, as the identity provider signs it. */
export function analystToken(subject = 'staff-analyst'): Promise<string> {
  return signToken({
    sub: subject,
    samsyn_role: 'analyst',
    samsyn_agency: 'socialtjanst',
    samsyn_workplace: 'socialtjanst',
  });
}

export interface ContributionWish {
  readonly agency: Agency;
  readonly definition: string;
  /** The latest one that it can be asked for where none is given. */
  readonly period?: AggregatePeriod;
  readonly runId?: string;
  /** `null`: not sent. */
  readonly token?: string | null;
  readonly receipt?: string | null;
  readonly changes?: Partial<AggregateReceipt>;
  readonly audience?: Agency;
  readonly key?: JWK;
  readonly at?: Date;
  readonly body?: string;
}

export interface ContributionReply {
  readonly status: number;
  readonly type: string;
  /** What it shows of the key of its tokens. */
  readonly keyCheck: string | null;
  readonly text: string;
  /** Of a refusal. */
  readonly code: string | undefined;
}

/** Issues a receipt as the gateway would, for one run of a definition. */
export async function issueAggregateReceipt(wish: ContributionWish): Promise<string> {
  const { agency, definition: id, runId = randomUUID(), changes, audience = agency, key, at = new Date() } = wish;
  const definition = definitionOf(id);
  const period = wish.period ?? periodsOf(definition)[0];
  const issuer = await createAggregateReceiptIssuer(key ?? inject('system').facts.keys.receiptPrivateKey);
  const receipt: AggregateReceipt = {
    ...{ subject: 'staff-analyst', requestId: `aggregate-${runId.slice(0, 8)}`, runId, definition: id },
    ...{ digest: definition.digest, period: period?.name ?? '', countedUntil: period?.countedUntil ?? '' },
    ...changes,
  };
  return issuer.issue(receipt, audience, at);
}

/** Asks an agency's own port for its part of a run; what is not given is as the gateway would send it. */
export async function askContribution(wish: ContributionWish): Promise<ContributionReply> {
  const token = wish.token === undefined ? await analystToken() : wish.token;
  const receipt = wish.receipt === undefined ? await issueAggregateReceipt(wish) : wish.receipt;
  const response = await fetch(`${inject('system').urls[wish.agency] ?? ''}/aggregates/contribution`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'samsyn-request-id': 'aggregate-test',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(receipt === null ? {} : { 'samsyn-receipt': receipt }),
    },
    body: wish.body ?? '{}',
  });
  const text = await response.text();
  const { status, headers } = response;
  const keyCheck = headers.get('samsyn-token-key');
  return { status, type: headers.get('content-type') ?? '', keyCheck, text, code: codeIn(text) };
}

function codeIn(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const { errors } = JSON.parse(text) as {
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return errors?.[0]?.extensions.code;
}

/** A contribution that was answered whole. */
export interface ReadContribution {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @throws Error when it was refused, or is not of the form that was agreed on */
export function readContribution({ status, type, text }: ContributionReply): ReadContribution {
  if (status !== 200 || type !== 'text/csv; charset=utf-8') throw new Error(`refused with ${status}: ${text}`);
  const lines = text.split('\n').map((line) => line.split(','));
  const rows = lines.slice(1, -2);
  const [last = [], nothing = []] = lines.slice(-2);
  const isWhole = last.join(',') === `end,${rows.length}` && nothing.join(',') === '';
  if (!isWhole) throw new Error(`cut short: ${last.join(',')} after ${rows.length} rows`);
  return { header: lines[0] ?? [], rows };
}

/** One run of a definition at all its agencies. */
export async function askAll(
  id: string,
  period: AggregatePeriod,
  runId: string = randomUUID(),
): Promise<ReadonlyMap<Agency, ReadContribution>> {
  const asked = agenciesOf(definitionOf(id)).map(async (agency) => {
    const reply = await askContribution({ agency, definition: id, period, runId });
    return [agency, readContribution(reply)] as const;
  });
  return new Map(await Promise.all(asked));
}
