import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ENTITY_KEY } from '../../gateway/federation/plan/ask-for-keys.ts';
import { startFakeAgency, type FakeAgency } from '../gateway/federation/fake-agency.ts';
import { startAnotherGateway, type AnotherGateway } from './another-gateway.ts';
import type { GraphqlAnswer } from './ask.ts';
import { personAs } from './at-the-agency.ts';
import { withClient } from './at-the-database.ts';

/** How long police takes. */
const SLOW_MS = 600;

let police: FakeAgency;
let socialtjanst: FakeAgency;
let gateway: AnotherGateway;

beforeAll(async () => {
  [police, socialtjanst] = await Promise.all([startFakeAgency(), startFakeAgency()]);
  const urls = JSON.parse(inject('system').gatewaySettings['AGENCY_URLS'] ?? '{}') as object;
  gateway = await startAnotherGateway({
    AGENCY_URLS: JSON.stringify({ ...urls, police: police.url, socialtjanst: socialtjanst.url }),
  });
  const entity = { __typename: 'Individual', [ENTITY_KEY]: personAs('sigMember').ref, police: { incidents: [] } };
  police.answerWith((response) => {
    void sleep(SLOW_MS).then(() => response.end(JSON.stringify({ data: { _entities: [entity] } })));
  });
});

afterAll(async () => {
  await gateway.stop();
  await Promise.all([police.close(), socialtjanst.close()]);
});

/** Asks for what is opened by consent alone, which socialtjänsten attests for so long. */
async function askWithin(attestedMs: number): Promise<{ readonly status: number; readonly body: GraphqlAnswer }> {
  socialtjanst.answerWith((response) => {
    const attestations = [{ holder: 'police', attestation: 'sealed' }];
    response.end(JSON.stringify({ attestations, expiresAt: new Date(Date.now() + attestedMs).toISOString() }));
  });
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${inject('system').tokens['sig'] ?? ''}`,
      ...{ 'samsyn-purpose': 'SIG', 'samsyn-case': 'SN 2026/1001' },
    },
    body: JSON.stringify({
      query: 'query ($refs: [ID!]!) { individuals(refs: $refs) { police { incidents { date } } } }',
      variables: { refs: [personAs('sigMember').ref] },
    }),
  });
  return { status: response.status, body: (await response.json()) as GraphqlAnswer };
}

/** What stands on record of a request. */
async function kindsOf({ extensions }: GraphqlAnswer): Promise<readonly string[]> {
  return withClient(inject('system').facts.databases.gateway.owner, async (client) => {
    const sql = 'SELECT kind FROM release_record WHERE request_id = $1';
    const { rows } = await client.query<{ kind: string }>(sql, [extensions?.['requestId']]);
    return rows.map(({ kind }) => kind);
  });
}

describe('an answer that took longer than its consents are attested for', () => {
  it('is not given: whoever withdrew one meanwhile was told that it has ended', async () => {
    const { status, body } = await askWithin(SLOW_MS / 2);
    expect([status, body.errors?.[0]?.extensions?.['code']]).toEqual([503, 'CONSENT_LAPSED']);
    expect(body.data).toBeUndefined();
    expect(await kindsOf(body)).toContain('refusal');
  });

  it('is given while they are', async () => {
    const { status, body } = await askWithin(60_000);
    expect([status, body.data]).toEqual([200, { individuals: [{ police: { incidents: [] } }] }]);
    expect(await kindsOf(body)).toEqual(['release']);
  });
});
